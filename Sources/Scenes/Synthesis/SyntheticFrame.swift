public import Images

/// One synthetic photograph with the truth about it.
public struct SyntheticFrame: Sendable {
    /// Its number within the stream.
    public let index: Int
    /// The kind of place.
    public let kind: SceneKind
    /// The photograph.
    public let image: RGBImage
    /// Metres along the optical axis; `.infinity` is sky.
    public let depth: FloatRaster
    /// Of length 1: X to the right, Y down, Z into the picture; zero is sky.
    public let normals: [SIMD3<Float>]
    /// ``Instance/object`` by pixel.
    public let ids: [UInt32]
    /// The camera, in pixels.
    public let intrinsics: Intrinsics
    /// The camera, in the world.
    public let camera: SceneCamera
    /// How many rays it took.
    public let rayCount: Int
}
