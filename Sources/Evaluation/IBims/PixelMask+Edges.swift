public import Images

extension PixelMask {
    /// The edges of a depth map, as iBims-1 finds them in predictions (Koch et al. 2018, “Evaluation of CNN-based
    /// single-image depth estimation methods”, section 3.2, and its script): Canny's on depth that is brought to 0…1 by
    /// its smallest and largest value.
    ///
    /// Pixels that are not finite and above zero count for nothing, and have no edges next to them. A map of one value
    /// has no edges. In double precision, where the script's is single.
    ///
    /// - Parameters:
    ///   - depth: In metres.
    ///   - sigma: The standard deviation of the smoothing, in pixels.
    ///   - low: The gradient, by Sobel's filter without a factor, that continues an edge.
    ///   - high: The gradient that begins an edge.
    public init(edgesOf depth: FloatRaster, sigma: Double = 2.0.squareRoot(), low: Double = 0.15, high: Double = 0.3) {
        let valid = depth.values.map(ValidRange.everything.contains)
        var (minimum, maximum) = (Double.infinity, -Double.infinity)
        for (value, isValid) in zip(depth.values, valid) where isValid {
            (minimum, maximum) = (min(minimum, Double(value)), max(maximum, Double(value)))
        }
        guard maximum > minimum else {
            self.init(
                width: depth.width, height: depth.height, values: [Bool](repeating: false, count: depth.values.count))
            return
        }
        let detector = CannyDetector(sigma: sigma, low: low, high: high)
        let normalized = depth.values.map { (Double($0) - minimum) / (maximum - minimum) }
        self.init(
            width: depth.width, height: depth.height,
            values: detector.edges(of: normalized, valid: valid, width: depth.width))
    }
}
