/// Pot plants and cut flowers, with leaves of triangles.
struct Plants {
    let kit: MaterialKit

    /// Pot and plant, `height` from the floor in all.
    func potted(height: Float, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let pot = min(0.35, height * random.uniform(0.22, 0.4))
        let r = pot * random.uniform(0.42, 0.6)
        b.use(kit.terracotta(&random))
        b.mesh.lathe(
            [[0, 0], [r * 0.75, 0], [r, pot], [r + 0.006, pot], [r + 0.004, pot + 0.004], [r * 0.92, pot], [r * 0.88, pot * 0.85],
             [0, pot * 0.85]], sides: 24)
        b.use(kit.soil(&random))
        b.mesh.disc(radius: r * 0.93, at: [0, pot * 0.88, 0])
        let base = SIMD3<Float>(0, pot * 0.86, 0)
        let crown = height - pot
        switch random.integer(0...3) {
        case 0: blades(&b, from: base, height: crown, count: random.integer(14...40), radius: r * 0.7, &random)
        case 1: tree(&b, from: base, height: crown, &random)
        case 2: fern(&b, from: base, height: crown, &random)
        default: bush(&b, from: base, height: crown, &random)
        }
        var piece = b.piece()
        piece.size = [max(2 * r, min(piece.size.x, height * 0.6)), height, max(2 * r, min(piece.size.z, height * 0.6))]
        return piece
    }

    /// A folded, bent leaf of `length` from `base` along `direction`.
    func leaf(
        _ b: inout PieceBuilder, from base: SIMD3<Float>, along direction: SIMD3<Float>, length l: Float, width: Float,
        droop: Float, segments: Int = 5
    ) {
        let forward = normalize(direction)
        let flat = cross(forward, [0, 1, 0])
        let side = length(flat) > 1e-3 ? normalize(flat) : SIMD3(1, 0, 0)
        let up = cross(side, forward)
        b.mesh.surface(columns: 2, rows: segments, metres: [width, l]) { s, t in
            let w = width * 0.5 * (Float.pi * min(1, t * 0.93 + 0.07)).sine * (1 - 0.3 * t)
            let across = (s - 0.5) * 2
            let fall = SIMD3<Float>(0, -droop * l * t * t, 0)
            return base + forward * (l * t * (1 - 0.25 * droop * t)) + fall + side * (across * w) + up * (0.25 * w * abs(across))
        }
    }

    private func blades(
        _ b: inout PieceBuilder, from base: SIMD3<Float>, height: Float, count: Int, radius: Float,
        _ random: inout SeededGenerator
    ) {
        b.use(kit.leaf(&random))
        for _ in 0..<count {
            let a = random.uniform(0, 2 * .pi)
            let lean = random.uniform(0.05, 0.8)
            leaf(
                &b, from: base + SIMD3(a.cosine, 0, a.sine) * radius * random.uniform(0, 0.7),
                along: [a.cosine * lean, 1, a.sine * lean], length: height * random.uniform(0.6, 1.05),
                width: random.uniform(0.012, 0.05), droop: random.uniform(0, 0.5) * lean, segments: 7)
        }
    }

    private func tree(_ b: inout PieceBuilder, from base: SIMD3<Float>, height: Float, _ random: inout SeededGenerator) {
        b.use(kit.plain([0.4, 0.3, 0.2], roughness: 0.95))
        var tips: [(SIMD3<Float>, SIMD3<Float>)] = []
        for _ in 0..<random.integer(1...4) {
            var p = base
            var path = [p]
            var direction = normalize(SIMD3<Float>(random.normal() * 0.25, 1, random.normal() * 0.25))
            for _ in 0..<6 {
                direction = normalize(direction + SIMD3(random.normal(), 0.5, random.normal()) * 0.2)
                p += direction * height * 0.13
                path.append(p)
                if path.count > 3 { for _ in 0..<3 { tips.append((p, direction)) } }
            }
            b.mesh.tube(path, radii: (0..<path.count).map { 0.012 * height * (1.2 - 0.15 * Float($0)) }, sides: 7)
        }
        b.use(kit.leaf(&random))
        let size = height * random.uniform(0.12, 0.3)
        for (p, direction) in tips {
            for _ in 0..<4 {
                let a = random.uniform(0, 2 * .pi)
                leaf(
                    &b, from: p, along: direction * 0.4 + [a.cosine, random.uniform(-0.1, 0.6), a.sine],
                    length: size * random.uniform(0.6, 1.1), width: size * 0.45, droop: random.uniform(0.1, 0.6))
            }
        }
    }

