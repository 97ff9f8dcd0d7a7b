import Editing
import Foundation
import Images
import Scenes

/// A subject before a synthetic place, with the share of every pixel that it covers.
struct MatteScene {
    let photo: RGBImage
    let depth: FloatRaster
    let matte: FloatRaster
    /// Between the subject and all else, in metres.
    let limit: Double

    init(_ kind: SceneKind, seed: UInt64, subject: MatteSubject, width: Int = 240, height: Int = 180) throws {
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
        let frame = Transform(
            x: camera.right, y: camera.up, z: -camera.forward, origin: camera.position + camera.forward * distance)
        subject.add(
            to: &world, in: frame, size: 0.24 * distance, pixel: distance / Float(camera.focalLength), seed: seed)
        let renderer = try Renderer(world)
        let rendering = renderer.render(camera, samples: 32, seed: 3)
        let levels = rendering.radiance.map { max($0.x, $0.y, $0.z) }.sorted()
        photo = ThinLensScene.photo(rendering, 0.8 / max(levels[levels.count * 9 / 10], 1e-6))
        depth = rendering.depth
        guard let matte = renderer.matte(camera, rendering) else { throw CocoaError(.featureUnsupported) }
        self.matte = matte
        limit = Double(0.97 * nearest)
    }

    /// What Rhemann et al. (2009) compare mattes by.
    struct Errors {
        /// Sum of absolute differences, in thousands of pixels.
        var sad = 0.0
        /// Mean square, in thousandths.
        var mse = 0.0
        /// Sum of squared differences of gradients, in tens of pixels; of Gaussians with a deviation of 1.4.
        var gradient = 0.0

        static func += (sum: inout Errors, other: Errors) {
            sum.sad += other.sad
            sum.mse += other.mse
            sum.gradient += other.gradient
        }
    }

    func errors(_ values: [Float]) -> Errors {
        var errors = Errors()
        for (value, truth) in zip(values, matte.values) {
            errors.sad += Double(abs(value - truth)) / 1000
            errors.mse += Double((value - truth) * (value - truth)) / Double(values.count) * 1000
        }
        for (found, truth) in zip(gradients(values), gradients(matte.values)) {
            errors.gradient += Double((found - truth) * (found - truth)) / 10
        }
        return errors
    }

    /// The sizes of the gradients.
    private func gradients(_ values: [Float]) -> [Float] {
        let sigma: Float = 1.4
        let steps = -4...4
        let smooth = steps.map { exp(-Float($0 * $0) / (2 * sigma * sigma)) }
        let total = smooth.reduce(0, +)
        let slope = zip(steps, smooth).map { -Float($0) * $1 / (sigma * sigma * total) }
        let plain = smooth.map { $0 / total }
        let across = filtered(filtered(values, slope, down: false), plain, down: true)
        let down = filtered(filtered(values, plain, down: false), slope, down: true)
        return zip(across, down).map { ($0 * $0 + $1 * $1).squareRoot() }
    }

    private func filtered(_ values: [Float], _ weights: [Float], down: Bool) -> [Float] {
        let (width, height) = (matte.width, matte.height)
        return values.indices.map { index in
            let (x, y) = (index % width, index / width)
            var sum: Float = 0
            for (step, weight) in zip(-4...4, weights) {
                let column = min(max(down ? x : x + step, 0), width - 1)
                let row = min(max(down ? y + step : y, 0), height - 1)
                sum += weight * values[row * width + column]
            }
            return sum
        }
    }

    /// Depth as a map of fewer pixels has it, brought to the photo's size again.
    func coarseDepth(_ factor: Int) throws -> Nearness {
        let small = depth.resizedToNearest(width: depth.width / factor, height: depth.height / factor)
        return try GuidedUpsampling()(Nearness(small), photo: photo)
    }
}
