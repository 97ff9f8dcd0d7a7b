/// Something to learn from, and how often.
public struct DataSource: Sendable, Hashable, Decodable {
    /// What it is.
    public enum Kind: Sendable, Hashable {
        /// Worlds rendered while training.
        case synthesis(SynthesisPlan)
        /// A published data set in its own layout.
        case dataset(name: String, path: String, split: String?)
        /// Images listed in JSON Lines.
        case manifest(path: String)
        /// Photographs whose EXIF says the focal length; they have no depth.
        case photos(path: String)
    }

    /// As stages name it.
    public var name: String
    /// What it is.
    public var kind: Kind
    /// How often a sample is taken from here, against the other sources' weights.
    public var weight: Double
    /// Only this many samples, from the front.
    public var limit: Int?
    /// Only rows of a manifest whose identifier begins with one of these.
    public var only: [String]?
    /// No rows of a manifest whose identifier begins with one of these.
    public var without: [String]?
    /// Whether to learn where there is no end, as in the sky. In a rendered room that is a bright window, and a small network takes
    /// lamps and white walls for one.
    public var sky: Bool

    /// Only rows of a manifest whose horizontal field of view in degrees is one of these, as those of cameras that people have.
    public var fieldsOfView: ClosedRange<Double>?

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, synthesize, dataset, manifest, photos, path, split, weight, limit, only, without, sky
        case fieldsOfView = "fields-of-view"
    }

    /// Decodes; a source without a name is called after what it is.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(CodingKeys.self)
        if let plan = try values.decodeIfPresent(SynthesisPlan.self, forKey: .synthesize) {
            kind = .synthesis(plan)
            name = "synthetic"
        } else if let path = try values.decodeIfPresent(String.self, forKey: .manifest) {
            kind = .manifest(path: path)
            name = path
        } else if let path = try values.decodeIfPresent(String.self, forKey: .photos) {
            kind = .photos(path: path)
            name = path
        } else {
            name = try values.decode(String.self, forKey: .dataset)
            kind = .dataset(
                name: name, path: try values.decode(String.self, forKey: .path),
                split: try values.decodeIfPresent(String.self, forKey: .split))
        }
        name = try values.decodeIfPresent(String.self, forKey: .name) ?? name
        weight = try values.decodeIfPresent(Double.self, forKey: .weight) ?? 1
        limit = try values.decodeIfPresent(Int.self, forKey: .limit)
        only = try values.decodeIfPresent([String].self, forKey: .only)
        without = try values.decodeIfPresent([String].self, forKey: .without)
        sky = try values.decodeIfPresent(Bool.self, forKey: .sky) ?? true
        if let ends = try values.decodeIfPresent([Double].self, forKey: .fieldsOfView) {
            guard ends.count == 2, ends[0] <= ends[1] else {
                throw DecodingError.dataCorruptedError(
                    forKey: .fieldsOfView, in: values,
                    debugDescription: "\(ends) is no range; write [smallest, largest], in degrees")
            }
            fieldsOfView = ends[0]...ends[1]
        }
    }
}
