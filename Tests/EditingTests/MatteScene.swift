import Foundation
import Images
import Scenes

/// A furry ball before a synthetic place, with the share of every pixel that it covers.
struct MatteScene {
    let photo: RGBImage
    let depth: FloatRaster
    let matte: FloatRaster
    /// Between the ball and all else, in metres.
    let limit: Double

    init(_ kind: SceneKind, seed: UInt64, hairs: Int, width: Int = 288, height: Int = 216) throws {
        var world = try SceneGenerator(assets: nil).world(kind, seed: seed)
        for index in world.instances.indices { world.instances[index].isForeground = false }
        for index in world.strands.indices { world.strands[index].isForeground = false }
        let view = world.viewpoints[Int(seed) % world.viewpoints.count]
        let camera = SceneCamera(
            position: view.position, target: view.target, fieldOfView: 50, width: width, height: height)
        let empty = try Renderer(world).render(camera, samples: 1).depth.values
        // All of it is nearer than anything there.
        let nearest = empty.filter(\.isFinite).min() ?? 4
        let distance = 0.7 * nearest
        let radius = 0.16 * distance
        let middle = camera.position + camera.forward * distance
        Self.addBall(to: &world, at: middle, radius: radius, hairs: hairs, pixel: distance / Float(camera.focalLength))
        let renderer = try Renderer(world)
        let rendering = renderer.render(camera, samples: 32, seed: 3)
        let levels = rendering.radiance.map { max($0.x, $0.y, $0.z) }.sorted()
        photo = ThinLensScene.photo(rendering, 0.8 / max(levels[levels.count * 9 / 10], 1e-6))
        depth = rendering.depth
        guard let matte = renderer.matte(camera, rendering) else { throw CocoaError(.featureUnsupported) }
        self.matte = matte
        limit = Double(0.97 * nearest)
    }

    private static func addBall(
        to world: inout World, at middle: SIMD3<Float>, radius: Float, hairs: Int, pixel: Float
    ) {
        var material = Material(baseColor: [0.45, 0.22, 0.08], roughness: 0.9)
        material.refractiveIndex = 1.3
        world.instances.append(
            Instance(
                ball(), Transform.translation(middle) * .scale(radius), materials: [material], object: 4000,
                isForeground: true))
        var fur = StrandSet(material: material, object: 4000, isForeground: true)
        var random = SeededGenerator(seed: 11)
        for _ in 0..<hairs {
            let direction = normalize(SIMD3(random.normal(), random.normal(), random.normal()))
            let bend = SIMD3(random.normal(), random.normal(), random.normal()) * 0.15 * radius
            for step in 0..<4 {
                let share = Float(step) / 3
                let place = middle + direction * radius * (0.95 + 0.4 * share) + bend * share * share
                // Hairs of a pixel at the root and a quarter at the tip.
                fur.points.append(SIMD4(place, pixel * 0.5 * (1 - 0.75 * share)))
            }
            fur.counts.append(4)
        }
        if hairs > 0 { world.strands.append(fur) }
    }

    private static func ball() -> Mesh {
        let segments = 48
        var positions: [SIMD3<Float>] = []
        var triangles: [SIMD3<UInt32>] = []
        for row in 0...segments {
            for column in 0...2 * segments {
                let (around, down) = (
                    Float(column) / Float(segments) * .pi, Float(row) / Float(segments) * .pi
                )
                positions.append([sin(down) * cos(around), cos(down), sin(down) * sin(around)])
                guard row < segments, column < 2 * segments else { continue }
                let a = UInt32(row * (2 * segments + 1) + column)
                let b = a + UInt32(2 * segments + 1)
                triangles.append([a, b, a + 1])
                triangles.append([a + 1, b, b + 1])
            }
        }
        return Mesh(positions: positions, normals: positions, triangles: triangles)
    }

    /// Sum of absolute differences in thousands of pixels, and mean square in thousandths.
    func errors(_ values: [Float]) -> (sad: Double, mse: Double) {
        var (sum, squares) = (0.0, 0.0)
        for (value, truth) in zip(values, matte.values) {
            sum += Double(abs(value - truth))
            squares += Double((value - truth) * (value - truth))
        }
        return (sum / 1000, squares / Double(values.count) * 1000)
    }

    /// One where the depth is within the limit.
    var threshold: [Float] { depth.values.map { Double($0) <= limit ? 1 : 0 } }
}
