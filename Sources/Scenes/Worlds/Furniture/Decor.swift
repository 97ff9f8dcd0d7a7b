/// What hangs on walls and lies on floors.
struct Decor {
    let kit: MaterialKit

    /// A framed picture, its back at z = 0, centred about the origin.
    func frame(width w: Float, height h: Float, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let border = random.uniform(0.008, 0.04)
        let depth = random.uniform(0.012, 0.03)
        b.use(random.chance(0.5) ? kit.wood(&random) : random.chance(0.5) ? kit.metal(&random) : kit.plain(SIMD3(repeating: random.chance(0.5) ? 0.1 : 0.93)))
        for s: Float in [-1, 1] {
            b.mesh.roundedBox([w, border, depth], radius: 0.003, at: [0, s * (h - border) / 2, depth / 2])
            b.mesh.roundedBox([border, h, depth], radius: 0.003, at: [s * (w - border) / 2, 0, depth / 2])
        }
        let mat = random.chance(0.5) ? min(w, h) * random.uniform(0.05, 0.2) : 0
        b.use(kit.plain([0.93, 0.92, 0.89], roughness: 0.8))
        b.mesh.box([w - border, h - border, 0.004], at: [0, 0, depth * 0.3])
        b.use(kit.picture(random.pick([.painting, .photograph, .photograph, .poster]), roughness: random.uniform(0.08, 0.7), &random))
        let size = SIMD2(w - 2 * border - 2 * mat, h - 2 * border - 2 * mat)
        b.mesh.picture([-size.x / 2, -size.y / 2, depth * 0.3 + 0.0025], u: [size.x, 0, 0], v: [0, size.y, 0])
        var piece = b.piece()
        piece.size = [w, h, depth]
        return piece
    }

