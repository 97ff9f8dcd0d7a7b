/// Which rows of a manifest to take: those that meet every condition that is set.
public struct ManifestSelection: Sendable, Hashable, Codable {
    /// The row's ``ManifestRow/kind`` is one of these.
    public var kinds: [String]?
    /// The row's ``ManifestRow/licence`` contains one of these, whatever the case.
    public var licences: [String]?
    /// The row's id begins with one of these.
    public var idPrefixes: [String]?
    /// The row's id begins with none of these.
    public var excludedIDPrefixes: [String]?
    /// The row says this of ``ManifestRow/registered``; a row that says nothing is registered.
    public var registered: Bool?
    /// The row says this of ``ManifestRow/metric``; a row that says nothing is metric.
    public var metric: Bool?
    /// The row says this of ``ManifestRow/dense``; a row that says nothing is dense.
    public var dense: Bool?

    /// Chooses rows; without arguments, all.
    public init(
        kinds: [String]? = nil, licences: [String]? = nil, idPrefixes: [String]? = nil,
        excludedIDPrefixes: [String]? = nil, registered: Bool? = nil, metric: Bool? = nil, dense: Bool? = nil
    ) {
        self.kinds = kinds
        self.licences = licences
        self.idPrefixes = idPrefixes
        self.excludedIDPrefixes = excludedIDPrefixes
        self.registered = registered
        self.metric = metric
        self.dense = dense
    }

    /// Whether `row` is chosen.
    public func contains(_ row: ManifestRow) -> Bool {
        let licence = row.licence?.lowercased() ?? ""
        return kinds?.contains { $0 == row.kind } ?? true
            && licences?.contains { licence.contains($0.lowercased()) } ?? true
            && idPrefixes?.contains { row.id.hasPrefix($0) } ?? true
            && !(excludedIDPrefixes?.contains { row.id.hasPrefix($0) } ?? false)
            && registered.map { $0 == row.registered ?? true } ?? true
            && metric.map { $0 == row.metric ?? true } ?? true
            && dense.map { $0 == row.dense ?? true } ?? true
    }
}
