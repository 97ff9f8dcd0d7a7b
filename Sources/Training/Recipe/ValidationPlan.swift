/// Measuring on data that is not learned from.
public struct ValidationPlan: Sendable, Hashable, Decodable {
    /// What to measure on; weights do not matter.
    public var data: [DataSource]
    /// Steps between two measurements; the end of a stage is measured anyway.
    public var every: Int
    /// Samples of each source.
    public var samples: Int
    /// Samples of each source whose predictions go into the report as pictures.
    public var pictures: Int

    private enum CodingKeys: String, CodingKey, CaseIterable { case data, every, samples, pictures }

    /// Decodes.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(CodingKeys.self)
        data = try values.decode([DataSource].self, forKey: .data)
        every = try values.decodeIfPresent(Int.self, forKey: .every) ?? 1000
        samples = try values.decodeIfPresent(Int.self, forKey: .samples) ?? 32
        pictures = try values.decodeIfPresent(Int.self, forKey: .pictures) ?? 4
    }
}
