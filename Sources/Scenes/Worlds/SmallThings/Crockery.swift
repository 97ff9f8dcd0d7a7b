/// Cups, plates, bottles, pans and cutlery.
struct Crockery {
    let kit: MaterialKit

    func mug(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let printed = random.chance(0.2)
        b.use(printed ? kit.picture(.label, roughness: 0.15, &random) : kit.ceramic(&random))
        let r = random.uniform(0.036, 0.046)
        let h = random.uniform(0.08, 0.11)
        let foot = r * random.uniform(0.75, 1)
        b.mesh.lathe(
            [[0, 0.004], [foot * 0.8, 0.004], [foot * 0.85, 0], [foot, 0.003], [r, h * 0.3], [r, h], [r - 0.002, h + 0.002],
             [r - 0.004, h], [r - 0.004, h * 0.3], [foot * 0.8, 0.009], [0, 0.009]], sides: 28,
            coordinates: printed ? .label : .grain)
        b.mesh.tube(
            (0...8).map { step in
                let a = Float.pi * (Float(step) / 8 - 0.5)
                return SIMD3(r - 0.003 + 0.028 * a.cosine, h * 0.52 + h * 0.32 * a.sine, 0)
            }, radii: [0.0045], sides: 8, capped: false)
        if random.chance(0.5) {
            b.use(kit.plain(random.pick([[0.2, 0.12, 0.07], [0.45, 0.28, 0.12], [0.6, 0.45, 0.32]]), roughness: 0.06))
            b.mesh.disc(radius: r - 0.004, at: [0, h * 0.8, 0])
        }
        return b.piece()
    }

