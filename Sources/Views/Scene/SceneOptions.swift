/// How a photo is taken apart into layers.
public struct SceneOptions: Sendable, Hashable {
    /// By how much the depths of neighbours may differ, as a share of the nearer one, before the scene is cut there.
    public var edgeThreshold: Double
    /// How wide the ramps are that stand for depth edges in the depth map, in pixels: 1 for exact depth; for a
    /// network's, the photo's longer side by the network's, rounded up.
    public var edgeWidth: Int
    /// How far behind what is near the scene is filled, as a share of the picture's longer side.
    public var reach: Double
    /// How far beyond the picture's borders the scene goes on, as a share of its longer side.
    public var margin: Double

    /// - Precondition: The threshold and the width are positive, the shares between 0 and 1.
    public init(edgeThreshold: Double = 0.04, edgeWidth: Int = 1, reach: Double = 0.08, margin: Double = 0.08) {
        precondition(edgeThreshold > 0 && edgeWidth > 0, "edges have a height and a width")
        precondition((0...1).contains(reach) && (0...1).contains(margin), "shares are between 0 and 1")
        self.edgeThreshold = edgeThreshold
        self.edgeWidth = edgeWidth
        self.reach = reach
        self.margin = margin
    }
}
