internal import Datasets
internal import Foundation
internal import Images

/// A row of the manifest: what every data set says, and what only a synthetic one knows.
struct SynthesisRow: Encodable {
    private var row: ManifestRow
    private let index: Int
    private let seed: UInt64
    private let scene: SceneKind
    private let normals: String?
    private let ids: String?

    /// The part of a row that tells which frame it is.
    struct Index: Decodable {
        let index: Int
    }

    private enum CodingKeys: String, CodingKey {
        case index, seed, scene, normals, ids
    }

    init(_ frame: SyntheticFrame, _ extras: SynthesisFolder.Extras) {
        row = ManifestRow(id: frame.id, rgb: frame.id + ".jpg", depth: frame.id + ".exr")
        row.width = frame.image.width
        row.height = frame.image.height
        row.fx = frame.intrinsics.focalLength
        row.fy = frame.intrinsics.focalLength
        // Manifests count from the middle of the upper left pixel.
        row.cx = frame.intrinsics.centerX - 0.5
        row.cy = frame.intrinsics.centerY - 0.5
        row.matte = frame.matte == nil ? nil : frame.id + "-matte.png"
        // What a person has told of a real place is no exact truth.
        row.kind = frame.kind.isReal ? "real" : "synthetic"
        row.dense = !frame.depth.values.contains { $0.isNaN }
        row.registered = true
        row.metric = true
        row.source = "depthpro synthesize"
        index = frame.index
        seed = frame.seed
        scene = frame.kind
        normals = extras.normals ? frame.id + "-normals.png" : nil
        ids = extras.ids ? frame.id + "-ids.png" : nil
    }

    func encode(to encoder: any Encoder) throws {
        try row.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(index, forKey: .index)
        try container.encode(seed, forKey: .seed)
        try container.encode(scene, forKey: .scene)
        try container.encodeIfPresent(normals, forKey: .normals)
        try container.encodeIfPresent(ids, forKey: .ids)
    }

    func line() throws(ScenesError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(self) + Data([UInt8(ascii: "\n")])
        } catch {
            throw ScenesError(.unwritable, "The row of \(row.id) cannot be written.", cause: error)
        }
    }
}
