/// What a data set is for.
public enum DatasetPurpose: String, Sendable, Hashable, Codable, CaseIterable {
    /// The paper learns from it (table 15).
    case training
    /// The paper, or the field, measures with it.
    case evaluation
    /// The paper learns from it and also measures with it.
    case both

    /// Whether the set is for `purpose`, be it among others.
    public func includes(_ purpose: DatasetPurpose) -> Bool { self == purpose || self == .both }
}
