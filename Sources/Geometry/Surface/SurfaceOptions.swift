/// Which pixels of a depth map become points, and which of them hang together.
public struct SurfaceOptions: Sendable, Hashable {
    /// In metres: what is farther, such as the sky, is left out.
    public var maximumDepth: Double
    /// By how much the depths of neighbours may differ, as a share of the nearer one. Beyond it the surface is cut, and
    /// pixels that float between two surfaces are left out.
    public var edgeThreshold: Double
    /// How many points there may be; a larger picture is thinned evenly. `nil` keeps every pixel.
    public var maximumPoints: Int?

    /// 200 m, which leaves out the sky; 4 %; every pixel.
    ///
    /// - Precondition: All are positive.
    public init(maximumDepth: Double = 200, edgeThreshold: Double = 0.04, maximumPoints: Int? = nil) {
        precondition(maximumDepth > 0 && edgeThreshold > 0 && maximumPoints ?? 1 > 0, "limits must be positive")
        self.maximumDepth = maximumDepth
        self.edgeThreshold = edgeThreshold
        self.maximumPoints = maximumPoints
    }
}
