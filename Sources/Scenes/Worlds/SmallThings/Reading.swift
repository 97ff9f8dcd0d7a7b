/// Books, papers and writing things.
struct Reading {
    let kit: MaterialKit

    /// A closed book that lies on its back cover, its spine towards -X.
    func book(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        appendBook(
            &b, size: [random.uniform(0.11, 0.2), random.uniform(0.012, 0.045), random.uniform(0.17, 0.28)], .identity, &random)
        return b.piece()
    }

    /// Lies flat: width, thickness, height of the page.
    private func appendBook(
        _ b: inout PieceBuilder, size: SIMD3<Float>, _ place: Transform, _ random: inout SeededGenerator
    ) {
        let spine = kit.picture(.bookSpine, roughness: random.uniform(0.3, 0.8), &random)
        let half = size / 2
        b.use(spine)
        b.mesh.within(place) { m in
            m.picture([-half.x, 0, half.z], u: [0, 0, -size.z], v: [0, size.y, 0])
        }
        var cover = spine
        cover.texture = nil
        cover.baseColor = Palette.linear(Palette.print(&random))
        b.use(cover)
        b.mesh.within(place) { m in
            m.box([size.x, 0.002, size.z], at: [0, 0.001, 0])
            m.box([size.x, 0.002, size.z], at: [0, size.y - 0.001, 0])
            m.box([0.002, size.y - 0.001, size.z], at: [-half.x + 0.0012, half.y, 0])
        }
        b.use(kit.plain([0.9, 0.87, 0.8], roughness: 0.95))
        b.mesh.within(place) { $0.box([size.x - 0.006, size.y - 0.004, size.z - 0.008], at: [0, half.y, 0]) }
        b.use(kit.picture(.bookCover, roughness: random.uniform(0.2, 0.7), &random))
        b.mesh.within(place) {
            $0.picture([-half.x, size.y + 0.0003, half.z], u: [size.x, 0, 0], v: [0, 0, -size.z])
        }
    }

    /// Upright books side by side, spines towards +Z, from -width/2 to at most width/2; some may lean or lie.
    func row(width: Float, depth: Float, clearance: Float, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let pages = b.use(kit.plain([0.88, 0.85, 0.78], roughness: 0.95))
        var spines: [Int] = []
        for _ in 0..<min(28, max(3, Int(width / 0.03))) {
            spines.append(b.use(kit.picture(.bookSpine, roughness: random.uniform(0.3, 0.8), &random)))
        }
        let covers = (0..<6).map { _ in b.use(kit.plain(Palette.print(&random), roughness: 0.6)) }
        let tallest = max(0.1, min(clearance - 0.015, random.uniform(0.2, 0.32)))
        var x = -width / 2
        var series = 0
        var size = SIMD3<Float>(0.02, 0.2, 0.14)
        var slot = spines[0]
        while true {
            if series == 0 {
                series = random.chance(0.3) ? random.integer(2...6) : 1
                slot = random.pick(spines)
                size = [
                    random.uniform(0.01, 0.045), tallest * random.uniform(0.68, 1),
                    min(depth - 0.005, random.uniform(0.11, 0.2)),
                ]
            }
            series -= 1
            guard x + size.x < width / 2 else { break }
            let back = random.uniform(0, 0.02)
            let lean: Float = random.chance(0.05) ? random.uniform(0.05, 0.2) : 0
            guard x + size.x + size.y * lean.sine < width / 2 else { break }
            let front = depth / 2 - back
            let place = Transform.translation([x + size.y * lean.sine, 0, front]) * .rotation(lean, about: [0, 0, 1])
            b.reuse(random.pick(covers))
            b.mesh.within(place) { m in
                m.box([0.002, size.y, size.z], at: [0.001, size.y / 2, -size.z / 2])
                m.box([0.002, size.y, size.z], at: [size.x - 0.001, size.y / 2, -size.z / 2])
                m.box([size.x, size.y, 0.002], at: [size.x / 2, size.y / 2, -0.002])
            }
            b.reuse(pages)
            b.mesh.within(place) {
                $0.box([size.x - 0.004, size.y - 0.008, size.z - 0.01], at: [size.x / 2, size.y / 2, -size.z / 2 - 0.002])
            }
            b.reuse(slot)
            b.mesh.within(place) { m in
                // Text along the spine, from foot to head.
                let first = m.vertex([0, 0, 0], [0, 0, 1], [0, 1])
                m.vertex([size.x, 0, 0], [0, 0, 1], [0, 0])
                m.vertex([size.x, size.y, 0], [0, 0, 1], [1, 0])
                m.vertex([0, size.y, 0], [0, 0, 1], [1, 1])
                m.quad(first, first + 1, first + 2, first + 3)
            }
            x += size.x + size.y * lean.sine + (random.chance(0.04) ? random.uniform(0.01, 0.05) : 0.0008)
        }
        var piece = b.piece()
        piece.size = [width, tallest, depth]
        return piece
    }

