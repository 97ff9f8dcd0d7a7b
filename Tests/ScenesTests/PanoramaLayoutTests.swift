import Datasets
import Foundation
import Images
import Scenes
import Testing

/// Depth that a person has told: of a box of 4 by 4 m around a camera at 1.5 m, worked out by hand.
@Suite struct PanoramaLayoutTests {
    /// Corners at 45°, 135° and so on, 2√2 m away, so that the walls are 2 m away.
    private static let foot = -27.9384
    private static let box = """
        "height": 1.5, "ceiling": 2.5, "outline": [
        {"azimuth": 45, "foot": \(foot)}, {"azimuth": 135, "foot": \(foot)},
        {"azimuth": 225, "foot": \(foot)}, {"azimuth": 315, "foot": \(foot)}]
        """

    private static func layout(_ json: String) throws -> PanoramaLayout {
        let url = FileManager.default.temporaryDirectory.appending(path: "layout-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(json.utf8).write(to: url)
        return try PanoramaLayout(contentsOf: url)
    }

    private static func direction(_ azimuth: Float, _ elevation: Float) -> SIMD3<Float> {
        Sky.Panorama.direction(at: [azimuth / 360, (90 - elevation) / 180])
    }

    private static func distance(_ json: String, _ azimuth: Float, _ elevation: Float) throws -> Float {
        PanoramaDistances(try layout("{\(json)}")).distance(along: direction(azimuth, elevation))
    }

    /// Single precision, through angles that are rounded to four digits.
    private static let tolerance: Float = 2e-4

    @Test(
        arguments: [
            (90, 0, 2), (110, 0, 2 / Float(20).inRadians.cosine), (0, 0, 2), (359, 0, 2 / Float(1).inRadians.cosine),
            (90, -30, 2 / Float(30).inRadians.cosine), (90, -45, 1.5 / Float(45).inRadians.sine), (200, -90, 1.5),
            (180, 20, 2 / Float(20).inRadians.cosine), (180, 40, 1 / Float(40).inRadians.sine), (12, 90, 1),
        ] as [(Float, Float, Float)])
    func boxIsABox(azimuth: Float, elevation: Float, expected: Float) throws {
        #expect(abs(try Self.distance(Self.box, azimuth, elevation) / expected - 1) < Self.tolerance)
    }

    @Test func thingsHideWhatIsBehindThem() throws {
        let thing = """
            , "things": [{"name": "post", "foot": -56.3099, "polygon": [[-5, -57], [5, -57], [5, 10], [-5, 10]]}]
            """
        // tan 56.3099° is 1.5.
        #expect(abs(try Self.distance(Self.box + thing, 1, 0) - 1) < Self.tolerance)
        #expect(abs(try Self.distance(Self.box + thing, 356, 0) - 1) < Self.tolerance)
        #expect(try Self.distance(Self.box + thing, 6, 0) > 1.9)
        #expect(try Self.distance(Self.box + thing, 1, 11) > 1.9)
        // Nearer ground hides its foot.
        #expect(abs(try Self.distance(Self.box + thing, 0, -56.8) - 1.5 / Float(56.8).inRadians.sine) < 1e-3)
    }

    @Test func skyIsEndlessAndLowerGroundIsFarther() throws {
        let open = Self.box.replacing(#""ceiling": 2.5,"#, with: "")
            .replacing("\(Self.foot)}", with: #"\#(Self.foot), "top": 10}"#)
        #expect(try Self.distance(open, 45, 11) == .infinity)
        #expect(try Self.distance(open, 45, 9).isFinite)
        let pit = #", "levels": [{"drop": 1.5, "polygon": [[0, -80], [90, -80], [90, -40], [0, -40]]}]"#
        #expect(abs(try Self.distance(open + pit, 45, -50) - 3 / Float(50).inRadians.sine) < 1e-3)
        #expect(abs(try Self.distance(open + pit, 91, -50) - 1.5 / Float(50).inRadians.sine) < 1e-3)
    }

    /// What a photograph does not show has no depth.
    @Test func photographEndsAtItsEdges() throws {
        let layout = try Self.layout("{\(Self.box), \"lens\": {\"field-of-view\": 60, \"pitch\": -10}}")
        let lens = try #require(layout.lens)
        let distances = PanoramaDistances(layout, frame: PhotoFrame(lens, width: 400, height: 300))
        #expect(abs(distances.distance(along: Self.direction(180, -10)) - 2 / Float(10).inRadians.cosine) < 1e-3)
        for (azimuth, elevation) in [(145, -10), (215, -10), (180, 15), (180, -36), (0, 10)] as [(Float, Float)] {
            #expect(distances.distance(along: Self.direction(azimuth, elevation)).isNaN)
        }
    }

    @Test(arguments: [
        (#""height": 0"#, "height"), (#""ceiling": 1"#, "ceiling"),
        (#""levels": [{"drop": 1, "polygon": []}]"#, "level 0 has 0 points"),
        (#""outline": [{"azimuth": 400, "foot": -3}, 0, 0, 0]"#, "no layout"),
        (#""things": [{"foot": 3, "polygon": [[0,0],[1,1],[1,0]]}]"#, "thing 0 has its foot at 3.0°"),
        (#""things": [{"foot": -3, "polygon": [[0,0],[1,1]]}]"#, "thing 0 has 2 points"),
        (#""levels": [{"drop": -2, "polygon": [[0,0],[1,1],[1,0]]}]"#, "level 0"),
        (#""lens": {"field-of-view": 0}"#, "field of view"), (#""height": "high""#, "“height” is of another kind"),
        (#""things": [{"foot": -3}]"#, "“things.[0].polygon” is missing"), (#""things": 3 4"#, "it is not JSON"),
    ])
    func impossibleLayoutsAreNamed(change: String, problem: String) throws {
        let key = try #require(change.split(separator: ":").first)
        let rest = Self.box.split(separator: ", \"").map { $0.hasPrefix("\"") ? String($0) : "\"" + $0 }
        let kept = rest.filter { !$0.hasPrefix(key) }.joined(separator: ", ")
        let error = #expect(throws: ScenesError.self) { try Self.layout("{\(change), \(kept)}") }
        #expect(error?.code == .unreadableAsset)
        #expect(error?.message.contains(problem) == true)
        #expect(error?.message.contains("\n") == false)
    }

    @Test func shippedLayoutsAreUsable() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Recipes/layouts")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(files.count >= 30)
        for file in files {
            let distances = PanoramaDistances(try PanoramaLayout(contentsOf: file))
            // Below any camera is the ground, and it is as far as the camera is high, or lower.
            let below = distances.distance(along: [0, -1, 0])
            #expect(below > 0 && below.isFinite, "\(file.lastPathComponent)")
        }
    }

    /// Damaged layouts are refused, or tell distances above 0.
    @Test func survivesMutations() throws {
        let original = [UInt8](
            "{\(Self.box), \"things\": [{\"foot\": -20, \"polygon\": [[350, -20], [365, -20], [358, 12.5]]}]}".utf8)
        var random = SeededGenerator(seed: 9)
        var possible = 0
        for _ in 0..<600 {
            var bytes = original
            for _ in 0..<random.integer(1...3) {
                let digits = Array("0123456789-.,e[]{}\" ".utf8)
                bytes[random.integer(0...bytes.count - 1)] = digits[random.integer(0...digits.count - 1)]
            }
            guard let layout = try? Self.layout(String(decoding: bytes, as: UTF8.self)) else { continue }
            possible += 1
            let distances = PanoramaDistances(layout)
            for _ in 0..<20 {
                let towards = Self.direction(random.uniform(0, 360), random.uniform(-90, 90))
                #expect(distances.distance(along: towards) > 0)
            }
        }
        #expect(possible > 20 && possible < 580)
    }

    /// Pictures of a place with a layout have its depth, and rows that say that a person told it.
    @Test func picturesHaveTheDepthOfTheLayout() throws {
        let hall = Self.box.replacing("\(Self.foot)", with: "-8")
        let folder = FileManager.default.temporaryDirectory.appending(path: "places-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let assets = AssetLibraryTests.folder
        try FileManager.default.copyItem(
            at: assets.appending(path: "noon.hdr"), to: folder.appending(path: "noon.hdr"))
        try FileManager.default.copyItem(
            at: assets.appending(path: "pictures/sea.png"), to: folder.appending(path: "sea.png"))
        try Data("{\(hall)}".utf8).write(to: folder.appending(path: "noon.layout.json"))
        try Data("{\(hall), \"lens\": {\"field-of-view\": 60}}".utf8)
            .write(to: folder.appending(path: "sea.layout.json"))
        try Data("{}".utf8).write(to: folder.appending(path: "elsewhere.layout.json"))
        let options = SynthesisOptions(
            kinds: [.panorama], width: 40, height: 30, seed: 3, samples: 2, framesPerWorld: 1)
        let synthesizer = try Synthesizer(options, assets: try AssetLibrary(folders: [folder]))
        let distances = PanoramaDistances(try Self.layout("{\(hall)}"))
        var things = 0
        var compared = 0
        for index in 0..<12 {
            let frame = try synthesizer.frame(at: index)
            #expect(frame.sample.traits == DatasetTraits(isSynthetic: false, isMetric: true))
            #expect(frame.camera.position == .zero)
            for row in 0..<30 {
                for column in 0..<40 {
                    let pixel = row * 40 + column
                    if frame.ids[pixel] != 0 { things += 1 }
                    let depth = frame.depth.values[pixel]
                    guard frame.ids[pixel] == 0, depth.isFinite, frame.camera.distortion == 0 else { continue }
                    let ray = Fixture.ray(frame.camera, column, row)
                    let towards = frame.camera.right * ray.x - frame.camera.up * ray.y + frame.camera.forward
                    let expected = distances.distance(along: normalize(towards)) / length(towards)
                    #expect(abs(depth / expected - 1) < 1e-3)
                    compared += 1
                }
            }
        }
        // A broken one is named before anything is made.
        try Data("{\"height\": 0}".utf8).write(to: folder.appending(path: "sea.layout.json"))
        let error = #expect(throws: ScenesError.self) {
            try Synthesizer(options, assets: try AssetLibrary(folders: [folder]))
        }
        #expect(error?.message.contains("sea.layout.json") == true)
        #expect(things > 100, "\(things)")
        #expect(compared > 5000, "\(compared)")
    }

    /// A thing keeps the sky's light from the ground below it, and from nothing else.
    @Test func thingsThrowShadowsOnTheGround() throws {
        func picture(with things: [Instance]) throws -> Rendering {
            var world = Fixture.world()
            world.distances = PanoramaDistances(try Self.layout("{\(Self.box)}"))
            world.instances = things
            let camera = SceneCamera(position: .zero, target: [0, -1.5, -1], fieldOfView: 60, width: 32, height: 32)
            return try Renderer(world).render(camera, samples: 64)
        }
        // A roof of 20 m above the camera; one far below the ground.
        func roof(at height: Float) -> Instance {
            Instance(
                Fixture.square, .translation([0, height, 0]) * .rotation(.pi / 2, about: [1, 0, 0]) * .scale(20),
                materials: [Fixture.matte(0.5)], object: 1)
        }
        let open = try picture(with: [roof(at: -50)]).radiance[16 * 32 + 16]
        let roofed = try picture(with: [roof(at: 1)]).radiance[16 * 32 + 16]
        #expect(abs(open.x - 1) < 0.01)
        // All but 2.5 m / 20 m of the way to the horizon is covered: cos² of the angle, some 0.03 of the light.
        #expect(roofed.x < 0.1)
    }
}
