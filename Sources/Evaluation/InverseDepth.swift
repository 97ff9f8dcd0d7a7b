internal import Images

/// The representation in which boundaries are found.
enum InverseDepth {
    /// `1 / max(d, 1e-6)` in single precision; NaN stays NaN, infinity becomes 0.
    @inline(__always)
    static func value(of depth: Float) -> Float { 1 / (depth < 1e-6 ? 1e-6 : depth) }

    /// ``value(of:)`` of every pixel.
    static func values(of depth: FloatRaster) -> [Float] { depth.values.map(value(of:)) }
}