    /// Lying books, the largest below.
    func stack(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        var y: Float = 0
        var size = SIMD3(random.uniform(0.15, 0.22), Float(0), random.uniform(0.2, 0.3))
        let count = random.integer(2...6)
        for _ in 0..<count {
            size.y = random.uniform(0.012, 0.04)
            let place =
                Transform.translation([random.uniform(-0.01, 0.01), y, random.uniform(-0.01, 0.01)])
                * .turn(random.uniform(-0.25, 0.25) + (random.chance(0.5) ? .pi : 0))
            appendBook(&b, size: size, place, &random)
            y += size.y + 0.0005
            size *= random.uniform(0.86, 1)
        }
        return b.piece()
    }

    func openBook(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.picture(.document, roughness: 0.9, &random))
        let w = random.uniform(0.12, 0.19)
        let h = w * 1.45
        let thick = random.uniform(0.008, 0.02)
        for side: Float in [-1, 1] {
            b.mesh.surface(columns: 10, rows: 2) { s, t in
                let u = side < 0 ? 1 - s : s
                let y = thick * (0.35 + 0.65 * (Float.pi * (0.08 + 0.92 * u)).sine)
                return [side * u * w, y, (0.5 - t) * h]
            }
        }
        b.use(kit.plain([0.88, 0.86, 0.8], roughness: 0.95))
        for side: Float in [-1, 1] { b.mesh.box([w, thick * 0.4, h], at: [side * w / 2, thick * 0.2, 0]) }
        return b.piece()
    }

    func papers(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        for sheet in 0..<random.integer(1...5) {
            let pattern: SurfacePattern = random.pick([.document, .document, .document, .newspaper])
            b.use(kit.picture(pattern, roughness: 0.9, &random))
            let place =
                Transform.translation([random.uniform(-0.03, 0.03), 0.0006 * Float(sheet + 1), random.uniform(-0.03, 0.03)])
                * .turn(random.uniform(-0.4, 0.4))
            let curl = random.uniform(0, 0.012)
            b.mesh.within(place) {
                $0.surface(columns: 6, rows: 6) { s, t in
                    [(s - 0.5) * 0.21, curl * power(abs(s - 0.5) * 2, 3) * t, (0.5 - t) * 0.297]
                }
            }
        }
        return b.piece()
    }

    /// A pen or pencil, lying along Z.
    func pen(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.plastic(&random))
        let r = random.uniform(0.0035, 0.006)
        b.mesh.tube([[0, r, 0.07], [0, r, -0.05]], radii: [r], sides: random.chance(0.5) ? 6 : 12)
        b.use(random.chance(0.5) ? kit.metal(&random) : kit.plain([0.85, 0.7, 0.5]))
        b.mesh.tube([[0, r, -0.05], [0, r, -0.065], [0, r, -0.07]], radii: [r, r * 0.4, 0.0005], sides: 12)
        return b.piece()
    }

    func penPot(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.5) ? kit.ceramic(&random) : kit.metal(&random))
        let r = random.uniform(0.032, 0.042)
        b.mesh.lathe([[0, 0], [r, 0], [r, 0.1], [r - 0.003, 0.1], [r - 0.003, 0.005], [0, 0.005]], sides: 24)
        for _ in 0..<random.integer(3...9) {
            b.use(kit.plastic(&random))
            let a = random.uniform(0, 2 * .pi)
            let c = random.uniform(0, 2 * .pi)
            let foot = SIMD3(c.cosine, 0, c.sine) * r * 0.6 + [0, 0.008, 0]
            let tip = SIMD3(a.cosine, 0, a.sine) * r * 0.8 + [0, 0.1, 0]
            b.mesh.tube([foot, foot + normalize(tip - foot) * random.uniform(0.13, 0.18)], radii: [0.004], sides: 7)
        }
        return b.piece()
    }
}
