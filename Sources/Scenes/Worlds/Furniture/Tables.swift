/// Tables and desks, 0.72 to 0.76 m high where people sit at them.
struct Tables {
    let kit: MaterialKit

    func diningTable(_ random: inout SeededGenerator) -> Piece {
        if random.chance(0.25) { return roundTable(radius: random.uniform(0.4, 0.65), height: 0.75, .dining, &random) }
        return table([random.uniform(1.1, 2.1), random.uniform(0.72, 0.77), random.uniform(0.7, 1)], .dining, &random)
    }

    func desk(_ random: inout SeededGenerator) -> Piece {
        var piece = table([random.uniform(1.1, 1.8), random.uniform(0.72, 0.75), random.uniform(0.6, 0.8)], .desk, &random)
        guard random.chance(0.6) else { return piece }
        // A pedestal of drawers on one side.
        var b = PieceBuilder()
        b.append(piece, .identity)
        let side: Float = random.chance(0.5) ? 1 : -1
        let chest = Storage(kit: kit).drawers([0.4, 0.6, piece.size.z - 0.12], columns: 1, rows: 3, &random)
        b.append(chest, .translation([side * (piece.size.x / 2 - 0.27), 0, 0]))
        let supports = piece.supports
        piece = b.piece()
        piece.supports = supports
        return piece
    }

    func coffeeTable(_ random: inout SeededGenerator) -> Piece {
        if random.chance(0.35) {
            return roundTable(radius: random.uniform(0.3, 0.5), height: random.uniform(0.38, 0.48), .coffee, &random)
        }
        return table([random.uniform(0.8, 1.3), random.uniform(0.36, 0.48), random.uniform(0.45, 0.7)], .coffee, &random)
    }

    func sideTable(_ random: inout SeededGenerator) -> Piece {
        if random.chance(0.5) {
            return roundTable(radius: random.uniform(0.2, 0.28), height: random.uniform(0.45, 0.6), .bedside, &random)
        }
        let w = random.uniform(0.36, 0.5)
        return table([w, random.uniform(0.45, 0.6), w * 0.9], .bedside, &random)
    }

    /// Four legs, trestles, panels or a frame under a board.
    func table(_ size: SIMD3<Float>, _ use: Piece.Support.Use, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let thickness = random.uniform(0.018, 0.045)
        let top = random.unit()
        let board = b.use(top < 0.65 ? kit.wood(&random) : top < 0.85 ? kit.cabinet(&random) : kit.stoneTop(&random))
        b.mesh.roundedBox(
            [size.x, thickness, size.z], radius: random.uniform(0.002, thickness * 0.4), at: [0, size.y - thickness / 2, 0])
        let under = size.y - thickness
        if random.chance(0.5) { b.use(random.chance(0.5) ? kit.metal(&random) : kit.wood(&random)) }
        let inset = random.uniform(0.02, 0.08)
        let x = size.x / 2 - inset
        let z = size.z / 2 - inset
        switch random.integer(0...3) {
        case 0:
            let r = random.uniform(0.025, 0.045)
            for (sx, sz) in [(-1, -1), (1, -1), (-1, 1), (1, 1)] as [(Float, Float)] {
                b.mesh.block([2 * r, under, 2 * r], standingAt: [sx * (x - r), 0, sz * (z - r)])
            }
            apron(&b, x: x, z: z, under: under, inset: r)
        case 1:
            let r = random.uniform(0.014, 0.026)
            for (sx, sz) in [(-1, -1), (1, -1), (-1, 1), (1, 1)] as [(Float, Float)] {
                b.mesh.tube([[sx * x, 0, sz * z], [sx * (x - 0.08), under, sz * (z - 0.06)]], radii: [r * 0.6, r])
            }
        case 2:
            // Two frames of square tube.
            let r = random.uniform(0.012, 0.02)
            for sx: Float in [-1, 1] {
                for sz: Float in [-1, 1] { b.mesh.block([2 * r, under, 2 * r], standingAt: [sx * x, 0, sz * z]) }
                b.mesh.box([2 * r, 2 * r, 2 * z], at: [sx * x, r, 0])
                b.mesh.box([2 * r, 2 * r, 2 * z], at: [sx * x, under - r, 0])
            }
            b.mesh.box([2 * x, 2 * r, 2 * r], at: [0, under - r, -z * 0.6])
        default:
            for sx: Float in [-1, 1] {
                b.mesh.block([0.028, under, 2 * z], standingAt: [sx * (x - 0.02), 0, 0])
            }
            b.mesh.box([2 * x - 0.05, min(0.35, under * 0.5), 0.018], at: [0, under * 0.7, -z * 0.8])
        }
        if use == .coffee, random.chance(0.5) {
            b.reuse(board)
            b.mesh.box([2 * x - 0.06, 0.015, 2 * z - 0.06], at: [0, under * 0.38, 0])
        }
        var piece = b.piece()
        piece.size = size
        piece.supports = [
            Piece.Support(center: [0, size.y, 0], size: [size.x * 0.92, size.z * 0.9], clearance: 0.7, use: use)
        ]
        return piece
    }

    private func apron(_ b: inout PieceBuilder, x: Float, z: Float, under: Float, inset: Float) {
        for s: Float in [-1, 1] {
            b.mesh.box([2 * x - 2 * inset, 0.08, 0.018], at: [0, under - 0.04, s * (z - inset)])
            b.mesh.box([0.018, 0.08, 2 * z - 2 * inset], at: [s * (x - inset), under - 0.04, 0])
        }
    }

    func roundTable(radius: Float, height: Float, _ use: Piece.Support.Use, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.7) ? kit.wood(&random) : kit.stoneTop(&random))
        let t = random.uniform(0.018, 0.035)
        b.mesh.lathe(
            [[0, height - t], [radius - 0.005, height - t], [radius, height - t + 0.005], [radius, height - 0.005],
             [radius - 0.005, height], [0, height]], sides: 40, crease: 1)
        b.use(random.chance(0.5) ? kit.metal(&random) : kit.wood(&random))
        if random.chance(0.5) {
            b.mesh.lathe(
                [[0, 0], [radius * 0.6, 0], [radius * 0.6, 0.012], [0.05, 0.03], [0.03, 0.08], [0.03, height - 0.08],
                 [0.08, height - t], [0, height - t]], sides: 24)
        } else {
            for leg in 0..<4 {
                let a = Float.pi * (0.25 + Float(leg) / 2)
                b.mesh.tube(
                    [[a.cosine * radius * 0.8, 0, a.sine * radius * 0.8],
                     [a.cosine * radius * 0.55, height - t, a.sine * radius * 0.55]], radii: [0.012, 0.018])
            }
        }
        var piece = b.piece()
        piece.size = [2 * radius, height, 2 * radius]
        piece.supports = [
            Piece.Support(center: [0, height, 0], size: SIMD2(repeating: radius * 1.3), clearance: 0.7, use: use)
        ]
        return piece
    }
}
