import Foundation
import Geometry
import Images
import Scenes
import Views

/// A synthetic world photographed twice, from two places, with one exposure.
struct MovedCamera {
    let photo: RGBImage
    let depth: FloatRaster
    let intrinsics: Intrinsics
    /// The second camera, as a view of the first photo.
    let camera: ViewCamera
    let truth: RGBImage
    /// For each pixel of the second photo whether the first shows it as well.
    let isSeen: [Bool]

    /// - Parameters:
    ///   - move: To the right, up, and forward, as shares of the median depth.
    static func pairs(
        _ kind: SceneKind, seed: UInt64, moves: [SIMD3<Double>], width: Int, height: Int, samples: Int
    ) throws -> [MovedCamera] {
        let world = try SceneGenerator().world(kind, seed: seed)
        let renderer = try Renderer(world)
        guard let (first, rendering) = photograph(world, renderer, width, height, samples) else { return [] }
        let gain = exposure(rendering.radiance)
        let photo = developed(rendering, gain)
        let intrinsics = Intrinsics(focalLength: first.focalLength, width: width, height: height)
        let median = middle(rendering.depth)
        return moves.compactMap { move in
            let metres = move * median
            var second = first
            second.position +=
                first.right * Float(metres.x) + first.up * Float(metres.y) + first.forward * Float(metres.z)
            let moved = renderer.render(second, samples: samples, seed: 7)
            // A camera within something sees little of the room.
            guard middle(moved.depth) > 0.4 * median else { return nil }
            let camera = ViewCamera(
                pose: RigidTransform(xAxis: [1, 0, 0], yAxis: [0, 1, 0], origin: [metres.x, -metres.y, metres.z]),
                intrinsics: intrinsics, width: width, height: height)
            return MovedCamera(
                photo: photo, depth: rendering.depth, intrinsics: intrinsics, camera: camera,
                truth: developed(moved, gain), isSeen: seen(moved.depth, camera, rendering.depth, intrinsics))
        }
    }

    /// The first viewpoint from which there is something to see.
    private static func photograph(
        _ world: World, _ renderer: Renderer, _ width: Int, _ height: Int, _ samples: Int
    ) -> (SceneCamera, Rendering)? {
        for viewpoint in world.viewpoints.prefix(8) {
            let camera = SceneCamera(
                position: viewpoint.position, target: viewpoint.target,
                fieldOfView: min(max(60, viewpoint.fieldOfView.lowerBound), viewpoint.fieldOfView.upperBound),
                width: width, height: height)
            let probe = renderer.render(camera, samples: 1)
            let near = probe.depth.values.filter { $0 < 0.35 }.count
            guard near < probe.depth.values.count / 50, middle(probe.depth) < 60 else { continue }
            return (camera, renderer.render(camera, samples: samples))
        }
        return nil
    }

    private static func middle(_ depth: FloatRaster) -> Double {
        let sorted = depth.values.sorted()
        return Double(min(sorted[sorted.count / 2], 1000))
    }

    private static func exposure(_ radiance: [SIMD3<Float>]) -> Float {
        let levels = radiance.map { 0.2 * $0.x + 0.7 * $0.y + 0.1 * $0.z }.sorted()
        return min(0.2 / max(levels[levels.count / 2], 1e-5), 1.5 / max(levels[levels.count * 95 / 100], 1e-5))
    }

    private static func developed(_ rendering: Rendering, _ gain: Float) -> RGBImage {
        RGBImage(
            width: rendering.width, height: rendering.height,
            pixels: rendering.radiance.flatMap { light in
                (0..<3).map { channel in
                    let linear = min(max(light[channel] * gain, 0), 1)
                    let encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055
                    return UInt8((encoded * 255).rounded())
                }
            })
    }

    /// A point of the second photo is seen when one of the four pixels around its place in the first has its depth.
    private static func seen(
        _ depth: FloatRaster, _ camera: ViewCamera, _ source: FloatRaster, _ intrinsics: Intrinsics
    ) -> [Bool] {
        depth.values.indices.map { index in
            let far = Double(min(depth.values[index], 1e6))
            let point = camera.pose(
                camera.intrinsics.unproject(
                    x: Double(index % depth.width) + 0.5, y: Double(index / depth.width) + 0.5, depth: far))
            guard let place = intrinsics.project(point) else { return false }
            let (column, row) = (Int((place.x - 0.5).rounded(.down)), Int((place.y - 0.5).rounded(.down)))
            for (x, y) in [(column, row), (column + 1, row), (column, row + 1), (column + 1, row + 1)] {
                guard x >= 0, y >= 0, x < source.width, y < source.height else { continue }
                let there = 1 / Double(source.values[y * source.width + x])
                if abs(there - 1 / point.z) <= 0.03 * max(there, 1 / point.z) + 2e-6 { return true }
            }
            return false
        }
    }
}
