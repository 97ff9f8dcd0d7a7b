public import Images

/// A photo with depth, taken apart so that it can be seen from elsewhere.
///
/// The scene is cut where the depth jumps. The rims of what is near are partly transparent and have the foreground's own
/// colour; behind them the background goes on, in colour and depth. All of it is decided once, so that nothing flickers
/// from one view to the next.
public struct LayeredScene: Sendable {
    /// Of the photo, in pixels.
    public let width: Int
    /// Of the photo, in pixels.
    public let height: Int
    /// Of the photo.
    public let intrinsics: Intrinsics
    /// What it was made with.
    public let options: SceneOptions
    /// The distances of what the photo shows.
    public let distances: SceneDistances

    /// Pixels by which the layers are larger than the photo on each side.
    let margin: Int
    /// What is opaque, the photo's own surface first.
    let opaqueLayers: [SceneLayer]
    /// The first of those that show what the photo does not.
    static let firstGuessedLayer: UInt8 = 2
    /// The rims.
    let rimLayer: SceneLayer

    /// Takes a photo apart.
    ///
    /// - Parameters:
    ///   - depth: As large as the photo; in metres along the optical axis. Infinity is the sky; what is not positive is
    ///     unknown and takes the depth of its surroundings.
    ///   - intrinsics: For pixels of the photo.
    /// - Throws: ``ViewsError`` with code `noDepth` where no pixel has a depth.
    /// - Precondition: Photo and depth are of one size, of at least 8×8 pixels.
    public init(
        photo: RGBImage, depth: FloatRaster, intrinsics: Intrinsics, options: SceneOptions = .init()
    ) throws(ViewsError) {
        precondition(
            depth.width == photo.width && depth.height == photo.height,
            "a photo of \(photo.width)×\(photo.height) does not fit a depth map of \(depth.width)×\(depth.height)")
        precondition(photo.width >= 8 && photo.height >= 8, "a scene needs at least 8×8 pixels")
        let canvas = try DepthCanvas(photo: photo, depth: depth, options: options)
        let cuts = DepthCuts(canvas, threshold: Float(options.edgeThreshold))
        let layers = LayerCutter(canvas, cuts, options)
        width = photo.width
        height = photo.height
        self.intrinsics = intrinsics
        self.options = options
        distances = SceneDistances(depth)
        margin = canvas.margin
        opaqueLayers = [layers.photo, layers.hem, layers.behind, layers.beyond]
        rimLayer = layers.rim
    }
}
