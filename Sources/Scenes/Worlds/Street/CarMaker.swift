/// Cars, vans and bicycles of plausible proportions; their front is towards +Z.
struct CarMaker {
    let materials: OutdoorMaterials

    private enum Slot { static let paint = 0, glass = 1, tyre = 2, rim = 3, trim = 4, lamp = 5, tail = 6, plate = 7 }

    /// Heights of a car's outline along its length, from the front (0) to the back (1).
    private struct Outline {
        var length: Float
        var width: Float
        var height: Float
        var belt: Float
        var bonnet: Float
        /// Where the windscreen starts, where the roof starts and ends, where the rear window ends.
        var stations: SIMD4<Float>
        var wheel: Float

        static func random(_ random: inout SeededGenerator) -> Outline {
            switch random.unit() {
            case ..<0.45:  // hatchback
                Outline(
                    length: random.uniform(3.7, 4.3), width: random.uniform(1.68, 1.82), height: random.uniform(1.42, 1.52),
                    belt: 0.95, bonnet: 0.86, stations: [0.24, 0.42, 0.84, 0.97], wheel: 0.31)
            case ..<0.72:  // saloon
                Outline(
                    length: random.uniform(4.4, 4.9), width: random.uniform(1.78, 1.88), height: random.uniform(1.4, 1.48),
                    belt: 0.94, bonnet: 0.84, stations: [0.28, 0.43, 0.68, 0.86], wheel: 0.32)
            case ..<0.9:  // sport utility
                Outline(
                    length: random.uniform(4.3, 4.8), width: random.uniform(1.82, 1.92), height: random.uniform(1.62, 1.75),
                    belt: 1.08, bonnet: 1.0, stations: [0.24, 0.38, 0.88, 0.98], wheel: 0.35)
            default:  // van
                Outline(
                    length: random.uniform(4.8, 5.6), width: random.uniform(1.9, 2.05), height: random.uniform(1.95, 2.5),
                    belt: 1.25, bonnet: 1.1, stations: [0.12, 0.26, 0.96, 0.99], wheel: 0.34)
            }
        }
    }

    /// A car of the user's, if there is a plausible one, else a procedural one.
    func car(_ random: inout SeededGenerator) -> Prop {
        if let assets = materials.kit.assets, random.chance(0.5) {
            let entries = assets.models(of: ["vehicle", "car"]).filter { entry in
                guard let size = entry.size else { return false }
                return size.y > 1.25 && size.y < 3.3 && max(size.x, size.z) > 3.3 && max(size.x, size.z) < 6.5
                    && min(size.x, size.z) > 1.5 && min(size.x, size.z) < 2.7
            }
            let model = assets.pick(entries, &random) { entry throws(ScenesError) in try assets.model(entry) }
            if let model {
                var prop = Prop(model)
                if prop.size.x > prop.size.z {
                    prop = Prop(prop.mesh.transformed(.turn(.pi / 2)), prop.materials)
                }
                return prop
            }
        }
        return procedural(&random)
    }

    private func procedural(_ random: inout SeededGenerator) -> Prop {
        let o = Outline.random(&random)
        var builder = MeshBuilder()
        body(o, &builder)
        cabin(o, &builder)
        for x: Float in [-1, 1] {
            for z in [o.length / 2 - o.length * 0.19, -o.length / 2 + o.length * 0.2] {
                wheel(o, x: x, z: z, &builder)
            }
        }
        details(o, &builder)
        let dark = materials.kit.plain([0.1, 0.1, 0.1], roughness: 0.5)
        return Prop(
            builder.mesh(),
            [
                materials.carPaint(&random), Material(baseColor: [0.02, 0.022, 0.025], roughness: 0.03),
                materials.rubber(),
                Material(baseColor: SIMD3(repeating: random.uniform(0.3, 0.7)), roughness: 0.3, metallic: 0.8), dark,
                Material(baseColor: [0.75, 0.75, 0.72], roughness: 0.05),
                Material(baseColor: [0.35, 0.02, 0.02], roughness: 0.1),
                materials.kit.plain([0.9, 0.9, 0.85], roughness: 0.4),
            ])
    }

    /// A skin over rounded cross-sections; each has a bottom, a top and half a width.
    private func loft(
        _ sections: [(z: Float, bottom: Float, top: Float, half: Float, tumble: Float)], _ builder: inout MeshBuilder
    ) {
        let around = 28
        builder.surface(columns: around, rows: sections.count - 1) { s, t in
            let section = sections[min(Int(t * Float(sections.count - 1) + 0.5), sections.count - 1)]
            let angle = -2 * Float.pi * s
            // A superellipse: nearly a rectangle, with soft edges.
            func rounded(_ v: Float) -> Float { (v < 0 ? -1 : 1) * power(abs(v), 0.45) }
            let across = rounded(angle.sine)
            let up = 0.5 + 0.5 * rounded(angle.cosine)
            let half = section.half * (1 - section.tumble * up)
            return [across * half, mix(section.bottom, section.top, up), section.z]
        }
        for (section, facing) in [(sections[0], Float(1)), (sections[sections.count - 1], Float(-1))] {
            let low = SIMD3(-section.half * 0.97 * facing, section.bottom, section.z)
            builder.sheet(
                low, u: [2 * section.half * 0.97 * facing, 0, 0], v: [0, (section.top - section.bottom) * 0.98, 0])
        }
    }

