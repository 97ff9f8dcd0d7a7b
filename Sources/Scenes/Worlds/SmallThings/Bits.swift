/// Fruit, boxes, toys, clothes and the rest that lies about.
struct Bits {
    let kit: MaterialKit

    func fruit(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        switch random.integer(0...4) {
        case 0:  // apple
            let r = random.uniform(0.032, 0.042)
            let color: SIMD3<Float> = random.pick([[0.7, 0.12, 0.1], [0.55, 0.7, 0.2], [0.85, 0.6, 0.2]])
            b.use(kit.patterned(.speckle, color, metres: 0.1, roughness: 0.25, &random))
            b.mesh.lathe(
                [
                    [0, r * 0.12], [r * 0.4, 0], [r * 0.85, r * 0.4], [r, r], [r * 0.85, r * 1.55], [r * 0.4, r * 1.8],
                    [r * 0.1, r * 1.62], [0, r * 1.55],
                ], sides: 20, crease: 1.6)
            b.use(kit.plain([0.3, 0.2, 0.1]))
            b.mesh.tube([[0, r * 1.55, 0], [0.003, r * 2.05, 0.002]], radii: [0.0015], sides: 5)
        case 1:  // orange or lemon
            let lemon = random.chance(0.4)
            let r = lemon ? 0.028 : random.uniform(0.034, 0.042)
            var skin = kit.plain(lemon ? [0.93, 0.8, 0.2] : [0.92, 0.52, 0.12], roughness: 0.4)
            skin.bump = SurfaceTextures.texture(.leather, variant: 1)
            skin.mapping = .box(metres: 0.06)
            skin.bumpHeight = 0.0006
            b.use(skin)
            b.mesh.sphere(radius: r, at: [0, r, 0], scale: [lemon ? 1.35 : 1, 1, 1], sides: 20)
        case 2:  // banana
            b.use(kit.patterned(.speckle, [0.9, 0.76, 0.25], metres: 0.2, roughness: 0.5, &random))
            let path = (0...10).map { step -> SIMD3<Float> in
                let a = Float(step) / 10 * 1.7 - 0.85
                return [0.1 * a.sine, 0.018, 0.1 * (1 - a.cosine) - 0.03]
            }
            b.mesh.tube(
                path, radii: [0.004, 0.012, 0.016, 0.0175, 0.018, 0.018, 0.018, 0.017, 0.015, 0.01, 0.003], sides: 9)
        case 3:  // pear or aubergine
            let r = random.uniform(0.03, 0.037)
            b.use(
                kit.patterned(
                    .speckle, random.chance(0.7) ? [0.72, 0.75, 0.28] : [0.3, 0.12, 0.3], metres: 0.12, roughness: 0.3,
                    &random))
            b.mesh.lathe(
                [
                    [0, 0.002], [r * 0.5, 0], [r, r * 0.8], [r * 0.8, r * 1.6], [r * 0.42, r * 2.3],
                    [r * 0.3, r * 2.8], [0, r * 2.95],
                ],
                sides: 18, crease: 1.6)
        default:  // tomato, plum, nut
            let r = random.uniform(0.014, 0.034)
            b.use(
                kit.plain(random.pick([[0.78, 0.16, 0.1], [0.35, 0.12, 0.25], [0.5, 0.33, 0.18]]), roughness: 0.2))
            b.mesh.sphere(radius: r, at: [0, r * 0.88, 0], scale: [1, 0.88, 1], sides: 18)
        }
        return b.piece()
    }

    /// A bowl or basket of fruit.
    func fruitBowl(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let r = random.uniform(0.11, 0.15)
        let h = r * 0.55
        b.use(
            random.chance(0.6)
                ? kit.ceramic(&random) : kit.patterned(.wicker, [0.75, 0.6, 0.4], metres: 0.1, roughness: 0.8, &random))
        b.mesh.lathe(Crockery.bowlProfile(radius: r, height: h, thickness: 0.006), sides: 32)
        for index in 0..<random.integer(3...8) {
            let a = Float(index) * 2.4
            let reach = index == 0 ? 0 : r * 0.5
            let y = index < 5 ? h * 0.3 : h * 0.3 + 0.05
            b.append(
                fruit(&random),
                .translation([a.cosine * reach, y, a.sine * reach]) * .turn(random.uniform(0, 6))
                    * .rotation(random.uniform(-0.5, 0.5), about: [1, 0, 0]))
        }
        return b.piece()
    }

