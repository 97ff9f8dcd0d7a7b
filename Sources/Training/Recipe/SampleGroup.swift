public import Datasets

/// The four kinds of data that the curriculum treats apart (paper, table 17).
public enum SampleGroup: String, Sendable, Hashable, Decodable, CaseIterable {
    case syntheticMetric = "synthetic-metric"
    case realMetric = "real-metric"
    case syntheticRelative = "synthetic-relative"
    case realRelative = "real-relative"

    /// The group of a data set.
    public init(_ traits: DatasetTraits) {
        switch (traits.isSynthetic, traits.isMetric) {
        case (true, true): self = .syntheticMetric
        case (false, true): self = .realMetric
        case (true, false): self = .syntheticRelative
        case (false, false): self = .realRelative
        }
    }

    /// Whether the truth was measured, so that some of it is wrong.
    public var isReal: Bool { self == .realMetric || self == .realRelative }

    /// Whether depths are metres.
    public var isMetric: Bool { self == .syntheticMetric || self == .realMetric }
}
