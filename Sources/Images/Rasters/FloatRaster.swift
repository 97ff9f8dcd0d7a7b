/// One 32-bit float per pixel: a depth map in metres, as files hold it.
public struct FloatRaster: Sendable, Equatable {
    /// Pixels across.
    public let width: Int
    /// Pixels down.
    public let height: Int
    /// `width * height` values, rows from the top. What marks a missing value is the caller's business.
    public var values: [Float]

    /// Wraps existing values. Traps when `values` does not hold exactly `width * height`.
    public init(width: Int, height: Int, values: [Float]) {
        precondition(width > 0 && height > 0, "A raster of \(width)×\(height) values has no values.")
        precondition(
            values.count == width * height,
            "A raster of \(width)×\(height) needs \(width * height) values, not \(values.count).")
        self.width = width
        self.height = height
        self.values = values
    }
}
