public import ArgumentParser
public import Datasets
public import DepthPro
public import Editing
public import Images
public import Views

extension ApertureShape: ExpressibleByArgument {}
extension CameraMotion: ExpressibleByArgument {}
extension ColorMap: ExpressibleByArgument {}
extension DatasetPurpose: ExpressibleByArgument {}
extension DatasetSubject: ExpressibleByArgument {}
extension Easing: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
extension StereoLayout: ExpressibleByArgument {}
