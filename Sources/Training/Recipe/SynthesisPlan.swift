public import Scenes

/// Worlds to render while training.
public struct SynthesisPlan: Sendable, Hashable, Decodable {
    /// Kinds of places; all with depth by default.
    public var scenes: [SceneKind]
    /// Columns of the pictures.
    public var width: Int
    /// Rows of the pictures.
    public var height: Int
    /// Rays per pixel.
    public var samples: Int
    /// Differs from the recipe's seed, so that validation can have worlds of its own.
    public var seed: UInt64
    /// Folders of meshes, textures and panoramas.
    public var assets: [String]
    /// How many different pictures there are; then they repeat. Without end where `nil`.
    public var count: Int?

    private enum CodingKeys: String, CodingKey, CaseIterable { case scenes, size, samples, seed, assets, count }

    /// Decodes; `size` is WIDTHxHEIGHT.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(CodingKeys.self)
        scenes = try values.decodeIfPresent([SceneKind].self, forKey: .scenes) ?? SceneKind.rendered
        let size = try values.decodeIfPresent(String.self, forKey: .size) ?? "256x256"
        let numbers = size.split(separator: "x").compactMap { Int($0) }
        guard numbers.count == 2, numbers.allSatisfy({ (16...8192).contains($0) }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .size, in: values, debugDescription: "“\(size)” is no size; write WIDTHxHEIGHT")
        }
        width = numbers[0]
        height = numbers[1]
        samples = try values.decodeIfPresent(Int.self, forKey: .samples) ?? 8
        seed = try values.decodeIfPresent(UInt64.self, forKey: .seed) ?? 0
        assets = try values.decodeIfPresent([String].self, forKey: .assets) ?? []
        count = try values.decodeIfPresent(Int.self, forKey: .count)
    }
}