    func bowl(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.8) ? kit.ceramic(&random) : kit.wood(&random))
        let r = random.uniform(0.06, 0.15)
        let h = r * random.uniform(0.45, 0.8)
        b.mesh.lathe(Self.bowlProfile(radius: r, height: h, thickness: 0.005), sides: 32)
        return b.piece()
    }

    static func bowlProfile(radius: Float, height: Float, thickness: Float) -> [SIMD2<Float>] {
        let outer = (0...6).map { step -> SIMD2<Float> in
            let a = Float.pi / 2 * Float(step) / 6
            return [radius * (0.4 + 0.6 * a.sine), height * (1 - a.cosine)]
        }
        return [[0, 0]] + outer + outer.reversed().map { [max(0.001, $0.x - thickness), $0.y + thickness * 0.5] }
            + [[0, thickness]]
    }

    func plate(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.ceramic(&random))
        let r = random.uniform(0.08, 0.145)
        b.mesh.lathe(
            [[0, 0], [r * 0.55, 0], [r * 0.62, 0.004], [r, 0.02], [r, 0.023], [r * 0.66, 0.008], [r * 0.6, 0.006],
             [0, 0.006]], sides: 40)
        return b.piece()
    }

    /// A drinking glass; its sides are one surface, for light to go through once.
    func glass(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.glass(&random))
        let r = random.uniform(0.03, 0.042)
        let h = random.uniform(0.08, 0.15)
        let stemmed = random.chance(0.3)
        if stemmed {
            b.mesh.lathe(
                [[0, 0], [0.034, 0.001], [0.034, 0.003], [0.005, 0.008], [0.004, 0.08], [0.02, 0.095], [0.04, 0.13],
                 [0.038, 0.17], [0.033, 0.2]], sides: 28)
        } else {
            b.mesh.lathe([[0, 0], [r * 0.85, 0], [r, h]], sides: 28)
        }
        if random.chance(0.5) {
            b.use(kit.plain(random.pick([[0.5, 0.08, 0.1], [0.85, 0.55, 0.15], [0.7, 0.72, 0.7]]), roughness: 0.1))
            if stemmed {
                b.mesh.lathe([[0, 0.1], [0.02, 0.1], [0.036, 0.13], [0, 0.13]], sides: 24)
            } else {
                b.mesh.cylinder(radius: r * 0.85, top: r * 0.92, height: h * 0.55, at: [0, 0.003, 0])
            }
        }
        return b.piece()
    }

    func bottle(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let kind = random.integer(0...2)
        b.use(kind == 0 ? kit.bottleGlass(&random) : kind == 1 ? kit.plastic(&random) : kit.glass(&random))
        let r = random.uniform(0.03, 0.045)
        let h = random.uniform(0.2, 0.32)
        let shoulder = h * random.uniform(0.55, 0.72)
        let neck = random.uniform(0.011, 0.016)
        b.mesh.lathe(
            [[0, 0], [r * 0.9, 0], [r, 0.006], [r, shoulder], [r * 0.85, shoulder + 0.02], [neck, shoulder + 0.06],
             [neck, h], [0, h]], sides: 24)
        b.use(kit.picture(.label, roughness: 0.5, &random))
        b.mesh.cylinder(
            radius: r + 0.0006, height: shoulder * 0.5, at: [0, shoulder * 0.25, 0], coordinates: .label, capped: false)
        b.use(random.chance(0.5) ? kit.metal(&random) : kit.plastic(&random))
        b.mesh.cylinder(radius: neck + 0.002, height: 0.022, at: [0, h - 0.016, 0], sides: 16)
        return b.piece()
    }

    /// A tin or a drink can.
    func can(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let drink = random.chance(0.5)
        let r: Float = drink ? 0.033 : random.uniform(0.035, 0.05)
        let h: Float = drink ? 0.115 : random.uniform(0.06, 0.12)
        b.use(kit.picture(.label, roughness: drink ? 0.2 : 0.5, &random))
        b.mesh.cylinder(radius: r, height: h - 0.012, at: [0, 0.006, 0], coordinates: .label, capped: false)
        b.use(kit.chrome(&random))
        let rim = drink ? r * 0.82 : r
        b.mesh.lathe([[0, 0.002], [rim * 0.9, 0.002], [rim, 0], [r, 0.006]], sides: 24)
        b.mesh.lathe([[r, h - 0.006], [rim, h], [rim * 0.94, h - 0.003], [0, h - 0.003]], sides: 24)
        return b.piece()
    }

    /// A jar with a lid.
    func jar(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let r = random.uniform(0.03, 0.06)
        let h = random.uniform(0.08, 0.18)
        b.use(random.chance(0.5) ? kit.ceramic(&random) : kit.bottleGlass(&random))
        b.mesh.lathe([[0, 0], [r * 0.95, 0], [r, 0.006], [r, h * 0.85], [r * 0.8, h * 0.92], [0, h * 0.92]], sides: 24)
        b.use(random.chance(0.5) ? kit.metal(&random) : kit.wood(&random))
        b.mesh.cylinder(radius: r * 0.86, height: 0.02, at: [0, h * 0.91, 0])
        return b.piece()
    }

    func kettle(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.6) ? kit.brushedSteel(&random) : kit.plastic(&random))
        b.mesh.lathe(
            [[0, 0], [0.085, 0], [0.088, 0.01], [0.08, 0.12], [0.062, 0.19], [0.05, 0.2], [0, 0.205]], sides: 28)
        b.mesh.tube([[0.07, 0.12, 0], [0.1, 0.16, 0], [0.118, 0.19, 0]], radii: [0.02, 0.014, 0.012])
        b.use(kit.darkPlastic(&random))
        b.mesh.tube(
            [[-0.05, 0.2, 0], [-0.11, 0.21, 0], [-0.125, 0.15, 0], [-0.115, 0.07, 0], [-0.082, 0.04, 0]], radii: [0.011])
        b.mesh.sphere(radius: 0.014, at: [0, 0.215, 0], sides: 12)
        return b.piece()
    }

    /// A pot or a frying pan.
    func pan(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let r = random.uniform(0.09, 0.14)
        let h = random.chance(0.4) ? 0.05 : random.uniform(0.09, 0.16)
        b.use(random.chance(0.5) ? kit.brushedSteel(&random) : kit.plain(SIMD3(repeating: 0.12), roughness: 0.4))
        b.mesh.lathe(
            [[0, 0], [r * 0.93, 0], [r, 0.012], [r, h], [r + 0.004, h + 0.002], [r - 0.004, h], [r - 0.004, 0.014],
             [0, 0.006]], sides: 32)
        if random.chance(0.5) {
            b.use(kit.darkPlastic(&random))
            b.mesh.tube([[r, h * 0.85, 0], [r + 0.05, h, 0], [r + 0.19, h + 0.015, 0]], radii: [0.007, 0.009, 0.011])
        } else {
            for side: Float in [-1, 1] {
                b.mesh.tube(
                    [[side * r, h * 0.8, -0.03], [side * (r + 0.03), h * 0.83, -0.025], [side * (r + 0.03), h * 0.83, 0.025],
                     [side * r, h * 0.8, 0.03]], radii: [0.005])
            }
            if random.chance(0.5) {
                b.use(kit.glass(&random))
                b.mesh.lathe([[r, h + 0.002], [r * 0.6, h + 0.025], [0, h + 0.035]], sides: 28)
                b.use(kit.darkPlastic(&random))
                b.mesh.sphere(radius: 0.016, at: [0, h + 0.05, 0], sides: 12)
            }
        }
        return b.piece()
    }

    /// A fork, knife or spoon, lying along Z.
    func cutlery(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.chrome(&random))
        let l = random.uniform(0.17, 0.22)
        let y: Float = 0.004
        switch random.integer(0...2) {
        case 0:
            b.mesh.tube([[0, y, l / 2], [0, y, 0], [0, y + 0.006, -l * 0.2]], radii: [0.005, 0.003, 0.0025], sides: 6)
            b.mesh.sphere(radius: 0.02, at: [0, y + 0.004, -l * 0.37], scale: [1, 0.25, 1.5], sides: 16)
        case 1:
            b.mesh.tube([[0, y, l / 2], [0, y, 0], [0, y + 0.006, -l * 0.22]], radii: [0.005, 0.003, 0.004], sides: 6)
            b.mesh.box([0.022, 0.003, 0.02], at: [0, y + 0.006, -l * 0.27])
            for tine in 0..<4 {
                let x = (Float(tine) - 1.5) * 0.0063
                b.mesh.tube([[x, y + 0.006, -l * 0.3], [x, y + 0.004, -l * 0.5]], radii: [0.0014, 0.001], sides: 5)
            }
        default:
            b.mesh.roundedBox([0.014, 0.007, l * 0.45], radius: 0.003, at: [0, 0.0035, l * 0.27])
            b.mesh.roundedBox([0.019, 0.002, l * 0.55], radius: 0.0008, at: [0, 0.004, -l * 0.23])
        }
        return b.piece()
    }

    /// A vase, with stems and flowers now and then.
    func vase(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.8) ? kit.ceramic(&random) : kit.glass(&random))
        let h = random.uniform(0.12, 0.32)
        let belly = h * random.uniform(0.2, 0.38)
        let neck = belly * random.uniform(0.35, 0.9)
        let at = random.uniform(0.25, 0.6)
        let profile = (0...12).map { step -> SIMD2<Float> in
            let t = Float(step) / 12
            let bulge = max(0, 1 - power(abs(t - at) / max(at, 1 - at), 2))
            return [mix(neck, belly, bulge), t * h]
        }
        b.mesh.lathe([[0, 0]] + profile + profile.reversed().dropLast(2).map { [$0.x - 0.004, $0.y] } + [[0, 0.02]], sides: 28)
        guard random.chance(0.5) else { return b.piece() }
        Plants(kit: kit).bunch(&b, from: [0, h * 0.9, 0], reach: h * random.uniform(0.6, 1.3), spread: neck * 2, &random)
        var piece = b.piece()
        piece.size = [2 * belly, piece.size.y, 2 * belly]
        return piece
    }
}
