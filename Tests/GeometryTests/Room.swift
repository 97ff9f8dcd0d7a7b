import Foundation
import Geometry
import Images

/// A room worked out ray by ray: a floor 1.5 m below the camera, a wall 4 m ahead that is 1.9 m high with the sky above
/// it, a wall 2 m to the right, and a box that stands on the floor. The camera looks down and is held askew.
struct Room {
    let width: Int
    let height: Int
    let intrinsics: Intrinsics
    /// Against gravity, in the camera's axes.
    let up: SIMD3<Double>
    let depth: FloatRaster
    /// Which surface each pixel shows.
    let surfaces: [Surface]

    enum Surface: Int {
        case floor, back, right, boxFront, boxTop, sky
    }

    /// Red is the column and green the row, so that every pixel can be told from the others.
    let photo: RGBImage

    static let wallHeight = 1.9
    static let boxWidth = 0.7
    static let boxHeight = 0.9
    static let cameraHeight = 1.5

    init(width: Int = 160, height: Int = 120, pitch: Double = 15, roll: Double = 5) {
        let scale = Double(width) / 160
        let camera = Intrinsics(focalLength: 140 * scale, centerX: 83.25 * scale, centerY: 57.5 * scale)
        let (p, r) = (pitch * .pi / 180, roll * .pi / 180)
        let up = SIMD3(-cos(p) * sin(r), -cos(p) * cos(r), -sin(p))
        let toWorld = WorldAxes.yDown.fromCamera(up: up)
        var values: [Float] = []
        var surfaces: [Surface] = []
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let ray = toWorld.rotate(camera.unproject(x: Double(x) + 0.5, y: Double(y) + 0.5, depth: 1))
                let (distance, surface) = Self.trace(ray)
                values.append(Float(distance))
                surfaces.append(surface)
                pixels += [UInt8(truncatingIfNeeded: x), UInt8(truncatingIfNeeded: y), 128]
            }
        }
        (self.width, self.height, self.up, self.surfaces) = (width, height, up, surfaces)
        intrinsics = camera
        depth = FloatRaster(width: width, height: height, values: values)
        photo = RGBImage(width: width, height: height, pixels: pixels)
    }

    /// - Parameter ray: X right, Y down, Z forward; as long as the depth is 1.
    private static func trace(_ ray: SIMD3<Double>) -> (Double, Surface) {
        var best = (distance: 10_000.0, surface: Surface.sky)
        func consider(_ distance: Double, _ surface: Surface, where holds: (SIMD3<Double>) -> Bool) {
            if distance > 0, distance < best.distance, holds(ray * distance) { best = (distance, surface) }
        }
        consider(cameraHeight / ray.y, .floor) { _ in true }
        consider(4 / ray.z, .back) { $0.y > cameraHeight - wallHeight }
        consider(2 / ray.x, .right) { $0.y > cameraHeight - wallHeight }
        let isOverBox = { (point: SIMD3<Double>) in point.x > -0.5 && point.x < -0.5 + boxWidth }
        consider(2.2 / ray.z, .boxFront) { isOverBox($0) && $0.y > cameraHeight - boxHeight }
        consider((cameraHeight - boxHeight) / ray.y, .boxTop) { isOverBox($0) && $0.z > 2.2 && $0.z < 2.9 }
        return best
    }

    func surface(_ options: SurfaceOptions = .init()) throws -> DepthSurface {
        try DepthSurface(depth: depth, intrinsics: intrinsics, photo: photo, options: options)
    }

    /// A flat square before the camera, `size` × `size` pixels.
    static func plane(size: Int = 20, metres: Float = 2, focalLength: Double = 50) -> (
        FloatRaster, Intrinsics, RGBImage
    ) {
        (
            FloatRaster(width: size, height: size, values: Array(repeating: metres, count: size * size)),
            Intrinsics(focalLength: focalLength, width: size, height: size),
            RGBImage(width: size, height: size, filledWith: .white)
        )
    }
}

/// Runs `body` with an empty folder, which is removed afterwards.
func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

func length(_ vector: SIMD3<Double>) -> Double { (vector * vector).sum().squareRoot() }
