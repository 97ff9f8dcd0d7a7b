public import ArgumentParser
public import DepthPro
public import Images

extension ColorMap: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
