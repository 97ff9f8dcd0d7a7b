/// Clothed people of plausible proportions, or of the user's; they face +Z.
struct FigureMaker {
    let kit: MaterialKit

    func figure(_ random: inout SeededGenerator) -> Prop {
        if let assets = kit.assets, random.chance(0.65) {
            let entries = assets.models(of: ["person"]).filter { entry in
                guard let size = entry.size else { return false }
                return size.y > 0.9 && size.y < 2.1 && max(size.x, size.z) < 1.6
            }
            let model = assets.pick(entries, &random) { entry throws(ScenesError) in try assets.model(entry) }
            if let model { return Prop(model) }
        }
        return procedural(&random)
    }

    private func procedural(_ random: inout SeededGenerator) -> Prop {
        // Grown-ups by their statistics, now and then a child.
        let height = random.chance(0.12) ? random.uniform(1, 1.5) : 1.7 + 0.09 * random.normal().clamped(2)
        let build = random.uniform(0.85, 1.25)
        let stride = random.chance(0.55) ? random.uniform(0.1, 0.32) : random.uniform(0, 0.06)
        var builder = MeshBuilder()
        // All of a body of 1.75 m.
        builder.transform = .scale(height / 1.75)
        let hip: Float = 0.9
        let hasSkirt = random.chance(0.18)
        for side: Float in [-1, 1] {
            leg(side: side, hip: hip, stride: stride, build: build, isBare: hasSkirt, &builder)
            arm(
                side: side, stride: stride, build: build, raise: random.chance(0.15) ? random.uniform(0.4, 1.3) : 0,
                &builder)
        }
        // A body is less deep than it is wide.
        builder.within(.scale([1, 1, 0.68])) { builder in
            builder.slot = 0
            builder.lathe(
                [
                    [0.02, 0.84], [0.155 * build, 0.87], [0.165 * build, 0.95], [0.14 * build, 1.1],
                    [0.165 * build, 1.27],
                    [0.17, 1.38], [0.12, 1.46], [0.05, 1.5],
                ].map { SIMD2<Float>($0[0], $0[1]) }, sides: 20)
        }
        if hasSkirt {
            builder.painted(1) {
                $0.lathe([[0.3 * build, 0.48], [0.24 * build, 0.7], [0.16 * build, 0.98]], sides: 20)
            }
        }
        builder.painted(2) { builder in
            builder.cylinder(radius: 0.055, height: 0.1, at: [0, 1.46, 0], sides: 12)
            builder.sphere(radius: 1, at: [0, 1.635, 0.005], scale: [0.076, 0.115, 0.095], sides: 20)
            builder.sphere(radius: 0.018, at: [0, 1.62, 0.1], scale: [0.8, 1.2, 1], sides: 8)
            for side: Float in [-1, 1] { builder.sphere(radius: 0.02, at: [side * 0.076, 1.63, 0], sides: 8) }
        }
        builder.painted(3) { builder in
            builder.sphere(radius: 1, at: [0, 1.665, -0.014], scale: [0.086, 0.098, 0.1], sides: 18)
            if random.chance(0.4) {
                builder.sphere(radius: 1, at: [0, 1.55, -0.06], scale: [0.085, 0.16, 0.055], sides: 14)
            }
        }
        if random.chance(0.3) {
            builder.painted(5) {
                $0.roundedBox([0.28, 0.4, 0.15], radius: 0.05, segments: 2, at: [0, 1.23, -0.19])
            }
        }
        return Prop(builder.mesh(), clothes(&random))
    }

    private func leg(
        side: Float, hip: Float, stride: Float, build: Float, isBare: Bool, _ builder: inout MeshBuilder
    ) {
        let swing = side * stride
        let top = SIMD3<Float>(side * 0.09 * build, hip, 0)
        let knee = SIMD3<Float>(side * 0.095, 0.49, swing * 0.55 + 0.02)
        let ankle = SIMD3<Float>(side * 0.1, 0.09, swing * 1.05 - 0.03)
        builder.painted(isBare ? 2 : 1) {
            $0.tube(
                [top, mix(top, knee, 0.5), knee, mix(knee, ankle, 0.4), ankle],
                radii: [0.095 * build, 0.085 * build, 0.062, 0.06, 0.045], sides: 12)
        }
        builder.painted(4) {
            $0.roundedBox([0.095, 0.085, 0.26], radius: 0.035, segments: 2, at: [ankle.x, 0.044, ankle.z + 0.06])
        }
    }

    private func arm(side: Float, stride: Float, build: Float, raise: Float, _ builder: inout MeshBuilder) {
        let swing = -side * stride * 0.8
        let shoulder = SIMD3<Float>(side * 0.19 * max(1, build * 0.95), 1.4, 0)
        let elbow = SIMD3<Float>(side * (0.24 + 0.03 * build), 1.12 + raise * 0.1, swing * 0.4 + raise * 0.12)
        let wrist = SIMD3<Float>(side * 0.25, 0.88 + raise * 0.35, swing + 0.06 + raise * 0.2)
        builder.painted(0) {
            $0.tube(
                [shoulder, mix(shoulder, elbow, 0.5), elbow, wrist], radii: [0.062, 0.052 * build, 0.043, 0.033],
                sides: 10)
            $0.sphere(radius: 0.066, at: shoulder - [side * 0.012, 0.01, 0], sides: 12)
        }
        builder.painted(2) {
            $0.sphere(radius: 1, at: wrist + [0, -0.06, 0.01], scale: [0.03, 0.085, 0.045], sides: 10)
        }
    }

    private func clothes(_ random: inout SeededGenerator) -> [Material] {
        let skin = mix([0.13, 0.07, 0.045], [0.72, 0.47, 0.35], random.unit())
        let hair =
            random.chance(0.15)
            ? SIMD3<Float>(repeating: random.uniform(0.3, 0.6))
            : mix([0.012, 0.01, 0.008], [0.3, 0.18, 0.07], random.unit() * random.unit())
        let trousers =
            random.chance(0.4)
            ? kit.patterned(
                .weave, [0.25, 0.32, 0.45] * random.uniform(0.6, 1.3), metres: 0.05, roughness: 0.95, &random)
            : kit.plain(Palette.cloth(&random) * 0.6, roughness: 0.95)
        return [
            kit.fabric(&random), trousers, Material(baseColor: skin, roughness: 0.5),
            Material(baseColor: hair, roughness: 0.55),
            kit.plain(SIMD3(repeating: random.uniform(0.08, 0.9)), roughness: 0.6),
            kit.plain(Palette.print(&random) * 0.7, roughness: 0.8),
        ]
    }
}

extension Float {
    /// Not beyond ±`limit`.
    func clamped(_ limit: Float) -> Float { Swift.min(Swift.max(self, -limit), limit) }
}
