public import Images

/// What a camera sees of a scene.
public struct SceneView: Sendable {
    /// The picture.
    public let image: RGBImage
    /// In metres along the view's optical axis; infinity is the sky. What the picture shows of rims has the depth
    /// behind them.
    public let depth: FloatRaster
    /// How many pixels show nothing of the scene and took the colour of their surroundings.
    public let emptyCount: Int
}
