public import DepthPro
internal import Images

/// The distribution of a depth map's values, in metres.
public struct DepthStatistics: Sendable, Hashable, Codable {
    /// The nearest.
    public let minimum: Double
    /// The farthest.
    public let maximum: Double
    /// The arithmetic mean.
    public let mean: Double
    /// Half of the pixels are nearer.
    public let median: Double
    /// By percent of pixels that are nearer ("1", "5", "25", "75", "95", "99"), interpolated linearly as NumPy does.
    public let percentiles: [String: Double]
    /// The share of pixels, 0…1, at the farthest depth that can be expressed: too far to tell, such as the sky.
    public let farShare: Double

    private static let percents = [1, 5, 25, 75, 95, 99]

    private enum CodingKeys: String, CodingKey {
        case minimum, maximum, mean, median, percentiles
        case farShare = "far_share"
    }

    /// Describes a depth map. Takes time proportional to its pixels and a megabyte of memory.
    public init(_ depth: DepthMap) { self.init(metres: depth.metres) }

    /// - Precondition: At least one value; all positive.
    package init(metres: [Float]) {
        precondition(!metres.isEmpty, "no depths to describe")
        let positions = (Self.percents + [50]).map { Double(metres.count - 1) * Double($0) / 100 }
        let ranks = positions.flatMap { [Int($0), min(Int($0) + 1, metres.count - 1)] }
        let values = OrderStatistics(ranks: [0, metres.count - 1] + ranks, of: metres)
        let interpolated = positions.indices.map { index -> Double in
            let lower = Double(values[ranks[2 * index]])
            let upper = Double(values[ranks[2 * index + 1]])
            return lower + (upper - lower) * (positions[index] - positions[index].rounded(.down))
        }
        minimum = Double(values[0])
        maximum = Double(values[metres.count - 1])
        mean = metres.reduce(0) { $0 + Double($1) } / Double(metres.count)
        median = interpolated[Self.percents.count]
        percentiles = Dictionary(uniqueKeysWithValues: zip(Self.percents.map(String.init), interpolated))
        farShare = Double(metres.count { $0 >= DepthMap.range.upperBound }) / Double(metres.count)
    }
}
