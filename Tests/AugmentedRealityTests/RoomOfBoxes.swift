import AugmentedReality
import Foundation
import Images
import Scenes

/// A ray-traced room: a floor, two walls, boxes of known size that stand on the floor, and one table; the camera is held
/// at a person's height, pitched and rolled.
struct RoomOfBoxes {
    struct Box {
        let size: SIMD3<Double>
        /// On the floor, metres; X right, Y up, Z backward in the world.
        let foot: SIMD3<Double>
        let turn: Double

        /// A corner: -1 or 1 along X and Z, 0 or 1 along Y.
        func corner(_ x: Double, _ y: Double, _ z: Double) -> SIMD3<Double> {
            let local = SIMD3(x * size.x / 2, y * size.y, z * size.z / 2)
            return foot
                + SIMD3(
                    cos(turn) * local.x + sin(turn) * local.z, local.y, cos(turn) * local.z - sin(turn) * local.x)
        }
    }

    let boxes: [Box]
    let camera: SceneCamera
    let rendering: Rendering
    let intrinsics: Intrinsics
    let photo: RGBImage
    let world: World

    static let backWall = -4.5
    static let sideWall = 2.6

    init(seed: UInt64, width: Int = 320, height: Int = 240, samples: Int = 1) throws {
        var random = SeededGenerator(seed: seed)
        var boxes: [Box] = []
        for index in 0..<3 {
            // The first is as large as a table.
            let size =
                index == 0
                ? SIMD3(0.9 + 0.3 * random.double(), 0.7 + 0.1 * random.double(), 0.7 + 0.2 * random.double())
                : SIMD3(0.3 + 0.5 * random.double(), 0.2 + 0.9 * random.double(), 0.3 + 0.4 * random.double())
            let foot = SIMD3(
                -1.6 + 1.35 * Double(index) + 0.3 * random.double(), 0, -2.4 - 1.2 * random.double())
            boxes.append(Box(size: size, foot: foot, turn: 0.8 * (random.double() - 0.5)))
        }
        var world = World(
            kind: .room, sky: Sky(panorama: .init(width: 1, height: 1, radiance: [SIMD3(repeating: 1)])))
        func add(_ size: SIMD3<Double>, _ middle: SIMD3<Double>, turn: Double = 0, object: UInt32 = 0) {
            var builder = MeshBuilder()
            builder.box(SIMD3<Float>(size))
            let place = Transform.translation(SIMD3<Float>(middle)) * Transform.rotation(Float(turn), about: [0, 1, 0])
            let material = Material(baseColor: SIMD3(repeating: 0.3 + 0.1 * Float(object % 4)), roughness: 1)
            world.instances.append(Instance(builder.mesh(), place, materials: [material], object: object))
        }
        add([12, 0.1, 12], [0, -0.05, 0])
        add([12, 4, 0.1], [0, 2, Self.backWall - 0.05])
        add([0.1, 4, 12], [Self.sideWall + 0.05, 2, 0])
        for (index, box) in boxes.enumerated() {
            add(box.size, box.foot + [0, box.size.y / 2, 0], turn: box.turn, object: UInt32(index + 1))
        }
        let height0 = 1.4 + 0.4 * random.double()
        let camera = SceneCamera(
            position: [Float(0.4 * random.double() - 0.2), Float(height0), 0.2],
            target: [Float(0.4 * random.double()), Float(0.3 + 0.4 * random.double()), -2.8],
            fieldOfView: Float(55 + 20 * random.double()), width: width, height: height,
            roll: Float(0.16 * (random.double() - 0.5)))
        world.viewpoints = [Viewpoint(position: camera.position, target: [0, 0.5, -2.8])]
        rendering = try Renderer(world).render(camera, samples: samples)
        self.boxes = boxes
        self.camera = camera
        self.world = world
        intrinsics = Intrinsics(focalLength: camera.focalLength, width: width, height: height)
        photo = RGBImage(
            width: width, height: height,
            pixels: rendering.radiance.flatMap { color in
                (0..<3).map { UInt8(min(max(pow(color[$0], 1 / 2.2) * 255, 0), 255)) }
            })
    }

    /// Where a point of the world appears; `nil` behind the camera or outside the picture.
    func pixel(_ point: SIMD3<Double>) -> SIMD2<Double>? {
        let offset = SIMD3<Float>(point) - camera.position
        func along(_ axis: SIMD3<Float>) -> Double { Double((offset * axis).sum()) }
        let depth = along(camera.forward)
        guard depth > 0.1 else { return nil }
        let place = SIMD2(
            intrinsics.centerX + intrinsics.focalLength * along(camera.right) / depth,
            intrinsics.centerY - intrinsics.focalLength * along(camera.up) / depth)
        let margin = 3.0
        guard place.x > margin, place.y > margin, place.x < Double(camera.width) - margin,
            place.y < Double(camera.height) - margin
        else { return nil }
        return place
    }

    /// The pixel of a point that the camera sees; else `nil`.
    func visiblePixel(_ point: SIMD3<Double>) -> SIMD2<Double>? {
        guard let place = pixel(point) else { return nil }
        let offset = SIMD3<Float>(point) - camera.position
        let depth = (offset * camera.forward).sum()
        for row in Int(place.y) - 1...Int(place.y) + 1 {
            for column in Int(place.x) - 1...Int(place.x) + 1 {
                let seen = rendering.depth.values[row * camera.width + column]
                if abs(seen / depth - 1) < 0.015 { return place }
            }
        }
        return nil
    }

    /// Depth as a network makes it: at a quarter of the resolution, and wrong by a wave that is the same for neighbours.
    ///
    /// - Parameter error: One standard deviation, as a share.
    func estimatedDepth(error: Double, seed: UInt64) -> FloatRaster {
        var random = SeededGenerator(seed: seed)
        let waves = (0..<6).map { _ in
            (
                x: (random.double() - 0.5) * 12, y: (random.double() - 0.5) * 12, phase: random.double() * 6.28
            )
        }
        let (width, height) = (camera.width, camera.height)
        let source = rendering.depth.values
        func low(_ column: Int, _ row: Int) -> Double {
            let x = min(max(column * 4 + 2, 0), width - 1)
            let y = min(max(row * 4 + 2, 0), height - 1)
            let place = SIMD2(Double(x) / Double(width), Double(y) / Double(width))
            let wave = waves.reduce(0.0) { $0 + sin($1.x * place.x + $1.y * place.y + $1.phase) } / 3.0.squareRoot()
            return 1 / Double(source[y * width + x]) * (1 + error * wave)
        }
        var values: [Float] = []
        for y in 0..<height {
            for x in 0..<width {
                let (u, v) = ((Double(x) - 2) / 4, (Double(y) - 2) / 4)
                let (column, row) = (Int(u.rounded(.down)), Int(v.rounded(.down)))
                let (s, t) = (u - Double(column), v - Double(row))
                let upper = low(column, row) * (1 - s) + low(column + 1, row) * s
                let lower = low(column, row + 1) * (1 - s) + low(column + 1, row + 1) * s
                values.append(Float(1 / (upper * (1 - t) + lower * t)))
            }
        }
        return FloatRaster(width: width, height: height, values: values)
    }
}

extension SeededGenerator {
    mutating func double() -> Double { Double.random(in: 0..<1, using: &self) }
}
