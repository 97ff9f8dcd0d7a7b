import Foundation
import Images
import Testing
import Torch

/// `Models/small.safetensors` and the photos in `Examples/`, as `make demo` uses them.
@Suite struct BundledModelTests {
    private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let model = package.appendingPathComponent("Models/small.safetensors")

    @Test func isSmall() throws {
        let archive = try TensorArchive.open(Self.model)
        let parameters = archive.names.reduce(0) { $0 + (archive[$1]?.shape.reduce(1, *) ?? 0) }
        #expect((1...40_000_000).contains(parameters), "\(parameters) parameters")
        let size = try #require(try Self.model.resourceValues(forKeys: [.fileSizeKey]).fileSize)
        #expect(size <= 64_000_000, "\(size) bytes")
        #expect(archive.names.allSatisfy { archive[$0]?.scalarType == .float16 })
    }

    /// Without a word about a model, it is the one.
    @Test func isTheDefault() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            let run = try CommandRun.predict(["a.jpg", "--format", "json"], model: nil, in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let sidecar = try String(contentsOf: folder.appendingPathComponent("depth/a.json"), encoding: .utf8)
            #expect(sidecar.contains("small"), "\(sidecar)")
        }
    }

    /// Roofs stand out from the sky where the photo has them, unless the network's own depth is asked for.
    @Test func givesThePhotosEdges() throws {
        try TestFiles.withFolder { folder in
            let photo = Self.package.appendingPathComponent("Examples/lund-street.jpg").path
            var steps: [Int] = []
            for (edges, said) in [("auto", "photo"), ("photo", "photo"), ("network", "network")] {
                let run = try CommandRun.predict(
                    [photo, "--format", "npy,json", "--edges", edges, "--output", edges], model: Self.model, in: folder)
                #expect(run.status == 0, "\(run.errors)")
                let stem = folder.appendingPathComponent("\(edges)/lund-street")
                let sidecar = try String(contentsOf: stem.appendingPathExtension("json"), encoding: .utf8)
                #expect(sidecar.contains("\"edges\" : \"\(said)\""), "\(sidecar)")
                let depth = try NPYArray(contentsOf: stem.appendingPathExtension("npy"))
                let values = try #require(depth.values(as: Float.self))
                // Beside the sky, too, depth ends where the network's does.
                #expect(values.allSatisfy { $0 > 0 && $0 <= 10_000 })
                let nearness = values.map { 1 / $0 }
                steps.append(zip(nearness, nearness.dropFirst()).count { abs($0 - $1) > 0.02 })
            }
            #expect(steps[0] == steps[1])
            #expect(steps[0] > 500, "\(steps)")
            // Rows follow one another: the wrap from the right rim to the left is counted, too.
            #expect(steps[2] < steps[0] / 2, "\(steps)")
        }
    }

    /// What the network has learned: the floor and the road come nearer towards the lower edge.
    @Test(arguments: ["living-room", "lund-street"]) func seesTheFloorRecede(name: String) throws {
        try TestFiles.withFolder { folder in
            let photo = Self.package.appendingPathComponent("Examples/\(name).jpg").path
            let run = try CommandRun.predict(
                [photo, "--format", "npy", "--threads", "1"], model: Self.model, in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let depth = try NPYArray(contentsOf: folder.appendingPathComponent("depth/\(name).npy"))
            let values = try #require(depth.values(as: Float.self))
            let (rows, columns) = (depth.shape[0], depth.shape[1])
            func mean(_ row: Int) -> Float { values[row * columns..<(row + 1) * columns].reduce(0, +) / Float(columns) }
            #expect(mean(rows - rows / 20) < 0.8 * mean(rows / 2))
            #expect(values.allSatisfy { $0.isFinite && $0 > 0 })
        }
    }
}
