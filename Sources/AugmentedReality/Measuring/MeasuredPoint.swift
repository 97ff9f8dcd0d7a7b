/// A point of the photo in space.
public struct MeasuredPoint: Sendable, Hashable {
    /// In pixels from the photo's upper left corner.
    public let pixel: SIMD2<Double>
    /// In metres, in the camera's axes: X right, Y down, Z forward.
    public let position: SIMD3<Double>
    /// How much the depths around it scatter, as a share.
    public let noise: Double
    /// The plane that it lies on, as an index of ``PhotoScene/planes``.
    public let planeIndex: Int?
}