    /// A printed carton or a plain box.
    func box(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let size = SIMD3(random.uniform(0.06, 0.2), random.uniform(0.06, 0.28), random.uniform(0.04, 0.14))
        if random.chance(0.3) {
            b.use(random.chance(0.5) ? kit.plain([0.72, 0.57, 0.4], roughness: 0.9) : kit.fabric(&random))
            b.mesh.roundedBox(size, radius: 0.002, at: [0, size.y / 2, 0])
            return b.piece()
        }
        carton(&b, size: size, .identity, &random)
        return b.piece()
    }

    func carton(_ b: inout PieceBuilder, size: SIMD3<Float>, _ place: Transform, _ random: inout SeededGenerator) {
        let h = size / 2
        let front = b.use(kit.picture(.boxPrint, roughness: random.uniform(0.25, 0.7), &random))
        b.mesh.within(place) { m in
            m.picture([-h.x, 0, h.z], u: [size.x, 0, 0], v: [0, size.y, 0])
            m.picture([h.x, 0, -h.z], u: [-size.x, 0, 0], v: [0, size.y, 0])
        }
        b.use(kit.picture(.boxPrint, roughness: 0.5, &random))
        b.mesh.within(place) { m in
            m.picture([h.x, 0, h.z], u: [0, 0, -size.z], v: [0, size.y, 0])
            m.picture([-h.x, 0, -h.z], u: [0, 0, size.z], v: [0, size.y, 0])
            m.picture([-h.x, size.y, h.z], u: [size.x, 0, 0], v: [0, 0, -size.z])
            m.picture([-h.x, 0, -h.z], u: [size.x, 0, 0], v: [0, 0, size.z])
        }
        b.reuse(front)
    }

    /// A storage box, open basket or crate.
    func basket(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w = random.uniform(0.22, 0.42)
        let d = w * random.uniform(0.65, 1)
        let h = random.uniform(0.16, 0.34)
        if random.chance(0.35) {
            // Wire.
            b.use(kit.metal(&random))
            let r: Float = 0.0018
            for y in stride(from: Float(0.004), through: h, by: 0.035) {
                b.mesh.tube(
                    [
                        [-w / 2, y, -d / 2], [w / 2, y, -d / 2], [w / 2, y, d / 2], [-w / 2, y, d / 2],
                        [-w / 2, y, -d / 2],
                    ], radii: [r], sides: 5)
            }
            for x in stride(from: -w / 2, through: w / 2, by: 0.035) {
                b.mesh.tube(
                    [[x, h, -d / 2], [x, 0.004, -d / 2], [x, 0.004, d / 2], [x, h, d / 2]], radii: [r], sides: 5)
            }
            for z in stride(from: -d / 2, through: d / 2, by: 0.035) {
                b.mesh.tube(
                    [[-w / 2, h, z], [-w / 2, 0.004, z], [w / 2, 0.004, z], [w / 2, h, z]], radii: [r], sides: 5)
            }
        } else {
            b.use(
                random.chance(0.6)
                    ? kit.patterned(.wicker, [0.78, 0.62, 0.42], metres: 0.12, roughness: 0.85, &random)
                    : kit.plastic(&random))
            let t: Float = 0.008
            b.mesh.box([w, t, d], at: [0, t / 2, 0])
            for s: Float in [-1, 1] {
                b.mesh.roundedBox([w, h, t], radius: 0.003, at: [0, h / 2, s * (d - t) / 2])
                b.mesh.roundedBox([t, h, d], radius: 0.003, at: [s * (w - t) / 2, h / 2, 0])
            }
        }
        if random.chance(0.6) {
            for _ in 0..<random.integer(1...4) {
                b.use(kit.fabric(&random))
                b.mesh.sphere(
                    radius: w * random.uniform(0.2, 0.3),
                    at: [random.uniform(-0.2, 0.2) * w, h * 0.6, random.uniform(-0.2, 0.2) * d],
                    scale: [1, 0.7, 1], sides: 16)
            }
        }
        return b.piece()
    }

