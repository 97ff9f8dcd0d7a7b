import AugmentedReality
import Foundation
import Images
import Scenes
import Testing

@Suite("Measuring")
struct MeasuringTests {
    private static let rooms = Result { try (1...5).map { try RoomOfBoxes(seed: UInt64($0), width: 480, height: 360) } }

    private static func scene(_ number: Int = 0) throws -> (RoomOfBoxes, PhotoScene) {
        let room = try rooms.get()[number]
        return (
            room, try PhotoScene(photo: room.photo, depth: room.rendering.depth, intrinsics: room.intrinsics)
        )
    }

    @Test("Floor, walls and tops are found where they are", arguments: 0..<5)
    func planes(number: Int) throws {
        let (room, scene) = try Self.scene(number)
        let floor = try #require(scene.planes.first { $0.kind == .floor })
        #expect(abs(floor.cameraDistance - Double(room.camera.position.y)) < 0.005)
        let up = room.camera
        // The world's up in the camera's axes.
        let trueUp = SIMD3<Double>(Double(up.right.y), -Double(up.up.y), Double(up.forward.y))
        #expect((floor.normal * trueUp).sum() > 0.99998)
        #expect(scene.planes.contains { $0.kind == .wall })
        // The last room shows its table from so low that it is a few rows of pixels.
        #expect(number == 4 || scene.planes.contains { $0.kind == .table })
        #expect(!scene.planes.contains { $0.kind == .ceiling })
        #expect(scene.ground == floor)
    }

    @Test("Lengths, heights and areas from exact depth are right to the pixel")
    func exact() throws {
        let figures = try MeasuringFigures(rooms: Self.rooms.get(), trust: .measured) { room, _ in
            room.rendering.depth
        }
        for name in MeasuringFigures.names {
            let errors = try #require(figures.errors[name])
            #expect(errors.shares.count >= 3, "\(name): nothing was measured")
            // A top of half a metre is some fifteen pixels high, and its corners are met to half a pixel.
            #expect(errors.median < (name.hasPrefix("area") ? 0.08 : 0.025), "\(name): \(errors.median)")
        }
    }

    @Test("Stated uncertainties hold for depth with errors of the stated kind")
    func coverage() throws {
        let figures = try MeasuringFigures(
            rooms: Self.rooms.get(), trust: .init(scale: 0.02, shape: 0.04), edgeWidth: 4
        ) {
            room, seed in room.estimatedDepth(error: 0.03, seed: seed)
        }
        let all = MeasuringFigures.names.compactMap { figures.errors[$0] }
        let within = all.reduce(0) { $0 + $1.within * Double($1.shares.count) }
        let count = all.reduce(0) { $0 + Double($1.shares.count) }
        #expect(within / count > 0.6, "\(all.map(\.within))")
    }

    @Test("Depths that are all twice as large make all lengths twice as large")
    func scale() throws {
        let (room, scene) = try Self.scene()
        var doubled = room.rendering.depth
        for index in doubled.values.indices { doubled.values[index] *= 2 }
        let large = try PhotoScene(photo: room.photo, depth: doubled, intrinsics: room.intrinsics)
        let (first, second) = (SIMD2(60.5, 200.5), SIMD2(250.5, 210.5))
        let small = try scene.distance(from: first, to: second)
        #expect(abs(try large.distance(from: first, to: second).value / small.value - 2) < 1e-3)
        #expect(small.uncertainty > small.scaleUncertainty && small.uncertainty > small.shapeUncertainty)
    }

    @Test("Points outside, without depth, and areas that cross themselves are refused in words")
    func refusals() throws {
        let (room, scene) = try Self.scene()
        func code(_ body: () throws -> Void) -> AugmentedRealityError.Code? {
            do { try body() } catch { return (error as? AugmentedRealityError)?.code }
            return nil
        }
        #expect(code { _ = try scene.point(at: SIMD2(480, 10)) } == .outsidePhoto)
        #expect(code { _ = try scene.point(at: SIMD2(-1, 10)) } == .outsidePhoto)
        #expect(code { _ = try scene.point(at: SIMD2(.nan, 10)) } == .outsidePhoto)
        let crossing = [SIMD2(50.0, 180.0), SIMD2(100, 230), SIMD2(100, 180), SIMD2(50, 230)]
        #expect(code { _ = try scene.area(of: crossing) } == .badArgument)
        var holes = room.rendering.depth
        for index in holes.values.indices where index % 480 < 240 { holes.values[index] = .nan }
        let holed = try PhotoScene(photo: room.photo, depth: holes, intrinsics: room.intrinsics)
        #expect(code { _ = try holed.point(at: SIMD2(50, 50)) } == .noDepth)
        let nothing = FloatRaster(width: 480, height: 360, values: .init(repeating: .infinity, count: 480 * 360))
        #expect(
            code { _ = try PhotoScene(photo: room.photo, depth: nothing, intrinsics: room.intrinsics) } == .noDepth)
        // A wall alone has no floor.
        let wall = FloatRaster(width: 480, height: 360, values: .init(repeating: 2, count: 480 * 360))
        let front = try PhotoScene(photo: room.photo, depth: wall, intrinsics: room.intrinsics)
        #expect(code { _ = try front.height(of: SIMD2(50, 50)) } == .noPlane)
    }

    @Test("Measurements are drawn where they are")
    func annotation() throws {
        let (room, scene) = try Self.scene()
        let distance = try scene.distance(from: SIMD2(60.5, 200.5), to: SIMD2(250.5, 200.5))
        let picture = scene.annotated(with: [distance])
        #expect(picture[60, 200] != room.photo[60, 200])
        #expect(picture[155, 230] == room.photo[155, 230])
    }
}
