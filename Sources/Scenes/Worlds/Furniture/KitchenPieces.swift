/// Fitted kitchens: worktops at 0.9 m, 0.6 m deep.
struct KitchenPieces {
    let kit: MaterialKit

    /// A run of cupboards with worktop, sink, hob and wall units; its back at z = 0, centred in X.
    func run(width: Float, height: Float, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let d: Float = 0.6
        let top: Float = 0.9
        let unit: Float = width / max(1, (width / 0.6).rounded())
        let count = Int((width / unit).rounded())
        let front = kit.cabinet(&random)
        let body = b.use(front)
        b.mesh.box([width, 0.74, d - 0.04], at: [0, 0.12 + 0.37, d / 2 - 0.02])
        let handle = kit.metal(&random)
        let sink = random.integer(0...max(0, count - 1))
        let hob = (sink + max(1, count / 2)) % max(1, count)
        let handles = b.use(handle)
        for index in 0..<count {
            let x = -width / 2 + unit * (Float(index) + 0.5)
            let rows = index == hob || random.chance(0.4) ? 3 : 1
            for row in 0..<rows {
                let h = 0.74 / Float(rows)
                let y = 0.12 + h * (Float(row) + 0.5)
                if index == hob, row == 1 { continue }
                b.reuse(body)
                b.mesh.roundedBox([unit - 0.004, h - 0.004, 0.018], radius: 0.003, at: [x, y, d - 0.031])
                b.reuse(handles)
                b.mesh.tube(
                    [[x - 0.07, y + h * 0.35, d - 0.02], [x - 0.07, y + h * 0.35, d + 0.008], [x + 0.07, y + h * 0.35, d + 0.008],
                     [x + 0.07, y + h * 0.35, d - 0.02]], radii: [0.005], sides: 6)
            }
        }
        b.use(kit.plain(SIMD3(repeating: 0.15)))
        b.mesh.box([width, 0.12, 0.02], at: [0, 0.06, d - 0.08])
        // Oven beneath the hob.
        let hobX = -width / 2 + unit * (Float(hob) + 0.5)
        b.mesh.box([unit - 0.01, 0.5, 0.02], at: [hobX, 0.37 + 0.1, d - 0.028])
        b.use(kit.chrome(&random))
        b.mesh.rod([hobX - 0.22, 0.68, d + 0.01], [hobX + 0.22, 0.68, d + 0.01], radius: 0.008)
        // Worktop about the sink.
        let sinkX = -width / 2 + unit * (Float(sink) + 0.5)
        let hole = SIMD2<Float>(min(0.5, unit - 0.06), 0.38)
        b.use(kit.stoneTop(&random))
        let t: Float = 0.038
        let y = top - t / 2
        let zMid: Float = 0.31
        b.mesh.box([sinkX - hole.x / 2 + width / 2, t, d + 0.02], at: [(sinkX - hole.x / 2 - width / 2) / 2, y, d / 2 + 0.01])
        b.mesh.box([width / 2 - sinkX - hole.x / 2, t, d + 0.02], at: [(sinkX + hole.x / 2 + width / 2) / 2, y, d / 2 + 0.01])
        b.mesh.box([hole.x, t, zMid - hole.y / 2], at: [sinkX, y, (zMid - hole.y / 2) / 2])
        b.mesh.box([hole.x, t, d + 0.02 - zMid - hole.y / 2], at: [sinkX, y, (d + 0.02 + zMid + hole.y / 2) / 2])
        b.use(kit.brushedSteel(&random))
        let deep: Float = 0.17
        b.mesh.sheet([sinkX - hole.x / 2, top - deep, zMid + hole.y / 2], u: [hole.x, 0, 0], v: [0, 0, -hole.y])
        for s: Float in [-1, 1] {
            b.mesh.box([0.003, deep, hole.y], at: [sinkX + s * hole.x / 2, top - deep / 2, zMid])
            b.mesh.box([hole.x, deep, 0.003], at: [sinkX, top - deep / 2, zMid + s * hole.y / 2])
        }
        b.use(kit.chrome(&random))
        b.mesh.tube(
            [[sinkX, top, 0.08], [sinkX, top + 0.22, 0.08]] + (0...6).map { step in
                let a = Float.pi * Float(step) / 6
                return SIMD3(sinkX, top + 0.22 + 0.08 * a.sine, 0.16 - 0.08 * a.cosine)
            } + [[sinkX, top + 0.17, 0.24]], radii: [0.012], sides: 10)
        b.mesh.rod([sinkX + 0.02, top + 0.07, 0.08], [sinkX + 0.1, top + 0.11, 0.08], radius: 0.006)
        // Hob.
        b.use(kit.plain(SIMD3(repeating: 0.04), roughness: 0.08))
        b.mesh.roundedBox([min(0.58, unit - 0.02), 0.008, 0.5], radius: 0.003, at: [hobX, top + 0.004, 0.32])
        b.use(kit.plain(SIMD3(repeating: 0.16), roughness: 0.4))
        for (x, z) in [(-0.14, 0.2), (0.14, 0.2), (-0.14, 0.43), (0.14, 0.43)] as [(Float, Float)] {
            b.mesh.torus(radius: 0.075, tube: 0.004, at: [hobX + x, top + 0.009, z], sides: 24, tubeSides: 5)
        }
        var supports: [Piece.Support] = []
        for index in 0..<count where index != sink && index != hob {
            let x = -width / 2 + unit * (Float(index) + 0.5)
            supports.append(Piece.Support(center: [x, top, 0.28], size: [unit * 0.9, 0.44], clearance: 0.5, use: .kitchen))
        }
        supports.append(Piece.Support(center: [hobX, top + 0.012, 0.32], size: [0.3, 0.25], clearance: 0.4, use: .kitchen))
        let wallTop = min(height - 0.1, 2.15)
        if random.chance(0.75) {
            wallUnits(&b, width: width, unit: unit, count: count, skip: hob, from: 1.45, to: wallTop, front: front, handle: handle, &random)
        } else {
            b.use(kit.cabinet(&random))
            b.mesh.box([width * 0.8, 0.025, 0.24], at: [0, 1.45, 0.12])
            supports.append(Piece.Support(center: [0, 1.463, 0.12], size: [width * 0.75, 0.2], clearance: 0.35, use: .kitchen))
        }
        // Tiles between worktop and units.
        b.use(kit.wallTiles(&random))
        b.mesh.sheet([-width / 2, top, 0.004], u: [width, 0, 0], v: [0, 0.55, 0])
        var piece = b.piece()
        piece.size = [width, top, d]
        piece.supports = supports
        return piece
    }

