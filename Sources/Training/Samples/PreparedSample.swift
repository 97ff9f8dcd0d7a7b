/// One image as the network takes it, with its labels.
struct PreparedSample: Sendable {
    /// 3×rows×columns in [-1, 1].
    var pixels: [Float]
    /// Canonical inverse depth Ĉ = f/(w·D) of metric data, 1/D of other; rows×columns, 0 where unknown.
    var inverseDepth: [Float]
    /// 1 where the depth is known, else 0.
    var mask: [Float]
    /// Horizontal, in degrees; `.nan` where the camera is unknown.
    var fieldOfView: Float
    /// Decides the losses.
    var group: SampleGroup
    /// The sample's name within its source.
    var id: String
}
