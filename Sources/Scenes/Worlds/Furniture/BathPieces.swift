/// Sanitary ware; backs at the wall.
struct BathPieces {
    let kit: MaterialKit

    private var enamel: Material { kit.plain([0.95, 0.95, 0.94], roughness: 0.08) }

    func toilet(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(enamel)
        func oval(_ b: inout PieceBuilder, _ profile: [SIMD2<Float>]) {
            b.mesh.within(.translation([0, 0, 0.04]) * .scale([1, 1, 1.28])) { $0.lathe(profile, sides: 28, crease: 1) }
        }
        oval(&b, [[0.11, 0], [0.12, 0.02], [0.11, 0.12], [0.14, 0.25], [0.185, 0.36], [0.19, 0.4], [0.15, 0.4], [0.12, 0.3], [0, 0.22]])
        b.mesh.roundedBox([0.2, 0.38, 0.2], radius: 0.02, segments: 2, at: [0, 0.19, -0.2])
        b.mesh.roundedBox([0.38, 0.36, 0.17], radius: 0.03, segments: 3, at: [0, 0.59, -0.24])
        b.mesh.roundedBox([0.4, 0.03, 0.19], radius: 0.012, segments: 2, at: [0, 0.785, -0.24])
        b.use(kit.plain(SIMD3(repeating: 0.93), roughness: 0.2))
        oval(&b, [[0.12, 0.402], [0.195, 0.402], [0.2, 0.412], [0.19, 0.422], [0.12, 0.418]])
        if random.chance(0.6) {
            oval(&b, [[0.197, 0.424], [0.2, 0.434], [0.18, 0.442], [0, 0.444]])
        } else {
            b.mesh.within(.translation([0, 0.43, -0.15]) * .rotation(-1.7, about: [1, 0, 0])) { m in
                m.within(.translation([0, 0, 0.22]) * .scale([1, 1, 1.2])) { $0.cylinder(radius: 0.19, height: 0.014, sides: 28) }
            }
        }
        b.use(kit.chrome(&random))
        b.mesh.cylinder(radius: 0.02, height: 0.008, at: [0, 0.8, -0.24], sides: 16)
        var piece = b.piece()
        piece.size = [0.42, 0.8, 0.66]
        return piece
    }

    /// A basin on a pedestal or a cupboard, rim at 0.85 m.
    func basin(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w = random.uniform(0.5, 0.9)
        let top: Float = 0.85
        let cupboard = random.chance(0.6)
        if cupboard {
            b.append(Storage(kit: kit).drawers([w - 0.02, 0.7, 0.42], columns: 2, rows: 1, &random), .translation([0, 0, -0.01]))
        }
        b.use(enamel)
        if !cupboard { b.mesh.lathe([[0.1, 0], [0.08, 0.3], [0.09, 0.7]], at: [0, 0, -0.05], sides: 24, crease: 1) }
        b.mesh.roundedBox([w, 0.15, 0.46], radius: 0.02, segments: 2, at: [0, top - 0.085, 0])
        b.mesh.within(.translation([0, top - 0.012, 0.03]) * .scale([w * 1.35, 1, 0.8])) {
            $0.lathe([[0.3, 0], [0.305, 0.01], [0.29, 0.014], [0.27, 0.004], [0.2, -0.0095], [0, -0.0095]], sides: 36, crease: 1)
        }
        b.use(kit.chrome(&random))
        b.mesh.tube([[0, top - 0.01, -0.18], [0, top + 0.12, -0.18], [0, top + 0.14, -0.14], [0, top + 0.12, -0.06]], radii: [0.013], sides: 10)
        b.mesh.rod([0, top + 0.13, -0.18], [0, top + 0.18, -0.2], radius: 0.006)
        var piece = b.piece()
        piece.size = [w, top, 0.46]
        piece.supports = [-1, 1].map {
            Piece.Support(center: [Float($0) * w * 0.4, top - 0.009, -0.1], size: [0.1, 0.2], clearance: 0.3, use: .bathroom)
        }
        return piece
    }

