/// The mean of a metric over a data set's images, and how sure it is.
public struct MetricSummary: Sendable, Hashable, Codable {
    /// Every image weighs the same, however many of its pixels count.
    public var mean: Double
    /// Where the middle 95 % of the means of resampled sets of images begin (percentile bootstrap).
    public var low: Double
    /// Where they end.
    public var high: Double
    /// Images.
    public var count: Int

    /// How often images are drawn anew.
    private static let draws = 1000

    /// Summarises the values of some images; the same values in the same order give the same interval.
    ///
    /// - Returns: `nil` without a value.
    public init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        count = values.count
        mean = values.reduce(0, +) / Double(values.count)
        guard values.count > 1, mean.isFinite else {
            (low, high) = (mean, mean)
            return
        }
        var random = SplitMix(state: UInt64(values.count))
        let means = (0..<Self.draws).map { _ in
            var sum = 0.0
            for _ in values.indices { sum += values[Int.random(in: values.indices, using: &random)] }
            return sum / Double(values.count)
        }.sorted()
        low = means[Self.draws * 25 / 1000]
        high = means[Self.draws * 975 / 1000]
    }

    /// Draws that are the same on every machine (Steele et al., 2014).
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
