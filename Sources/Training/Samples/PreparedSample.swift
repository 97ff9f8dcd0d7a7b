/// One image as the network takes it, with its labels.
package struct PreparedSample: Sendable {
    /// 3×rows×columns in [-1, 1].
    package var pixels: [Float]
    /// Canonical inverse depth Ĉ = f/(w·D) of metric data, 1/D of other; rows×columns, 0 where unknown.
    package var inverseDepth: [Float]
    /// 1 where the depth is known, else 0.
    package var mask: [Float]
    /// Horizontal, in degrees; `.nan` where the camera is unknown.
    package var fieldOfView: Float
    /// Decides the losses.
    package var group: SampleGroup
    /// The sample's name within its source.
    package var id: String
}
