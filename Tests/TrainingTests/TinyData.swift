import Datasets
import Foundation
import Images
import Scenes

/// A folder with a tiny data set and a recipe for it, removed with the value.
final class TinyData {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "training-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try writeImages()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var output: URL { folder.appending(path: "run") }

    /// Walls at distances that the colour tells, so that there is something to learn.
    private func writeImages() throws {
        var random = SeededGenerator(seed: 3)
        var rows: [ManifestRow] = []
        for index in 0..<12 {
            let size = 24
            let metres = Float(1) + Float(index % 6)
            var pixels: [UInt8] = []
            for _ in 0..<size * size {
                let noise = UInt8(random.next() % 16)
                pixels += [UInt8(index % 6 * 40) + noise, 128, UInt8(240 - index % 6 * 40) - noise]
            }
            try RGBImage(width: size, height: size, pixels: pixels).writePNG(to: folder.appending(path: "\(index).png"))
            try FloatRaster(width: size, height: size, values: [Float](repeating: metres, count: size * size))
                .writePFM(to: folder.appending(path: "\(index).pfm"))
            var row = ManifestRow(id: "wall\(index)", rgb: "\(index).png", depth: "\(index).pfm")
            row.kind = index % 2 == 0 ? "synthetic" : "real"
            row.setCamera(Intrinsics(focalLength: 20, width: size, height: size), width: size, height: size)
            rows.append(row)
        }
        try ManifestFile.write(rows, to: folder.appending(path: "manifest.jsonl"))
    }

    /// Writes a recipe for a network of a few thousand weights.
    @discardableResult
    func writeRecipe(steps: Int = 12, batch: Int = 4, extra: String = "", stage: String = "") throws -> URL {
        let url = folder.appending(path: "recipe.yaml")
        let text = """
            name: tiny
            seed: 4
            model: { preset: small, input: 32, tile: 32, width: 16, depth: 4, heads: 2, decoder: 8, scales: [{ ratio: 1, width: 8 }] }
            data:
              - name: walls
                manifest: .
                without: [wall10, wall11]
            checkpoints: { every: 2, keep: 2 }
            stages:
              - name: depth
                steps: \(steps)
                batch: \(batch)
                learning-rate: { encoder: 1e-3, decoder: 1e-3 }
                clip: 1
                average: 0.9
                # Colour alone tells the distance here, and nothing the field of view.
                augmentation: { color: 0, crop: 0 }
            \(stage)
            \(extra)
            """
        try Data(text.utf8).write(to: url)
        return url
    }
}