    private func fern(_ b: inout PieceBuilder, from base: SIMD3<Float>, height: Float, _ random: inout SeededGenerator) {
        b.use(kit.leaf(&random))
        for _ in 0..<random.integer(10...20) {
            let a = random.uniform(0, 2 * .pi)
            let lean = random.uniform(0.3, 1.3)
            let l = height * random.uniform(0.6, 1)
            let stem = (0...6).map { step -> SIMD3<Float> in
                let t = Float(step) / 6
                return base + SIMD3(a.cosine * lean * l * t * 0.7, l * t * (1 - 0.45 * lean * t), a.sine * lean * l * t * 0.7)
            }
            b.mesh.tube(stem, radii: [0.0025, 0.0012], sides: 5)
            for index in 1...6 {
                let along = normalize(stem[index] - stem[index - 1])
                let side = normalize(cross(along, [0, 1, 0]))
                for s: Float in [-1, 1] {
                    leaf(
                        &b, from: stem[index], along: side * s + along * 0.6, length: l * 0.2 * (1.15 - Float(index) / 7),
                        width: l * 0.05, droop: 0.3, segments: 3)
                }
            }
        }
    }

    private func bush(_ b: inout PieceBuilder, from base: SIMD3<Float>, height: Float, _ random: inout SeededGenerator) {
        let stems = b.use(kit.leaf(&random))
        let leaves = b.use(kit.leaf(&random))
        for _ in 0..<random.integer(12...30) {
            let a = random.uniform(0, 2 * .pi)
            let lean = random.uniform(0.1, 0.7)
            let tip = base + SIMD3(a.cosine * lean, 1, a.sine * lean) * height * random.uniform(0.3, 0.85)
            b.reuse(stems)
            b.mesh.tube([base, mix(base, tip, 0.5) + [0, height * 0.06, 0], tip], radii: [0.003, 0.0022], sides: 5)
            b.reuse(leaves)
            leaf(
                &b, from: tip, along: [a.cosine, random.uniform(-0.2, 0.5), a.sine], length: height * random.uniform(0.15, 0.35),
                width: height * random.uniform(0.1, 0.22), droop: random.uniform(0.2, 0.7))
        }
    }

    /// Stems with flowers or twigs with leaves.
    func bunch(
        _ b: inout PieceBuilder, from base: SIMD3<Float>, reach: Float, spread: Float, _ random: inout SeededGenerator
    ) {
        let green = b.use(kit.leaf(&random))
        let petals = b.use(kit.plain(Palette.hsv(random.unit(), random.uniform(0.1, 0.8), random.uniform(0.7, 0.95)), roughness: 0.8))
        let heart = b.use(kit.plain(Palette.hsv(random.uniform(0.08, 0.16), 0.8, random.uniform(0.3, 0.9)), roughness: 0.9))
        let flowers = random.chance(0.7)
        for _ in 0..<random.integer(3...11) {
            let a = random.uniform(0, 2 * .pi)
            let lean = random.uniform(0.05, 0.5)
            let tip = base + SIMD3(a.cosine * lean, 1, a.sine * lean) * reach * random.uniform(0.6, 1)
            let foot = base - [0, reach * 0.15, 0]
            let middle = mix(foot, tip, 0.55) + SIMD3(a.cosine, 0, a.sine) * -spread * 0.15
            b.reuse(green)
            b.mesh.tube([foot, middle, tip], radii: [0.0022, 0.0018], sides: 5)
            leaf(&b, from: middle, along: [a.sine, 0.6, a.cosine], length: reach * 0.25, width: reach * 0.07, droop: 0.4)
            if flowers {
                let size = reach * random.uniform(0.08, 0.16)
                b.reuse(petals)
                for petal in 0..<8 {
                    let c = 2 * Float.pi * Float(petal) / 8 + a
                    leaf(
                        &b, from: tip, along: [c.cosine, 0.35, c.sine], length: size, width: size * 0.6, droop: 0.2, segments: 3)
                }
                b.reuse(heart)
                b.mesh.sphere(radius: size * 0.22, at: tip + [0, size * 0.08, 0], sides: 8)
            } else {
                for step in 1...6 {
                    let p = mix(middle, tip, Float(step) / 6)
                    let c = random.uniform(0, 2 * .pi)
                    leaf(&b, from: p, along: [c.cosine, 0.5, c.sine], length: reach * 0.16, width: reach * 0.05, droop: 0.3)
                }
            }
        }
    }
}
