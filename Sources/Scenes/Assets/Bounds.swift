/// The box around points.
package struct Bounds: Sendable, Hashable {
    package var low: SIMD3<Float>
    package var high: SIMD3<Float>

    package var size: SIMD3<Float> { high - low }
    package var center: SIMD3<Float> { (low + high) / 2 }

    package init(low: SIMD3<Float>, high: SIMD3<Float>) {
        self.low = low
        self.high = high
    }

    /// `nil` where there are no points, or one is not finite.
    package init?(_ points: some Sequence<SIMD3<Float>>) {
        var low = SIMD3<Float>(repeating: .infinity)
        var high = -low
        for point in points {
            guard point.isFinite else { return nil }
            low = pointwiseMin(low, point)
            high = pointwiseMax(high, point)
        }
        guard low.isFinite else { return nil }
        self.init(low: low, high: high)
    }
}
