/// What decides how a data set may be learned from (paper, table 17).
public struct DatasetTraits: Sendable, Hashable, Codable {
    /// Rendered, so that every pixel and every edge is exact; otherwise measured, with errors.
    public var isSynthetic: Bool
    /// In metres; otherwise known up to an unknown scale and shift of inverse depth.
    public var isMetric: Bool

    /// Describes a data set.
    public init(isSynthetic: Bool, isMetric: Bool) {
        self.isSynthetic = isSynthetic
        self.isMetric = isMetric
    }
}
