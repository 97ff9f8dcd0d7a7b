public import ArgumentParser
public import Datasets
public import DepthPro
public import Editing
public import Images

extension ApertureShape: ExpressibleByArgument {}
extension ColorMap: ExpressibleByArgument {}
extension DatasetPurpose: ExpressibleByArgument {}
extension DatasetSubject: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
