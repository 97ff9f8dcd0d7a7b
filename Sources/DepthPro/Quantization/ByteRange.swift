/// How numbers are written in a byte: value = scale · (byte − zero).
struct ByteRange: Equatable {
    let scale: Float
    /// From 0 to 255.
    let zero: Float

    /// The range whose rounding and clipping together do least harm to the samples, in the sense of least squares.
    ///
    /// The whole range is best where it is evenly used; a few numbers far out are better cut off.
    init(of samples: [Float]) {
        let low = min(samples.min() ?? 0, 0)
        let high = max(samples.max() ?? 0, 0)
        var best = ByteRange(low: low, high: high)
        var least = best.error(of: samples)
        for part in stride(from: Float(0.95), to: 0.1, by: -0.05) {
            let candidate = ByteRange(low: low * part, high: high * part)
            let error = candidate.error(of: samples)
            if error < least { (best, least) = (candidate, error) }
        }
        self = best
    }

    init(low: Float, high: Float) {
        let width = max(high - low, 1e-8)
        scale = width / 255
        zero = min(max((-low / scale).rounded(), 0), 255)
    }

    /// Sum of squares.
    private func error(of samples: [Float]) -> Double {
        samples.reduce(0) { sum, value in
            let byte = min(max((value / scale + zero).rounded(), 0), 255)
            let difference = Double(scale * (byte - zero) - value)
            return sum + difference * difference
        }
    }
}
