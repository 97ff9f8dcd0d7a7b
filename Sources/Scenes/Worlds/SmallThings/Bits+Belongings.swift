/// What people wear, carry and keep by them.
extension Bits {
    func shoes(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let upper = random.chance(0.5) ? kit.leather(&random) : kit.fabric(&random)
        let sole = kit.plain(SIMD3(repeating: random.pick([0.08, 0.3, 0.9])), roughness: 0.8)
        for side: Float in [-1, 1] {
            let place =
                Transform.translation([side * 0.075, 0, random.uniform(-0.04, 0.04)])
                * .turn(random.uniform(-0.25, 0.25))
            b.use(sole)
            b.mesh.within(place) {
                $0.roundedBox([0.095, 0.025, 0.27], radius: 0.012, segments: 2, at: [0, 0.0125, 0])
            }
            b.use(upper)
            b.mesh.within(place) { m in
                m.surface(columns: 12, rows: 14, metres: [0.2, 0.27]) { s, t in
                    let a = Float.pi * s
                    let w: Float = 0.042 * (0.75 + 0.25 * (Float.pi * (0.15 + 0.7 * t)).sine)
                    let h: Float = t < 0.45 ? 0.035 + 0.06 * t : 0.062 + 0.06 * min(1, (t - 0.45) * 4)
                    return [w * a.cosine, 0.02 + h * a.sine * (t < 0.5 ? 1 : 0.98), 0.13 - 0.26 * t]
                }
            }
        }
        return b.piece()
    }

    /// A slumped bag or rucksack with straps.
    func bag(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.5) ? kit.fabric(&random) : kit.leather(&random))
        let size = SIMD3(random.uniform(0.26, 0.38), random.uniform(0.28, 0.45), random.uniform(0.12, 0.2))
        b.mesh.within(.rotation(-0.08, about: [1, 0, 0])) { m in
            m.roundedBox(size, radius: size.z * 0.42, segments: 4, at: [0, size.y / 2, 0])
            m.roundedBox(
                [size.x * 0.7, size.y * 0.4, 0.06], radius: 0.025, segments: 2, at: [0, size.y * 0.3, size.z * 0.5])
            for x: Float in [-1, 1] {
                m.tube(
                    (0...8).map { step in
                        let a = Float.pi * Float(step) / 8
                        return SIMD3(a.cosine * size.x * 0.22, size.y * 0.96 + 0.1 * a.sine, x * size.z * 0.25)
                    }, radii: [0.009], sides: 7)
            }
        }
        return b.piece()
    }

    /// A ring of keys.
    func keys(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.chrome(&random))
        b.mesh.torus(radius: 0.014, tube: 0.001, at: [0, 0.002, 0], sides: 20, tubeSides: 6)
        for index in 0..<random.integer(2...5) {
            b.use(kit.metal(&random))
            let a = Float(index) * random.uniform(0.5, 1.2)
            b.mesh.within(.translation([0, 0.0015 + 0.0022 * Float(index), 0]) * .turn(a)) { m in
                m.torus(radius: 0.009, tube: 0.0015, at: [0.023, 0, 0], sides: 16, tubeSides: 6)
                m.box([0.032, 0.0022, 0.006], at: [0.046, 0, 0])
                m.box([0.006, 0.0022, 0.004], at: [0.056, 0, 0.004])
            }
        }
        return b.piece()
    }

    /// A hammer, screwdriver or spanner, lying along Z.
    func tool(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        switch random.integer(0...2) {
        case 0:
            b.use(random.chance(0.6) ? kit.wood(&random) : kit.plastic(&random))
            b.mesh.tube(
                [[0, 0.016, 0.15], [0, 0.014, 0], [0, 0.016, -0.13]], radii: [0.016, 0.012, 0.011], sides: 10)
            b.use(kit.brushedSteel(&random))
            b.mesh.roundedBox([0.11, 0.028, 0.028], radius: 0.004, at: [0, 0.016, -0.14])
        case 1:
            b.use(kit.plastic(&random))
            b.mesh.tube(
                [[0, 0.015, 0.1], [0, 0.015, 0.09], [0, 0.015, 0.02], [0, 0.015, 0]],
                radii: [0.01, 0.015, 0.014, 0.008], sides: 10)
            b.use(kit.chrome(&random))
            b.mesh.tube([[0, 0.015, 0], [0, 0.013, -0.11]], radii: [0.0035], sides: 8)
        default:
            b.use(kit.chrome(&random))
            b.mesh.roundedBox([0.018, 0.006, 0.15], radius: 0.002, at: [0, 0.004, 0])
            for z: Float in [-1, 1] {
                b.mesh.torus(radius: 0.013, tube: 0.0045, at: [0, 0.0045, z * 0.085], sides: 18, tubeSides: 6)
            }
        }
        return b.piece()
    }

    func candle(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.plain(Palette.hsv(random.uniform(0.05, 0.15), random.uniform(0, 0.3), 0.92), roughness: 0.5))
        let r = random.uniform(0.02, 0.04)
        let h = random.uniform(0.06, 0.2)
        b.mesh.lathe([[0, 0], [r, 0], [r, h], [r * 0.8, h - 0.004], [0, h - 0.006]], sides: 24)
        b.use(kit.plain(SIMD3(repeating: 0.1)))
        b.mesh.rod([0, h - 0.006, 0], [0.002, h + 0.01, 0], radius: 0.0008, sides: 5)
        return b.piece()
    }

    /// A picture frame that stands and leans.
    func standingFrame(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w = random.uniform(0.1, 0.25)
        let frame = Decor(kit: kit).frame(width: w, height: w * random.uniform(0.75, 1.4), &random)
        b.append(
            frame,
            .translation([0, 0, 0]) * .rotation(-0.2, about: [1, 0, 0]) * .translation([0, frame.size.y / 2, 0]))
        return b.piece()
    }

    /// Folded towels or clothes.
    func folded(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        var y: Float = 0
        let size = SIMD2(random.uniform(0.22, 0.34), random.uniform(0.2, 0.3))
        for _ in 0..<random.integer(1...5) {
            b.use(random.chance(0.5) ? kit.linen(&random) : kit.fabric(&random))
            let t = random.uniform(0.02, 0.05)
            b.mesh.roundedBox(
                [size.x * random.uniform(0.93, 1), t, size.y * random.uniform(0.93, 1)], radius: t * 0.48, segments: 3,
                at: [random.uniform(-0.01, 0.01), y + t / 2, 0])
            y += t
        }
        return b.piece()
    }

    /// Soap, shampoo and such.
    func toiletry(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.plastic(&random))
        let r = random.uniform(0.022, 0.036)
        let h = random.uniform(0.1, 0.2)
        b.mesh.lathe([[0, 0], [r, 0], [r, h * 0.8], [r * 0.5, h * 0.88], [0, h * 0.88]], sides: 20)
        b.use(kit.picture(.label, roughness: 0.4, &random))
        b.mesh.cylinder(radius: r + 0.0005, height: h * 0.4, at: [0, h * 0.2, 0], coordinates: .label, capped: false)
        b.use(kit.plastic(&random))
        b.mesh.cylinder(radius: r * 0.45, height: h * 0.14, at: [0, h * 0.87, 0], sides: 16)
        if random.chance(0.4) {
            b.mesh.tube([[0, h, 0], [0, h + 0.025, 0], [0, h + 0.028, 0.035]], radii: [0.004], sides: 6)
        }
        return b.piece()
    }
}
