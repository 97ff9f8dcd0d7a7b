/// Chooses cameras in a world as people hold them, and turns down those that would see little.
struct CameraSampler {
    /// Places for a camera; never empty.
    let viewpoints: [Viewpoint]
    let renderer: Renderer

    /// How many cameras are tried before the best of them must do.
    private static let attempts = 10

    /// In most photographs the ground leads to what is seen, and depth grows upwards; this share of ours must be so.
    private static let rising: Float = 0.75
    private static let leastRise: Float = 0.3

    /// A camera at one of the viewpoints.
    func camera(width: Int, height: Int, _ random: inout SeededGenerator) -> SceneCamera {
        precondition(!viewpoints.isEmpty, "A finished world has viewpoints.")
        let mustRise = random.chance(Self.rising)
        var best: (camera: SceneCamera, view: ViewProbe, score: Float)?
        for _ in 0..<Self.attempts {
            let viewpoint = random.pick(viewpoints)
            let camera = candidate(viewpoint, width: width, height: height, &random)
            guard renderer.isFree(from: viewpoint.position, to: camera.position) else { continue }
            let view = ViewProbe(camera, renderer.world)
            let rises = !mustRise || view.rise >= Self.leastRise
            // One that does not rise will do where all others show little.
            let score = rises ? view.score : 0.5 * view.score
            if view.isGood, rises {
                best = (camera, view, score)
                break
            }
            if score > best?.score ?? -1 { best = (camera, view, score) }
        }
        guard let best else {
            let viewpoint = random.pick(viewpoints)
            return SceneCamera(
                position: viewpoint.position, target: viewpoint.target, fieldOfView: 60, width: width, height: height)
        }
        var camera = best.camera
        addLens(&camera, focus: best.view.middle, &random)
        return camera
    }

    private func candidate(
        _ viewpoint: Viewpoint, width: Int, height: Int, _ random: inout SeededGenerator
    ) -> SceneCamera {
        let range = viewpoint.fieldOfView
        let low = min(max(range.lowerBound, 10), 120)
        let wide = random.logUniform(low, max(low, min(range.upperBound, 120)))
        // The range is of the longer side; held upright, the same lens sees less across.
        let half = tangent(Double(wide) * .pi / 360) * min(1, Double(width) / Double(height))
        let fieldOfView = max(Float(arcTangent(half) * 360 / .pi), 10)
        let reach = length(viewpoint.target - viewpoint.position)
        // People of different sizes, holding the camera here and there: 10 cm, less for close-ups.
        let sway = viewpoint.isFixed ? 0 : min(0.1, 0.06 * reach)
        let position =
            viewpoint.position + SIMD3(random.normal() * sway, random.normal() * sway, random.normal() * sway)
        // Aimed not quite at what matters: within a sixth of the picture.
        let miss = reach * Float(half) * 0.3
        let target = viewpoint.target + SIMD3(random.normal(), 0.5 * random.normal(), random.normal()) * miss
        let roll = random.chance(0.06) ? random.uniform(-25, 25) : random.normal() * 1.8
        return SceneCamera(
            position: position, target: target, fieldOfView: fieldOfView, width: width, height: height,
            roll: roll.inRadians)
    }

    /// Half of the photos are sharp all over, as telephones make them; some have shallow focus, some are shaken.
    private func addLens(_ camera: inout SceneCamera, focus: Float, _ random: inout SeededGenerator) {
        if focus.isFinite { camera.focusDistance = max(focus, 0.08) }
        let kind = random.unit()
        if kind > 0.9 {
            camera.apertureRadius = random.uniform(0.004, 0.014)
        } else if kind > 0.55 {
            camera.apertureRadius = random.uniform(0.0008, 0.002)
        }
        // Blur at infinity stays within 4 % of the width.
        let most = 0.04 * Float(camera.width) / Float(camera.focalLength) * camera.focusDistance
        camera.apertureRadius = min(camera.apertureRadius, most)
        if random.chance(0.12) {
            let blur = random.uniform(0.3, 2.2) * camera.focusDistance / Float(camera.focalLength)
            let around = random.uniform(0, 2 * .pi)
            camera.motion = (camera.right * around.cosine + camera.up * around.sine) * blur
        }
    }
}
