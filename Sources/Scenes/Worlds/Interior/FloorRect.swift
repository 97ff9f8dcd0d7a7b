/// A rectangle of floor, along the axes.
struct FloorRect: Sendable {
    var low: SIMD2<Float>
    var high: SIMD2<Float>

    init(low: SIMD2<Float>, high: SIMD2<Float>) {
        self.low = low
        self.high = high
    }

    /// What a piece covers, turned about the vertical by any angle.
    init(_ transform: Transform, size: SIMD3<Float>) {
        let half = SIMD2(
            abs(transform.x.x) * size.x / 2 + abs(transform.z.x) * size.z / 2,
            abs(transform.x.z) * size.x / 2 + abs(transform.z.z) * size.z / 2)
        let center = SIMD2(transform.origin.x, transform.origin.z)
        self.init(low: center - half, high: center + half)
    }

    var center: SIMD2<Float> { (low + high) / 2 }
    var size: SIMD2<Float> { high - low }

    func overlaps(_ other: FloorRect) -> Bool {
        low.x < other.high.x && other.low.x < high.x && low.y < other.high.y && other.low.y < high.y
    }

    func contains(_ p: SIMD2<Float>) -> Bool { p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y }

    func contains(_ other: FloorRect) -> Bool { contains(other.low) && contains(other.high) }

    func expanded(_ margin: Float) -> FloorRect { FloorRect(low: low - margin, high: high + margin) }
}
