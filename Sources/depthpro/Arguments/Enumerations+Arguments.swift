public import ArgumentParser
public import Datasets
public import DepthPro
public import Images

extension ColorMap: ExpressibleByArgument {}
extension DatasetPurpose: ExpressibleByArgument {}
extension DatasetSubject: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
