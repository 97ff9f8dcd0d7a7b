import Editing
import Foundation
import Images
import Scenes

/// A synthetic world seen sharply and through a lens, ray traced both times, as photos.
struct ThinLensScene {
    let sharp: RGBImage
    let blurred: RGBImage
    let depth: FloatRaster
    let intrinsics: Intrinsics
    let lens: ThinLens

    /// - Parameters:
    ///   - radius: The blur that the tenth of the pixels that is farthest out of focus exceeds, in pixels.
    ///   - focusQuantile: Which share of the pixels is nearer than what is in focus.
    init(_ kind: SceneKind, seed: UInt64, radius: Double, focusQuantile: Double, width: Int = 288, height: Int = 216)
        throws
    {
        let world = Self.selfLuminous(try SceneGenerator(assets: nil).world(kind, seed: seed))
        let view = world.viewpoints[Int(seed) % world.viewpoints.count]
        let middle = (view.fieldOfView.lowerBound + view.fieldOfView.upperBound) / 2
        var camera = SceneCamera(
            position: view.position, target: view.target, fieldOfView: middle, width: width, height: height)
        let renderer = try Renderer(world)
        let truth = renderer.render(camera, samples: 32, seed: 1, bounces: 0)
        let nearness = truth.depth.values.map { 1 / Double($0) }.sorted(by: >)
        let focus = max(nearness[Int(Double(nearness.count - 1) * focusQuantile)], 1e-3)
        let offsets = nearness.map { abs($0 - focus) }.sorted()
        let opening = 2 * radius / (camera.focalLength * max(offsets[offsets.count * 9 / 10], 1e-6))
        camera.apertureRadius = Float(opening / 2)
        camera.focusDistance = Float(1 / focus)
        let through = renderer.render(camera, samples: 160, seed: 2, bounces: 0)
        let levels = truth.radiance.map { max($0.x, $0.y, $0.z) }.sorted()
        let exposure = 0.95 / max(levels[levels.count * 99 / 100], 1e-6)
        sharp = Self.photo(truth, exposure)
        blurred = Self.photo(through, exposure)
        depth = truth.depth
        intrinsics = Intrinsics(focalLength: camera.focalLength, width: width, height: height)
        lens = ThinLens(focusDistance: 1 / focus, apertureDiameter: opening)
    }

    /// A world whose surfaces shine in their own colours: light that falls on them would bring noise, and brightness that
    /// a photo cannot hold.
    private static func selfLuminous(_ world: World) -> World {
        func shining(_ material: Material) -> Material {
            var copy = material
            copy.emission = material.baseColor
            copy.baseColor = .zero
            copy.refractiveIndex = 1
            (copy.transparency, copy.metallic, copy.bump) = (0, 0, nil)
            return copy
        }
        var copy = world
        for index in copy.instances.indices {
            copy.instances[index].materials = copy.instances[index].materials.map(shining)
        }
        for index in copy.strands.indices { copy.strands[index].material = shining(copy.strands[index].material) }
        copy.lamps = []
        copy.ambient = .zero
        copy.sky.sun = nil
        let light = copy.sky.panorama.radiance.map { max($0.x, $0.y, $0.z) }.sorted()
        copy.sky.intensity = 0.8 / max(light[light.count * 9 / 10], 1e-6)
        return copy
    }

    static func photo(_ rendering: Rendering, _ exposure: Float) -> RGBImage {
        let pixels = rendering.radiance.flatMap { light in
            (0..<3).map { SRGBTransfer.table[SRGBTransfer.index(light[$0] * exposure)] }
        }
        return RGBImage(width: rendering.width, height: rendering.height, pixels: pixels)
    }

    /// In decibels.
    static func psnr(_ a: RGBImage, _ b: RGBImage) -> Double {
        var sum = 0.0
        for (x, y) in zip(a.pixels, b.pixels) { sum += pow(Double(x) - Double(y), 2) }
        return 10 * log10(255 * 255 / max(sum / Double(a.pixels.count), 1e-9))
    }

    /// What is simplest: every pixel becomes the mean of the pixels in its own disc.
    func naive() -> RGBImage {
        let (width, height) = (sharp.width, sharp.height)
        let light = sharp.pixels.map { SRGBTransfer.light[Int($0)] }
        var result = [UInt8]()
        for y in 0..<height {
            for x in 0..<width {
                let radius = lens.blurDiameter(at: Double(depth.values[y * width + x]), intrinsics) / 2
                let reach = Int(radius.rounded(.up))
                var (sum, weight) = (SIMD3<Float>.zero, Float(0))
                for row in max(0, y - reach)...min(height - 1, y + reach) {
                    for column in max(0, x - reach)...min(width - 1, x + reach) {
                        let distance = Double((row - y) * (row - y) + (column - x) * (column - x)).squareRoot()
                        let share = Float(min(max(radius + 0.5 - distance, 0), 1))
                        let index = 3 * (row * width + column)
                        sum += share * SIMD3(light[index], light[index + 1], light[index + 2])
                        weight += share
                    }
                }
                for channel in 0..<3 {
                    result.append(SRGBTransfer.table[SRGBTransfer.index(sum[channel] / weight)])
                }
            }
        }
        return RGBImage(width: width, height: height, pixels: result)
    }
}
