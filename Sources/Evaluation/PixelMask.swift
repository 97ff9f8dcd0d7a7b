public import Images

/// One yes or no per pixel.
public struct PixelMask: Sendable, Equatable {
    /// Pixels across.
    public let width: Int
    /// Pixels down.
    public let height: Int
    /// `width * height` answers, rows from the top.
    public let values: [Bool]

    /// Wraps existing values. Traps when `values` does not hold exactly `width * height`, at least one.
    public init(width: Int, height: Int, values: [Bool]) {
        precondition(
            width > 0 && height > 0 && values.count == width * height,
            "A mask of \(width)×\(height) pixels cannot have \(values.count) values.")
        self.width = width
        self.height = height
        self.values = values
    }

    /// The foreground of a matte: where alpha, in 0…1, is greater than `threshold` (Depth Pro, section 4, takes 0.1).
    /// NaN is background.
    public init(matte: FloatRaster, threshold: Double = 0.1) {
        self.init(width: matte.width, height: matte.height, values: matte.values.map { Double($0) > threshold })
    }

    /// Where a depth map, in metres, has a value that counts: finite, above zero, within `range`.
    public init(validDepthsOf depth: FloatRaster, range: ValidRange = .everything) {
        self.init(width: depth.width, height: depth.height, values: depth.values.map(range.contains))
    }

    /// The share of pixels, in 0…1, with a yes.
    public var share: Double { Double(values.count { $0 }) / Double(values.count) }

    /// Where both masks say yes. Traps when their sizes differ.
    public func intersection(_ other: PixelMask) -> PixelMask {
        precondition(
            width == other.width && height == other.height,
            "Masks of \(width)×\(height) and \(other.width)×\(other.height) pixels have no pixels in common.")
        return PixelMask(width: width, height: height, values: zip(values, other.values).map { $0 && $1 })
    }
}
