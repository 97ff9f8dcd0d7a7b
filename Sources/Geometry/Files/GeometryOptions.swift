/// How a depth map becomes a file in three dimensions.
public struct GeometryOptions: Sendable, Hashable {
    /// In metres: what is farther, such as the sky, is left out.
    public var maximumDepth: Double
    /// As in ``SurfaceOptions``.
    public var edgeThreshold: Double
    /// `nil` for each format's ``GeometryFormat/standardPoints``.
    public var maximumPoints: Int?
    /// Of a mesh's triangles, the share to keep, 0…1; `nil` keeps all.
    public var simplification: Double?
    /// Whether a GLB file holds points rather than a mesh.
    public var glbHoldsPoints: Bool
    /// Whether the world is turned upright by what ``GravityEstimate`` finds; else the camera is taken to be level.
    public var isLeveled: Bool

    /// The values that suit most photos.
    public init(
        maximumDepth: Double = SurfaceOptions().maximumDepth, edgeThreshold: Double = SurfaceOptions().edgeThreshold,
        maximumPoints: Int? = nil, simplification: Double? = nil, glbHoldsPoints: Bool = false, isLeveled: Bool = true
    ) {
        self.maximumDepth = maximumDepth
        self.edgeThreshold = edgeThreshold
        self.maximumPoints = maximumPoints
        self.simplification = simplification
        self.glbHoldsPoints = glbHoldsPoints
        self.isLeveled = isLeveled
    }
}
