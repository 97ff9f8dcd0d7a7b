internal import Images

/// The representation in which boundaries are found.
enum InverseDepth {
    /// `1 / max(d, 1e-6)` in single precision; NaN stays NaN, infinity becomes 0.
    static func values(of depth: FloatRaster) -> [Float] {
        depth.values.map { 1 / ($0 < 1e-6 ? 1e-6 : $0) }
    }
}