    func bathtub(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(enamel)
        let w: Float = random.pick([1.6, 1.7])
        let d: Float = 0.72
        let h: Float = 0.57
        func ring(_ inset: Float, _ y: Float) -> [SIMD3<Float>] {
            (0..<32).map { step in
                let a = 2 * Float.pi * Float(step) / 32
                func soft(_ v: Float) -> Float { (v < 0 ? -1 : 1) * power(abs(v), 0.45) }
                return SIMD3(soft(a.cosine) * (w / 2 - inset), y, -soft(a.sine) * (d / 2 - inset))
            }
        }
        let rings = [ring(0.02, 0), ring(0, h), ring(0.002, h + 0.006), ring(0.06, h + 0.006), ring(0.075, h - 0.01), ring(0.12, 0.22), ring(0.19, 0.14), ring(0.35, 0.13)]
        b.mesh.surface(columns: 32, rows: 7 * 3, metres: [4, 1]) { s, t in
            let column = Int((s * 32).rounded()) % 32
            let u = t * 7
            let row = min(6, Int(u))
            return mix(rings[row][column], rings[row + 1][column], u - Float(row))
        }
        b.use(kit.chrome(&random))
        b.mesh.tube([[w / 2 - 0.03, h, 0], [w / 2 - 0.03, h + 0.12, 0], [w / 2 - 0.14, h + 0.12, 0]], radii: [0.014])
        var piece = b.piece()
        piece.size = [w, h, d]
        return piece
    }

    /// Glass panes about a tray, with a shower head.
    func shower(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w: Float = 0.9
        b.use(enamel)
        b.mesh.roundedBox([w, 0.06, w], radius: 0.015, at: [0, 0.03, 0])
        b.use(kit.glass(&random))
        b.mesh.sheet([w / 2 - 0.02, 0.06, -w / 2], u: [0, 0, w], v: [0, 1.9, 0])
        b.mesh.sheet([-w / 2, 0.06, w / 2 - 0.02], u: [w * 0.5, 0, 0], v: [0, 1.9, 0])
        b.use(kit.chrome(&random))
        for p in [SIMD2(w / 2 - 0.02, w / 2 - 0.02), SIMD2(w / 2 - 0.02, -w / 2), SIMD2(-w / 2, w / 2 - 0.02)] {
            b.mesh.block([0.02, 1.92, 0.02], standingAt: [p.x, 0.06, p.y])
        }
        b.mesh.box([w, 0.02, 0.02], at: [0, 1.97, w / 2 - 0.02])
        b.mesh.box([0.02, 0.02, w], at: [w / 2 - 0.02, 1.97, 0])
        b.mesh.tube([[-0.1, 1, -w / 2 + 0.04], [-0.1, 2.05, -w / 2 + 0.04], [-0.1, 2.08, -w / 2 + 0.1], [-0.1, 2.08, -w / 2 + 0.3]], radii: [0.011])
        b.mesh.cylinder(radius: 0.1, height: 0.012, at: [-0.1, 2.06, -w / 2 + 0.3])
        b.mesh.roundedBox([0.16, 0.04, 0.05], radius: 0.01, at: [-0.1, 1.02, -w / 2 + 0.04])
        var piece = b.piece()
        piece.size = [w, 2, w]
        return piece
    }

    /// A rail with a towel; its back at z = 0.
    func towelRail(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.chrome(&random))
        let w = random.uniform(0.4, 0.6)
        b.mesh.tube([[-w / 2, 0, 0], [-w / 2, 0, 0.07], [w / 2, 0, 0.07], [w / 2, 0, 0]], radii: [0.008])
        b.use(kit.linen(&random))
        let long = random.uniform(0.35, 0.6)
        let phase = random.uniform(0, 6)
        b.mesh.surface(columns: 14, rows: 24, metres: [w, 2 * long]) { s, t in
            let side = t < 0.5 ? Float(1) : -1
            let down = abs(t - 0.5) * 2
            return [(s - 0.5) * w * 0.8, 0.012 - long * down, 0.07 + side * (0.012 + 0.01 * down) + 0.006 * (14 * s + phase).sine * down]
        }
        var piece = b.piece()
        piece.size = [w, 0.6, 0.1]
        return piece
    }
}
