/// The depths of a target that count, in metres, both ends included (Depth Pro, Table 18 lists the data sets' ranges).
public struct ValidRange: Sendable, Equatable {
    /// The smallest depth that counts.
    public let minimum: Double
    /// The largest depth that counts; infinite where there is no limit.
    public let maximum: Double

    /// Every finite depth above zero.
    public static let everything = ValidRange(minimum: 0, maximum: .infinity)

    /// Names a range. Traps unless `0 ≤ minimum ≤ maximum`.
    public init(minimum: Double = 0, maximum: Double = .infinity) {
        precondition(
            minimum >= 0 && minimum <= maximum, "A range of depths cannot go from \(minimum) to \(maximum) metres.")
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Whether `depth`, in metres, is finite, greater than zero and within the range.
    public func contains(_ depth: Float) -> Bool {
        depth.isFinite && depth > 0 && Double(depth) >= minimum && Double(depth) <= maximum
    }
}