    func ball(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let r = random.pick([Float(0.033), 0.06, 0.11, 0.12])
        b.use(random.chance(0.5) ? kit.plastic(&random) : kit.leather(&random))
        b.mesh.sphere(radius: r, at: [0, r, 0], sides: 28)
        if random.chance(0.5) {
            b.use(kit.plastic(&random))
            b.mesh.within(.translation([0, r, 0]) * .rotation(random.uniform(0, 3), about: [1, 0, 0])) {
                $0.torus(radius: r * 0.99, tube: r * 0.03, sides: 28, tubeSides: 5)
            }
        }
        return b.piece()
    }

    /// Toy bricks in a small tower or scattered.
    func blocks(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let edge = random.uniform(0.025, 0.045)
        for index in 0..<random.integer(4...12) {
            b.use(
                random.chance(0.6) ? kit.plain(Palette.hsv(random.unit(), 0.7, 0.8), roughness: 0.4) : kit.wood(&random)
            )
            let level = index % 3
            let at = SIMD3(
                Float(index / 3) * edge * 1.25 - edge * 2 + random.uniform(-0.2, 0.2) * edge, 0,
                random.uniform(-1, 1) * edge * (level == 0 ? 1 : 0.1))
            let size = SIMD3(edge, edge, edge * random.pick([1, 1, 2]))
            b.mesh.within(.translation(at + [0, Float(level) * edge, 0]) * .turn(random.uniform(-0.4, 0.4))) {
                $0.roundedBox(size, radius: 0.002, at: [0, edge / 2, 0])
            }
        }
        return b.piece()
    }

    /// A seated plush animal, with fur.
    func plush(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let s = random.uniform(0.12, 0.3)
        let color =
            random.chance(0.6)
            ? Palette.hsv(random.uniform(0.05, 0.12), random.uniform(0.2, 0.6), random.uniform(0.35, 0.9))
            : Palette.cloth(&random)
        let fur = kit.patterned(.pile, color, metres: 0.08, roughness: 1, &random)
        b.use(fur)
        let balls: [(SIMD3<Float>, Float, SIMD3<Float>)] = [
            ([0, 0.28, 0], 0.26, [1, 1.1, 0.9]), ([0, 0.68, 0.02], 0.21, [1.05, 0.95, 0.95]),
            ([-0.17, 0.86, 0], 0.075, [1, 1, 0.6]), ([0.17, 0.86, 0], 0.075, [1, 1, 0.6]),
            ([-0.2, 0.08, 0.22], 0.1, [1, 0.9, 1.7]), ([0.2, 0.08, 0.22], 0.1, [1, 0.9, 1.7]),
            ([-0.27, 0.38, 0.1], 0.08, [1, 1.8, 1]), ([0.27, 0.38, 0.1], 0.08, [1, 1.8, 1]),
        ]
        for (at, r, scale) in balls { b.mesh.sphere(radius: r * s, at: at * s, scale: scale, sides: 18) }
        b.use(kit.plain([0.9, 0.84, 0.75], roughness: 1))
        b.mesh.sphere(radius: 0.09 * s, at: SIMD3(0, 0.63, 0.19) * s, scale: [1, 0.8, 0.8], sides: 14)
        b.use(kit.plain(SIMD3(repeating: 0.05), roughness: 0.1))
        b.mesh.sphere(radius: 0.03 * s, at: SIMD3(0, 0.66, 0.265) * s, scale: [1.2, 0.8, 0.7], sides: 10)
        for x: Float in [-1, 1] { b.mesh.sphere(radius: 0.024 * s, at: SIMD3(x * 0.085, 0.74, 0.19) * s, sides: 8) }
        var piece = b.piece()
        guard random.chance(0.7) else { return piece }
        var strands = StrandSet(material: kit.plain(color, roughness: 0.9), isForeground: true)
        let hair = s * random.uniform(0.03, 0.09)
        for (at, r, scale) in balls {
            for _ in 0..<Int(3500 * r) {
                let n = normalize(SIMD3(random.normal(), random.normal(), random.normal()))
                let root = (at + n * r * scale) * s
                guard root.y > 0.005 else { continue }
                let out = normalize(n + SIMD3(random.normal(), random.normal() - 0.5, random.normal()) * 0.35)
                for step in 0..<3 {
                    let t = Float(step) / 2
                    let p = root + out * hair * t - SIMD3(0, hair * 0.3 * t * t, 0)
                    strands.points.append(SIMD4(p, 0.0005 * (1.1 - t)))
                }
                strands.counts.append(3)
            }
        }
        piece.strands = [strands]
        return piece
    }
}
