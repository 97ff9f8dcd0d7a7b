/// How often what was learned is kept.
public struct CheckpointPlan: Sendable, Hashable, Decodable {
    /// Steps between two checkpoints; the end of a stage and an interruption make one too.
    public var every = 500
    /// How many of the last are kept.
    public var keep = 3

    private enum CodingKeys: String, CodingKey, CaseIterable { case every, keep }

    /// Every 500 steps, the last three.
    public init() {}

    /// Decodes.
    public init(from decoder: any Decoder) throws {
        self.init()
        let values = try decoder.strictContainer(CodingKeys.self)
        every = try values.decodeIfPresent(Int.self, forKey: .every) ?? every
        keep = try values.decodeIfPresent(Int.self, forKey: .keep) ?? keep
    }
}
