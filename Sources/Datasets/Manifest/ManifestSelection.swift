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
    /// The image's horizontal field of view in degrees, by the row's width and focal length, is one of these; a row that lacks
    /// either is not chosen.
    public var fieldsOfView: ClosedRange<Double>?

    /// Chooses rows; without arguments, all.
    public init(
        kinds: [String]? = nil, licences: [String]? = nil, idPrefixes: [String]? = nil,
        excludedIDPrefixes: [String]? = nil, registered: Bool? = nil, metric: Bool? = nil, dense: Bool? = nil,
        fieldsOfView: ClosedRange<Double>? = nil
    ) {
        self.kinds = kinds
        self.licences = licences
        self.idPrefixes = idPrefixes
        self.excludedIDPrefixes = excludedIDPrefixes
        self.registered = registered
        self.metric = metric
        self.dense = dense
        self.fieldsOfView = fieldsOfView
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
            && fieldsOfView.map { range in row.fieldOfView.map(range.contains) ?? false } ?? true
    }
}
