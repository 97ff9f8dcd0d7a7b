import Images

/// Distances that tell how large a camera's moves should be.
public struct SceneDistances: Sendable, Hashable {
    /// In metres: a hundredth of the picture is nearer.
    public let nearest: Double
    /// In metres: half of the picture is nearer.
    public let median: Double
    /// In metres: the median of the middle of the picture, where the subject mostly is.
    public let middle: Double
    /// In metres: nine tenths of what is not sky are nearer.
    public let far: Double

    /// Of a depth map with at least one positive value.
    init(_ depth: FloatRaster) {
        func sorted(_ columns: Range<Int>, _ rows: Range<Int>) -> [Float] {
            let step = max(1, columns.count * rows.count / 40_000)
            var values: [Float] = []
            for place in stride(from: 0, to: columns.count * rows.count, by: step) {
                let value = depth.values[
                    (rows.lowerBound + place / columns.count) * depth.width + columns.lowerBound + place % columns.count
                ]
                if value > 0, value < 5000 { values.append(value) }
            }
            return values.sorted()
        }
        func share(_ values: [Float], _ share: Double) -> Double? {
            values.isEmpty ? nil : Double(values[Int(Double(values.count - 1) * share)])
        }
        let (w, h) = (depth.width, depth.height)
        let all = sorted(0..<w, 0..<h)
        let central = sorted(w * 3 / 8..<max(w * 5 / 8, w * 3 / 8 + 1), h * 3 / 8..<max(h * 5 / 8, h * 3 / 8 + 1))
        nearest = share(all, 0.01) ?? 100
        median = share(all, 0.5) ?? 100
        far = share(all, 0.9) ?? 100
        middle = share(central, 0.5) ?? share(all, 0.5) ?? 100
    }
}