    /// A framed mirror, as ``frame(width:height:_:)``.
    func mirror(width w: Float, height h: Float, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.5) ? kit.wood(&random) : kit.metal(&random))
        let border = random.uniform(0.01, 0.05)
        b.mesh.roundedBox([w, h, 0.025], radius: 0.004, at: [0, 0, 0.0125])
        b.use(kit.mirror())
        b.mesh.picture([-w / 2 + border, -h / 2 + border, 0.0255], u: [w - 2 * border, 0, 0], v: [0, h - 2 * border, 0])
        var piece = b.piece()
        piece.size = [w, h, 0.025]
        return piece
    }

    func clock(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let r = random.uniform(0.12, 0.2)
        b.use(kit.metal(&random))
        b.mesh.within(.rotation(.pi / 2, about: [1, 0, 0])) { m in
            m.lathe([[r, 0], [r, 0.035], [r - 0.012, 0.035], [r - 0.014, 0.02]], sides: 40)
        }
        b.use(kit.plain(SIMD3(repeating: 0.94), roughness: 0.3))
        b.mesh.within(.rotation(.pi / 2, about: [1, 0, 0])) { $0.disc(radius: r - 0.005, at: [0, 0.02, 0], sides: 40) }
        b.use(kit.plain(SIMD3(repeating: 0.06)))
        for hour in 0..<12 {
            let a = Float(hour) / 6 * .pi
            b.mesh.within(.rotation(a, about: [0, 0, 1])) { $0.box([0.006, r * 0.12, 0.002], at: [0, r * 0.82, 0.022]) }
        }
        for (l, w) in [(Float(0.5), Float(0.01)), (0.75, 0.006)] {
            b.mesh.within(.rotation(random.uniform(0, 6.28), about: [0, 0, 1])) { $0.box([w, r * l, 0.002], at: [0, r * l * 0.4, 0.025]) }
        }
        var piece = b.piece()
        piece.size = [2 * r, 2 * r, 0.035]
        return piece
    }

    /// A rug; a corner or an edge may be wavy.
    func rug(width w: Float, depth d: Float, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let thickness = random.uniform(0.006, 0.02)
        if random.chance(0.75) {
            b.use(kit.picture(.rug, roughness: 1, &random))
        } else {
            b.use(kit.patterned(.pile, Palette.cloth(&random), metres: 0.5, roughness: 1, &random))
        }
        if random.chance(0.2) {
            b.mesh.surface(columns: 40, rows: 1) { s, t in
                let a = 2 * Float.pi * s
                return [a.cosine * w / 2 * (1 - t), thickness, -a.sine * w / 2 * (1 - t)]
            }
            b.mesh.cylinder(radius: w / 2, height: thickness, sides: 40, capped: false)
        } else {
            let phase = random.uniform(0, 6)
            let wave = random.chance(0.4) ? random.uniform(0.002, 0.01) : 0
            b.mesh.surface(columns: 30, rows: 20) { s, t in
                let edge = min(min(s, 1 - s), min(t, 1 - t))
                let lift = wave * (1 + (phase + 9 * s + 5 * t).sine) * max(0, 1 - 8 * edge)
                return [(s - 0.5) * w, edge <= 0 ? lift : thickness + lift, (0.5 - t) * d]
            }
        }
        return b.piece()
    }

    /// A panel or column radiator, its back at z = 0, its foot at y = 0.
    func radiator(width w: Float, height h: Float, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.plain(SIMD3(repeating: random.uniform(0.86, 0.94)), roughness: 0.35))
        if random.chance(0.5) {
            let count = Int(w / 0.05)
            for index in 0..<count {
                let x = -w / 2 + 0.05 * (Float(index) + 0.5)
                for z: Float in [0.05, 0.1] { b.mesh.tube([[x, 0.03, z], [x, h - 0.03, z]], radii: [0.0125], sides: 8) }
            }
            for y in [Float(0.03), h - 0.03] { b.mesh.rod([-w / 2, y, 0.075], [w / 2, y, 0.075], radius: 0.025, sides: 10) }
        } else {
            b.mesh.roundedBox([w, h, 0.05], radius: 0.006, at: [0, h / 2, 0.06])
            let count = Int(w / 0.035)
            for index in 0..<count {
                let x = -w / 2 + 0.035 * (Float(index) + 0.5)
                b.mesh.roundedBox([0.022, h - 0.06, 0.012], radius: 0.005, at: [x, h / 2, 0.087])
            }
        }
        b.mesh.rod([-w / 2 - 0.02, -0.12, 0.06], [-w / 2 - 0.02, 0.05, 0.06], radius: 0.009)
        b.mesh.rod([-w / 2 - 0.02, 0.05, 0.06], [-w / 2, 0.05, 0.06], radius: 0.009)
        b.use(kit.plain(SIMD3(repeating: 0.9), roughness: 0.4))
        b.mesh.rod([-w / 2 - 0.1, 0.05, 0.06], [-w / 2 - 0.02, 0.05, 0.06], radius: 0.018)
        var piece = b.piece()
        piece.size = [w, h, 0.12]
        return piece
    }

    /// A socket or a switch, its back at z = 0.
    func socket(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.plain(SIMD3(repeating: 0.92), roughness: 0.35))
        b.mesh.roundedBox([0.082, 0.082, 0.01], radius: 0.004, segments: 2, at: [0, 0, 0.005])
        if random.chance(0.5) {
            b.mesh.within(.rotation(0.05, about: [1, 0, 0])) { $0.roundedBox([0.06, 0.06, 0.008], radius: 0.003, at: [0, 0, 0.011]) }
        } else {
            b.use(kit.plain(SIMD3(repeating: 0.25)))
            b.mesh.within(.translation([0, 0, 0.0104]) * .rotation(.pi / 2, about: [1, 0, 0])) { $0.disc(radius: 0.02, sides: 20) }
            b.use(kit.plain(SIMD3(repeating: 0.85)))
            b.mesh.within(.translation([0, 0, 0.0106]) * .rotation(.pi / 2, about: [1, 0, 0])) { $0.disc(radius: 0.0185, sides: 20) }
        }
        return b.piece()
    }

    /// A coat or towel hanging from a hook at the origin, its back at z = 0.
    func hangingCloth(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.metal(&random))
        b.mesh.tube([[0, 0.03, 0], [0, 0, 0.03], [0, 0.02, 0.06]], radii: [0.005])
        b.use(kit.fabric(&random))
        let w = random.uniform(0.3, 0.55)
        let h = random.uniform(0.5, 1.1)
        let phase = random.uniform(0, 6)
        for back in [true, false] {
            b.mesh.surface(columns: 24, rows: 14, metres: [w, h]) { s, t in
                let down = 1 - t
                let u = back ? 1 - s : s
                let open = 0.25 + 0.75 * min(1, down * 2.5)
                let fold = (u * 16 + phase).sine * 0.018 * down
                return [(u - 0.5) * w * open, -down * h + 0.02, (back ? 0.015 : 0.075 + 0.04 * down) + fold]
            }
        }
        var piece = b.piece()
        piece.size = [w, h, 0.12]
        return piece
    }

    func bin(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.5) ? kit.metal(&random) : kit.plastic(&random))
        let r = random.uniform(0.11, 0.16)
        let h = random.uniform(0.26, 0.4)
        b.mesh.lathe([[0, 0], [r * 0.8, 0], [r, h], [r + 0.005, h], [r - 0.004, h], [r * 0.77, 0.01], [0, 0.01]], sides: 28)
        if random.chance(0.6) {
            b.use(kit.paper(&random))
            for _ in 0..<random.integer(2...6) {
                b.mesh.sphere(
                    radius: r * random.uniform(0.25, 0.4), at: [random.uniform(-0.4, 0.4) * r, h * random.uniform(0.6, 0.9), random.uniform(-0.4, 0.4) * r],
                    scale: [1, random.uniform(0.7, 1), 1], sides: 7)
            }
        }
        return b.piece()
    }
}
