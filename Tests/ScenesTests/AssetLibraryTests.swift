import Foundation
import Scenes
import class TestSupport.TemporaryFolder
import Testing

/// The fixtures are written by `Scripts/scenes-fixtures.py`; the cube is 2 by 1 by 0.5 m in every format.
@Suite struct AssetLibraryTests {
    static let folder = Bundle.module.bundleURL.appendingPathComponent("Resources/assets")
    let library: AssetLibrary

    init() throws { library = try AssetLibrary(folders: [Self.folder]) }

    private func entry(_ entries: [AssetLibrary.Entry], _ name: String) throws -> AssetLibrary.Entry {
        try #require(entries.first { $0.url.lastPathComponent == name })
    }

    @Test func sortsFilesByKind() throws {
        #expect(
            library.models.map(\.url.lastPathComponent) == [
                "WoodenCube_1.stl", "broken.glb", "cube.glb", "cube.obj", "small.glb",
            ])
        #expect(library.textures.map(\.url.lastPathComponent) == ["wood_planks.png"])
        #expect(library.panoramas.map(\.url.lastPathComponent) == ["noon.hdr"])
        #expect(library.pictures.map(\.url.lastPathComponent) == ["sea.png"])
    }

    /// Collections are often kept elsewhere: a link to the folder, links in it, one that leads back and one that leads nowhere.
    @Test func followsLinks() throws {
        let folder = try TemporaryFolder()
        for (name, target) in [
            ("kept", Self.folder.path), ("again", folder.url.path), ("gone.png", folder("nothing").path),
        ] {
            try FileManager.default.createSymbolicLink(atPath: folder(name).path, withDestinationPath: target)
        }
        for place in [folder("kept"), folder.url] {
            let linked = try AssetLibrary(folders: [place])
            #expect(linked.models.map(\.url.lastPathComponent) == library.models.map(\.url.lastPathComponent))
            #expect(linked.textures.count == 1 && linked.panoramas.count == 1 && linked.pictures.count == 1)
            #expect(try entry(linked.models, "cube.glb").categories.first == "box")
        }
    }

    @Test func takesCategoriesFromTheIndexElseFromWords() throws {
        #expect(try entry(library.models, "cube.glb").categories.first == "box")
        #expect(try entry(library.models, "cube.glb").size == [2, 1, 0.5])
        #expect(try entry(library.models, "WoodenCube_1.stl").categories == ["kit", "wooden", "cube"])
        #expect(library.models(of: ["box"]).count == 1)
        #expect(library.textures(of: ["wood", "plank"]).count == 1)
        #expect(library.problems.contains { $0.contains("index.jsonl has 1 lines") })
    }

    @Test(arguments: ["cube.obj", "cube.glb", "WoodenCube_1.stl"])
    func readsTheCube(name: String) throws {
        let model = try library.model(entry(library.models, name))
        // Single precision, and a doubling node in one of them.
        #expect(length(model.size - [2, 1, 0.5]) < 1e-5)
        let bounds = try #require(Bounds(model.mesh.positions))
        #expect(length(bounds.low - [-1, 0, -0.25]) < 1e-5 && length(bounds.high - [1, 1, 0.25]) < 1e-5)
        #expect(model.mesh.triangles.count == 12)
        #expect(model.mesh.triangles.allSatisfy { $0.max() < UInt32(model.mesh.positions.count) })
        for triangle in model.mesh.triangles {
            let corners = [triangle.x, triangle.y, triangle.z].map { model.mesh.positions[Int($0)] }
            let normal = normalize(cross(corners[1] - corners[0], corners[2] - corners[0]))
            // Outwards, and edges of 90° stay sharp.
            #expect(dot(normal, (corners[0] + corners[1] + corners[2]) / 3 - bounds.center) > 0)
            #expect(dot(normal, model.mesh.normals[Int(triangle.x)]) > 0.999)
        }
    }

    @Test func readsMaterials() throws {
        let model = try library.model(entry(library.models, "cube.glb"))
        let plain = model.materials[Int(try #require(model.mesh.slots.first))]
        #expect(length(plain.baseColor - [0.5, 0.1, 0.1]) < 1e-6)
        #expect(plain.metallic == 0.25 && plain.roughness == 0.75 && plain.texture == nil && !plain.isCutout)
        let leaf = model.materials[Int(try #require(model.mesh.slots.last))]
        let texture = try #require(leaf.texture)
        #expect(leaf.isCutout && texture.levels[0].width == 8 && texture.levels.count == 4)
        #expect(Array(texture.levels[0].pixels[0..<4]) == [255, 0, 0, 255])
        #expect(texture.levels[0].pixels[(3 * 8 + 3) * 4 + 3] == 0)
    }

    @Test func readsTexturesBesideTheFile() throws {
        let model = try library.model(entry(library.models, "cube.obj"))
        #expect(model.materials.contains { $0.texture != nil && !$0.isCutout })
        #expect(model.materials.contains { length($0.baseColor - [0.5, 0.1, 0.1]) < 1e-6 && $0.texture == nil })
    }

    @Test func believesTheIndexAboutSizeAndLostColours() throws {
        let model = try library.model(entry(library.models, "small.glb"))
        #expect(length(model.size - [0.2, 0.1, 0.05]) < 1e-6)
        #expect(model.materials.allSatisfy { $0.texture == nil })
        #expect(model.mesh === (try library.model(entry(library.models, "small.glb"))).mesh)
    }

    @Test func readsAPanoramaAtTheBrightnessOfNoon() throws {
        let panorama = try library.panorama(try #require(library.panoramas.first))
        #expect(panorama.width == 32 && panorama.height == 16)
        let sky = panorama.radiance[0].x
        // RGBE has 8 bits of mantissa.
        #expect(abs(panorama.radiance[4 * 32 + 8].x / sky - 1000) < 8)
        #expect(abs(panorama.radiance[15 * 32].x / sky - 0.25) < 0.01)
        var irradiance: Float = 0
        for row in 0..<8 {
            let (top, bottom) = (Float(row) * .pi / 16, Float(row + 1) * .pi / 16)
            // ∫ cos θ sin θ dθ = (cos² top − cos² bottom) / 2
            let weight = (top.cosine * top.cosine - bottom.cosine * bottom.cosine) / 2 * 2 * .pi / 32
            for column in 0..<32 { irradiance += panorama.radiance[row * 32 + column].x * weight }
        }
        // Mid-point against exact integration of rows.
        #expect(abs(irradiance / .pi - 1) < 0.02)
    }

    @Test func namesWhatIsBroken() throws {
        let broken = try entry(library.models, "broken.glb")
        let error = #expect(throws: ScenesError.self) { try library.model(broken) }
        #expect(error?.code == .unreadableAsset)
        #expect(error?.message.contains("broken.glb") == true && error?.message.contains("\n") == false)
        var random = SeededGenerator(seed: 1)
        #expect(library.pick([broken], &random) { entry throws(ScenesError) in try library.model(entry) } == nil)
        #expect(library.problems.contains { $0.contains("broken.glb") })
        #expect(throws: ScenesError.self) { try AssetLibrary(folders: [Self.folder.appendingPathComponent("none")]) }
    }
}
