/// How far depth is to be trusted: what measurements' uncertainties are worked out from.
public struct DepthUncertainty: Sendable, Hashable {
    /// By which share all depths of the photo may be wrong together (one standard deviation).
    public var scale: Double
    /// By which share depths far apart in the photo may be wrong against each other. Neighbours err alike: the
    /// correlation falls by 1/e over a fifth of the photo's diagonal.
    public var shape: Double
    /// By how many pixels of a photo 1000 pixels wide a point may be missed.
    public var pixels: Double

    /// Of depth that was measured or rendered.
    public static let measured = DepthUncertainty(scale: 0.01, shape: 0.005)
    /// Of a network's estimate. Nothing in a photo says how large its error is; these are what good networks reach on
    /// rooms (scale a fifth, shape a twentieth).
    public static let estimated = DepthUncertainty(scale: 0.2, shape: 0.05)

    /// States the shares.
    ///
    /// - Precondition: None is negative.
    public init(scale: Double, shape: Double, pixels: Double = 1) {
        precondition(scale >= 0 && shape >= 0 && pixels >= 0, "an uncertainty is not negative")
        self.scale = scale
        self.shape = shape
        self.pixels = pixels
    }
}
