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
