import Foundation
import Scenes
import Testing

/// Damaged files are refused or read, and never end the process.
@Suite struct AssetFuzzTests {
    @Test(arguments: ["kit/cube.glb", "kit/cube.obj", "kit/WoodenCube_1.stl", "noon.hdr", "kit/leaf.png"])
    func survivesMutations(path: String) throws {
        let original = [UInt8](try Data(contentsOf: AssetLibraryTests.folder.appendingPathComponent(path)))
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(UUID().uuidString)")
        let textures = folder.appendingPathComponent("textures")
        try FileManager.default.createDirectory(at: textures, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = SeededGenerator(seed: UInt64(original.count))
        let type = (path as NSString).pathExtension
        for round in 0..<150 {
            let name = type == "png" ? "textures/wood\(round).png" : "mutant\(round).\(type)"
            try Data(Self.mutated(original, &random)).write(to: folder.appendingPathComponent(name))
        }
        let library = try AssetLibrary(folders: [folder])
        #expect(library.models.count + library.panoramas.count + library.textures.count == 150)
        var read = 0
        for entry in library.models {
            guard let model = try? library.model(entry) else { continue }
            read += 1
            #expect(model.size.isFinite && model.mesh.positions.allSatisfy(\.isFinite))
            #expect(model.mesh.triangles.allSatisfy { Int($0.max()) < model.mesh.positions.count })
            #expect(model.mesh.slots.allSatisfy { Int($0) < model.materials.count })
        }
        for entry in library.panoramas {
            guard let panorama = try? library.panorama(entry) else { continue }
            read += 1
            #expect(panorama.radiance.allSatisfy { $0.isFinite && $0.min() >= 0 })
        }
        for entry in library.textures where (try? library.texture(entry)) != nil { read += 1 }
        // Some damage is harmless; a reader that refuses everything would pass in vain.
        #expect(read > 0 && read < 150)
    }

    private static func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        switch random.integer(0...3) {
        case 0: bytes.removeLast(random.integer(1...bytes.count - 1))
        case 1:
            let at = random.integer(0...bytes.count - 1)
            bytes.removeSubrange(at..<min(bytes.count, at + random.integer(1...8)))
        default:
            for _ in 0..<random.integer(1...6) {
                bytes[random.integer(0...bytes.count - 1)] = random.chance(0.3) ? 255 : UInt8(random.integer(0...255))
            }
        }
        return bytes
    }
}