    private func wallUnits(
        _ b: inout PieceBuilder, width: Float, unit: Float, count: Int, skip: Int, from low: Float, to high: Float,
        front: Material, handle: Material, _ random: inout SeededGenerator
    ) {
        let slot = b.use(front)
        let metal = b.use(handle)
        for index in 0..<count {
            let x = -width / 2 + unit * (Float(index) + 0.5)
            b.reuse(slot)
            if index == skip {
                // A hood above the hob.
                b.reuse(metal)
                b.mesh.box([unit * 0.95, 0.06, 0.48], at: [x, low + 0.15, 0.24])
                b.mesh.box([0.26, high - low - 0.2, 0.26], at: [x, (low + high) / 2 + 0.08, 0.13])
                continue
            }
            b.mesh.box([unit - 0.002, high - low, 0.32], at: [x, (low + high) / 2, 0.16])
            b.mesh.roundedBox([unit - 0.005, high - low - 0.004, 0.018], radius: 0.003, at: [x, (low + high) / 2, 0.33])
            b.reuse(metal)
            b.mesh.rod([x + unit * 0.4, low + 0.05, 0.352], [x + unit * 0.4, low + 0.19, 0.352], radius: 0.005)
        }
    }

    func fridge(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let h = random.uniform(1.45, 2)
        b.use(random.chance(0.6) ? kit.plain(SIMD3(repeating: random.uniform(0.85, 0.94)), roughness: 0.3) : kit.brushedSteel(&random))
        let split = h * random.pick([0.35, 0.68])
        b.mesh.roundedBox([0.6, h, 0.58], radius: 0.012, segments: 2, at: [0, h / 2, -0.03])
        b.mesh.roundedBox([0.6, split - 0.04, 0.05], radius: 0.012, segments: 2, at: [0, split / 2 + 0.01, 0.29])
        b.mesh.roundedBox([0.6, h - split - 0.006, 0.05], radius: 0.012, segments: 2, at: [0, (h + split) / 2, 0.29])
        b.use(kit.chrome(&random))
        for (a, c) in [(split - 0.35, split - 0.06), (split + 0.06, min(h - 0.1, split + 0.35))] {
            b.mesh.tube([[-0.25, a, 0.31], [-0.25, a, 0.345], [-0.25, c, 0.345], [-0.25, c, 0.31]], radii: [0.008], sides: 8)
        }
        for _ in 0..<random.integer(0...8) {
            b.use(random.chance(0.5) ? kit.plastic(&random) : kit.picture(random.pick([.document, .photograph, .poster]), &random))
            let w = random.uniform(0.03, 0.12)
            let at = SIMD3(random.uniform(-0.2, 0.2), random.uniform(split + 0.1, h - 0.15), Float(0.3165))
            b.mesh.picture(at, u: [w, random.uniform(-0.01, 0.01), 0], v: [0, w * random.uniform(0.7, 1.4), 0])
        }
        var piece = b.piece()
        piece.size = [0.6, h, 0.63]
        piece.supports = [Piece.Support(center: [0, h, -0.05], size: [0.5, 0.4], clearance: 0.3, use: .display)]
        return piece
    }

    /// A washing machine or dishwasher front.
    func washer(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.plain(SIMD3(repeating: 0.92), roughness: 0.3))
        b.mesh.roundedBox([0.6, 0.85, 0.58], radius: 0.008, at: [0, 0.425, 0])
        b.use(kit.chrome(&random))
        b.mesh.within(.translation([0, 0.42, 0.29]) * .rotation(.pi / 2, about: [1, 0, 0])) {
            $0.lathe([[0.19, 0], [0.19, 0.02], [0.17, 0.035], [0.15, 0.03]], sides: 36)
        }
        b.use(kit.plain(SIMD3(repeating: 0.08), roughness: 0.08))
        b.mesh.within(.translation([0, 0.42, 0.29]) * .rotation(.pi / 2, about: [1, 0, 0])) {
            $0.lathe([[0.155, 0.02], [0.1, 0.05], [0, 0.06]], sides: 32, crease: 1)
        }
        b.mesh.box([0.14, 0.05, 0.004], at: [0.15, 0.78, 0.291])
        var piece = b.piece()
        piece.size = [0.6, 0.85, 0.6]
        piece.supports = [Piece.Support(center: [0, 0.85, 0], size: [0.5, 0.45], clearance: 0.5, use: .bathroom)]
        return piece
    }
}
