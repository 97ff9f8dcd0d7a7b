/// Where weights come from before the first step.
public enum StartingPoint: Sendable, Hashable, Decodable {
    /// Drawn at random, by the recipe's seed.
    case random
    /// All that fits is taken from a checkpoint of this family; what is new is drawn at random.
    case checkpoint(path: String)
    /// The three transformers begin as a DINOv2 checkpoint in Meta's published layout (paper, appendix B.3).
    case dinov2(path: String)

    private enum CodingKeys: String, CodingKey, CaseIterable { case checkpoint, dinov2 }

    /// Decodes `random`, or one path by its kind.
    public init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            guard word == "random" else {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "“\(word)” is no start; say random, {checkpoint: FILE} or {dinov2: FILE}"))
            }
            self = .random
            return
        }
        let values = try decoder.strictContainer(CodingKeys.self)
        if let path = try values.decodeIfPresent(String.self, forKey: .checkpoint) {
            self = .checkpoint(path: path)
        } else {
            self = .dinov2(path: try values.decode(String.self, forKey: .dinov2))
        }
    }
}
