import AugmentedReality
import Foundation
import Geometry
import Images
import Scenes
import Testing

@Suite("Placing")
struct PlacingTests {
    private static let room = Result { try RoomOfBoxes(seed: 3) }

    /// A column with a wider foot and head, 0.4 m wide and 0.9 m high; read from a file as models are.
    static let model = Result { () throws -> AssetLibrary.Model in
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).obj")
        defer { try? FileManager.default.removeItem(at: url) }
        let profile: [(radius: Double, height: Double)] = [(0.2, 0), (0.2, 0.1), (0.1, 0.2), (0.1, 0.7), (0.2, 0.9)]
        let count = 24
        var lines: [String] = []
        for ring in profile {
            for step in 0..<count {
                let angle = 2 * Double.pi * Double(step) / Double(count)
                lines.append("v \(ring.radius * cos(angle)) \(ring.height) \(ring.radius * sin(angle))")
            }
        }
        for ring in 0..<profile.count - 1 {
            for step in 0..<count {
                let (a, b) = (ring * count + step + 1, ring * count + (step + 1) % count + 1)
                lines.append("f \(a) \(a + count) \(b + count) \(b)")
            }
        }
        lines.append("f " + (1...count).map { "\($0)" }.joined(separator: " "))
        lines.append("f " + (1...count).reversed().map { "\($0 + (profile.count - 1) * count)" }.joined(separator: " "))
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url)
        return try AssetLibrary.model(at: url)
    }

    private static func scene() throws -> (RoomOfBoxes, PhotoScene, AssetLibrary.Model) {
        let room = try room.get()
        return (
            room, try PhotoScene(photo: room.photo, depth: room.rendering.depth, intrinsics: room.intrinsics),
            try model.get()
        )
    }

    @Test("The visible part of a model is that of the ray-traced truth")
    func mask() throws {
        let rooms = [try Self.room.get(), try RoomOfBoxes(seed: 5)]
        let figures = try PlacingFigures(rooms: rooms, model: Self.model.get()) { room, _ in room.rendering.depth }
        #expect(figures.results.count >= 3)
        #expect(figures.results.contains { $0.visible < 0.8 }, "nothing hid anything")
        #expect(figures.worstOverlap > 0.93, "\(figures.results)")
    }

    @Test("A model stands on the floor at its true size, upright and with its front to the camera")
    func pose() throws {
        let (room, scene, model) = try Self.scene()
        #expect(abs(model.size.y - 0.9) < 1e-4)
        let pixel = try #require(room.pixel([0, 0, -1.5]))
        let placement = try ModelPlacement(model, in: scene, at: pixel)
        #expect(placement.plane.kind == .floor)
        #expect(abs(placement.plane.height(of: placement.pose(SIMD3(0, 0.9, 0))) - 0.9) < 1e-6)
        let front = placement.pose.zAxis
        let along = front - (front * placement.plane.normal).sum() * placement.plane.normal
        #expect((along * -placement.foot).sum() > 0)
        let top = try #require(scene.intrinsics.project(placement.pose(SIMD3(0, 0.9, 0))))
        let expected = try #require(room.pixel([0, 0.9, -1.5]))
        #expect(abs(top.x - expected.x) < 1 && abs(top.y - expected.y) < 1)
        let turned = try ModelPlacement(model, in: scene, at: pixel, scale: 2, turn: 90)
        #expect(abs((turned.pose.zAxis * placement.pose.xAxis).sum() - 1) < 1e-6)
        #expect(turned.size.y > 1.79)
    }

    @Test("A shadow falls beside the model, and far away nothing changes")
    func shadow() throws {
        let (room, scene, model) = try Self.scene()
        let pixel = try #require(room.pixel([0.1, 0, -1.4]))
        let placement = try ModelPlacement(model, in: scene, at: pixel)
        let picture = try scene.picture(of: placement, options: .init(samples: 8))
        #expect(picture.visibleShare > 0.95)
        let beside = try #require(room.pixel([0.36, 0, -1.4]))
        let (x, y) = (Int(beside.x), Int(beside.y))
        #expect(picture.mask.values[y * 320 + x] == 0)
        #expect(picture.image[x, y].green < room.photo[x, y].green)
        for corner in [(2, 2), (317, 2), (2, 237)] {
            #expect(picture.image[corner.0, corner.1] == room.photo[corner.0, corner.1])
        }
    }

    @Test("The sun throws a hard shadow: dark inside, nothing outside, and where its direction says")
    func sunlight() throws {
        let (room, scene, model) = try Self.scene()
        let pixel = try #require(room.pixel([0, 0, -1.5]))
        let placement = try ModelPlacement(model, in: scene, at: pixel)
        let up = placement.plane.normal
        let across = placement.pose.xAxis
        // From the left, 45° high: the middle of the head, 0.9 m up, falls 0.9 m to the right.
        let sun = Sunlight(direction: up - across, share: 0.7)
        let soft = try scene.picture(of: placement, options: .init(samples: 8))
        let hard = try scene.picture(of: placement, options: .init(samples: 16, sun: sun))
        func darkening(_ picture: PlacedPicture, _ meters: Double) throws -> Float {
            let point = try #require(scene.intrinsics.project(placement.foot + meters * across))
            let (x, y) = (Int(point.x), Int(point.y))
            return picture.image[x, y].light.y / max(room.photo[x, y].light.y, 1e-3)
        }
        // 0.3 of the light stays; the shadow of the thin middle is only 0.2 m wide, so pixels mix.
        #expect(try darkening(hard, 0.5) < 0.6)
        #expect(try darkening(hard, 0.5) < darkening(soft, 0.5) - 0.1)
        #expect(try darkening(hard, -0.5) > 0.85)
        #expect(throws: AugmentedRealityError.self) {
            try scene.picture(of: placement, options: .init(sun: Sunlight(direction: -up)))
        }
        #expect(throws: AugmentedRealityError.self) { try scene.sunlight(from: pixel, shadow: pixel) }
    }

    @Test("Scenes with the model are written as GLB and USDZ")
    func files() throws {
        let (room, scene, model) = try Self.scene()
        let pixel = try #require(room.pixel([0.1, 0, -1.4]))
        let placement = try ModelPlacement(model, in: scene, at: pixel)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let column = try placement.sceneModel(name: "column")
        let glb = folder.appendingPathComponent("room.glb")
        try scene.write(.glb, models: [column], to: glb)
        try scene.write(.usdz, models: [column], to: folder.appendingPathComponent("room.usdz"))
        // Assimp reads the whole: the room and, higher than anything in front of the wall, the column.
        let read = try AssetLibrary.model(at: glb)
        #expect(read.mesh.triangles.count > 50_000)
        #expect(read.materials.count >= 2)
        let size = try Data(contentsOf: folder.appendingPathComponent("room.usdz")).count
        #expect(size > 100_000)
    }

    @Test("Places without a plane, outside, and files that are no models are refused")
    func refusals() throws {
        let (_, scene, model) = try Self.scene()
        #expect(throws: AugmentedRealityError.self) { try ModelPlacement(model, in: scene, at: SIMD2(-3, 4)) }
        let floor = try #require(scene.ground)
        #expect(throws: AugmentedRealityError.self) {
            try ModelPlacement(model, in: scene, on: floor, at: SIMD2(160, -500))
        }
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).glb")
        #expect(throws: ScenesError.self) { try AssetLibrary.model(at: url) }
        try Data("no model".utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        #expect(throws: ScenesError.self) { try AssetLibrary.model(at: url) }
    }
}