    private func body(_ o: Outline, _ builder: inout MeshBuilder) {
        let (l, w) = (o.length, o.width / 2)
        func z(_ t: Float) -> Float { l / 2 - t * l }
        let back = o.stations.w < 0.9 ? o.belt * 0.99 : o.belt
        builder.painted(Slot.paint) {
            loft(
                [
                    (z(0), 0.36, 0.62, w * 0.8, 0.02), (z(0.015), 0.28, 0.7, w * 0.88, 0.02),
                    (z(0.05), 0.22, o.bonnet * 0.9, w * 0.96, 0.04), (z(0.12), 0.2, o.bonnet * 0.97, w, 0.06),
                    (z(o.stations.x), 0.2, o.bonnet * 1.03, w, 0.06), (z(0.5), 0.2, o.belt, w, 0.06),
                    (z(o.stations.w * 0.97), 0.22, back, w, 0.06), (z(0.95), 0.25, back * 0.98, w * 0.97, 0.05),
                    (z(0.985), 0.3, back * 0.93, w * 0.9, 0.03), (z(1), 0.36, back * 0.88, w * 0.84, 0.02),
                ], &$0)
        }
        builder.painted(Slot.trim) { builder in
            builder.box([o.width * 0.94, 0.12, l * 0.86], at: [0, 0.2, 0])
            builder.box([o.width * 0.62, 0.14, 0.03], at: [0, 0.42, l / 2 + 0.002])
        }
    }

    private func cabin(_ o: Outline, _ builder: inout MeshBuilder) {
        let (l, w) = (o.length, o.width / 2 * 0.94)
        func z(_ t: Float) -> Float { l / 2 - t * l }
        let base = o.belt - 0.05
        let s = o.stations
        let roofHalf: Float = 0.2
        builder.painted(Slot.glass) {
            loft(
                [
                    (z(s.x), base, base + 0.03, w * 0.96, 0.02),
                    (z((s.x + s.y) / 2), base, mix(base, o.height, 0.62), w, roofHalf * 0.6),
                    (z(s.y), base, o.height - 0.03, w, roofHalf), (z((s.y + s.z) / 2), base, o.height - 0.02, w, roofHalf),
                    (z(s.z), base, o.height - 0.05, w * 0.98, roofHalf),
                    (z((s.z + s.w) / 2), base, mix(base, o.height, 0.55), w * 0.96, roofHalf * 0.7),
                    (z(s.w), base, base + 0.03, w * 0.93, 0.05),
                ], &$0)
        }
        builder.painted(Slot.paint) { builder in
            let top = w * (1 - roofHalf)
            builder.roundedBox(
                [top * 2, 0.07, (s.z - s.y) * l + 0.25], radius: 0.034, segments: 2,
                at: [0, o.height - 0.03, z((s.y + s.z) / 2)])
            for x: Float in [-1, 1] {
                builder.tube(
                    [[x * w * 0.95, base, z(s.x)], [x * top * 0.99, o.height - 0.06, z(s.y)]], radii: [0.035], sides: 6)
                builder.tube(
                    [[x * w * 0.93, base, z(s.w)], [x * top * 0.97, o.height - 0.07, z(s.z)]], radii: [0.05], sides: 6)
                let middle = z(0.5 * (s.x + s.z) + 0.06)
                builder.tube(
                    [[x * w * 1.0, base, middle], [x * top * 1.01, o.height - 0.05, middle - 0.05]], radii: [0.035], sides: 6)
            }
        }
    }

    private func wheel(_ o: Outline, x: Float, z: Float, _ builder: inout MeshBuilder) {
        let r = o.wheel
        let side = x * (o.width / 2 - 0.1)
        builder.within(.translation([side, r, z]) * .rotation(-x * .pi / 2, about: [0, 0, 1])) { builder in
            builder.painted(Slot.trim) { $0.cylinder(radius: r * 1.16, height: 0.1, at: [0, -0.01, 0], sides: 24) }
            builder.painted(Slot.tyre) { $0.cylinder(radius: r, height: 0.22, at: [0, -0.1, 0], sides: 24) }
            builder.painted(Slot.rim) { builder in
                builder.disc(radius: r * 0.64, at: [0, 0.125, 0], sides: 20)
                for spoke in 0..<5 {
                    let a = 2 * Float.pi * Float(spoke) / 5
                    builder.rod([0, 0.13, 0], [r * 0.6 * a.cosine, 0.135, r * 0.6 * a.sine], radius: 0.025, sides: 5)
                }
            }
        }
    }

