public import Images

/// What a camera sees in a world: light as it falls on the film, and the truth about what it shows.
public struct Rendering: Sendable {
    /// Pixels across.
    public let width: Int
    /// Pixels down.
    public let height: Int
    /// Linear RGB, rows from the top.
    public let radiance: [SIMD3<Float>]
    /// Metres along the optical axis at the middle of each pixel; `.infinity` is sky, NaN what a photographed place does not show.
    public let depth: FloatRaster
    /// Of length 1, at the middle of each pixel: X to the right, Y down, Z into the picture; zero is sky.
    public let normals: [SIMD3<Float>]
    /// ``Instance/object`` at the middle of each pixel; 0 is structure and sky.
    public let ids: [UInt32]
    /// How many rays it took.
    public let rayCount: Int

    package init(
        width: Int, height: Int, radiance: [SIMD3<Float>], depth: FloatRaster, normals: [SIMD3<Float>], ids: [UInt32],
        rayCount: Int
    ) {
        self.width = width
        self.height = height
        self.radiance = radiance
        self.depth = depth
        self.normals = normals
        self.ids = ids
        self.rayCount = rayCount
    }
}