    private func details(_ o: Outline, _ builder: inout MeshBuilder) {
        let l = o.length / 2
        for x: Float in [-1, 1] {
            builder.painted(Slot.lamp) {
                $0.sphere(radius: 1, at: [x * o.width * 0.36, 0.64, l - 0.07], scale: [0.16, 0.08, 0.1], sides: 12)
            }
            builder.painted(Slot.tail) {
                $0.sphere(radius: 1, at: [x * o.width * 0.38, 0.82, -l + 0.06], scale: [0.12, 0.12, 0.07], sides: 12)
            }
            builder.painted(Slot.paint) {
                $0.roundedBox([0.2, 0.13, 0.1], radius: 0.04, segments: 2, at: [x * (o.width / 2 + 0.06), o.belt + 0.06, l - o.length * o.stations.x - 0.25])
            }
            builder.painted(Slot.trim) { builder in
                builder.box([0.02, 0.03, 0.16], at: [x * o.width * 0.488, o.belt - 0.14, 0.05])
                builder.box([0.006, o.belt - 0.4, 0.012], at: [x * o.width * 0.492, o.belt * 0.5 + 0.18, 0.38])
                builder.box([0.006, o.belt - 0.4, 0.012], at: [x * o.width * 0.492, o.belt * 0.5 + 0.18, -0.62])
            }
        }
        builder.painted(Slot.plate) { builder in
            builder.box([0.52, 0.11, 0.02], at: [0, 0.5, l + 0.015])
            builder.box([0.52, 0.11, 0.02], at: [0, 0.6, -l - 0.01])
        }
    }

    // MARK: Bicycles

    /// A bicycle that leans a little, along Z.
    func bicycle(_ random: inout SeededGenerator) -> Prop {
        var builder = MeshBuilder()
        let r: Float = 0.34
        builder.within(.rotation(random.uniform(-0.12, 0.12), about: [0, 0, 1])) { builder in
            for z: Float in [-0.52, 0.52] {
                builder.within(.translation([0, r, z]) * .rotation(.pi / 2, about: [0, 0, 1])) { builder in
                    builder.painted(1) { $0.torus(radius: r - 0.016, tube: 0.016, sides: 36, tubeSides: 6) }
                    builder.painted(2) { builder in
                        builder.torus(radius: r - 0.035, tube: 0.008, sides: 36, tubeSides: 4)
                        builder.cylinder(radius: 0.025, height: 0.08, at: [0, -0.04, 0], sides: 8)
                        for spoke in 0..<18 {
                            let a = 2 * Float.pi * Float(spoke) / 18
                            builder.rod([0, 0, 0], [(r - 0.03) * a.cosine, 0, (r - 0.03) * a.sine], radius: 0.0016, sides: 3)
                        }
                    }
                }
            }
            let crank = SIMD3<Float>(0, 0.28, -0.06)
            let seat = SIMD3<Float>(0, 0.82, -0.22)
            let head = SIMD3<Float>(0, 0.84, 0.36)
            let lower = SIMD3<Float>(0, 0.7, 0.4)
            let tubes: [(SIMD3<Float>, SIMD3<Float>, Float)] = [
                (crank, seat, 0.016), (crank, lower, 0.018), (seat * 0.95 + [0, 0, 0], head, 0.015), (lower, head, 0.018),
                (lower, [0, r, 0.52], 0.012), (crank, [0, r, -0.52], 0.009), (seat * 0.97, [0, r, -0.52], 0.008),
                (head, [0, 0.98, 0.33], 0.013),
            ]
            for (a, b, radius) in tubes { builder.rod(a, b, radius: radius, sides: 7) }
            builder.painted(2) { builder in
                builder.tube(
                    [[-0.29, 0.97, 0.2], [-0.25, 0.99, 0.34], [0, 0.99, 0.36], [0.25, 0.99, 0.34], [0.29, 0.97, 0.2]],
                    radii: [0.012], sides: 6)
                builder.rod(seat, [0, 0.93, -0.25], radius: 0.013, sides: 6)
                builder.rod([-0.12, 0.22, -0.06], [0.12, 0.34, -0.06], radius: 0.012, sides: 6)
            }
            builder.painted(1) { $0.roundedBox([0.15, 0.06, 0.27], radius: 0.028, segments: 2, at: [0, 0.95, -0.26]) }
        }
        return Prop(
            builder.mesh(),
            [
                materials.carPaint(&random), materials.kit.plain([0.1, 0.1, 0.1], roughness: 0.7),
                materials.kit.chrome(&random),
            ])
    }
}
