/// Beds with bedding.
struct Beds {
    let kit: MaterialKit

    /// Its head is at -Z.
    func bed(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w: Float = random.pick([0.9, 1.2, 1.4, 1.6, 1.8])
        let l: Float = 2.0
        let frame = random.chance(0.6) ? kit.wood(&random) : random.chance(0.5) ? kit.fabric(&random) : kit.cabinet(&random)
        b.use(frame)
        let base = random.uniform(0.25, 0.36)
        let back = random.uniform(0.75, 1.2)
        b.mesh.roundedBox([w + 0.06, 0.16, l + 0.04], radius: 0.01, at: [0, base - 0.08, 0])
        b.mesh.roundedBox([w + 0.08, back, 0.06], radius: 0.02, segments: 2, at: [0, back / 2, -l / 2 - 0.05])
        for x: Float in [-1, 1] { b.mesh.block([0.06, base - 0.1, 0.06], standingAt: [x * (w / 2 - 0.03), 0, l / 2 - 0.05]) }
        let sheet = kit.linen(&random)
        b.use(sheet)
        let top = base + random.uniform(0.16, 0.24)
        b.mesh.roundedBox([w, top - base + 0.02, l - 0.02], radius: 0.05, segments: 3, at: [0, (top + base) / 2 - 0.01, 0])
        let pillow = random.chance(0.5) ? sheet : kit.linen(&random)
        b.use(pillow)
        for x in w > 1.3 ? [-w / 4, w / 4] : [0] {
            for layer in 0..<random.integer(1...2) {
                let place =
                    Transform.translation([x + random.uniform(-0.04, 0.04), top + 0.07 + 0.1 * Float(layer), -l / 2 + 0.3])
                    * .turn(random.uniform(-0.12, 0.12)) * .rotation(0.25 + 0.2 * Float(layer), about: [1, 0, 0])
                b.mesh.within(place) { $0.pillow([min(0.75, w / (w > 1.3 ? 2 : 1) - 0.08), 0.17, 0.48]) }
            }
        }
        b.use(random.chance(0.6) ? kit.linen(&random) : kit.fabric(&random))
        duvet(&b, w: w, l: l, top: top, base: base, &random)
        if random.chance(0.4) {
            b.use(kit.fabric(&random))
            let z = l / 2 - random.uniform(0.35, 0.6)
            b.mesh.surface(columns: 24, rows: 6, metres: [w, 0.5]) { s, t in
                let x = (s - 0.5) * (w + 0.14)
                let over = max(0, abs(x) - w / 2)
                return [x, top + 0.075 - over * 2.5 + 0.008 * (9 * s + 4 * t).sine, z + (0.5 - t) * 0.5]
            }
        }
        var piece = b.piece()
        piece.size = [w + 0.1, max(back, top), l + 0.1]
        piece.supports = [
            Piece.Support(center: [0, top + 0.08, l / 4], size: [w * 0.7, 0.6], clearance: 1, use: .seat)
        ]
        return piece
    }

    /// Rumpled, hanging over the sides.
    private func duvet(
        _ b: inout PieceBuilder, w: Float, l: Float, top: Float, base: Float, _ random: inout SeededGenerator
    ) {
        let noise = TileableNoise(seed: random.next())
        let from = -l / 2 + random.uniform(0.5, 0.8)
        let to = l / 2 + 0.02
        let hang = random.uniform(0.12, 0.24)
        let rumple = random.uniform(0.02, 0.06)
        let half = w / 2 + hang
        let columns = 40
        let rows = 40
        b.mesh.surface(columns: columns, rows: rows, metres: [w + 2 * hang, to - from]) { s, t in
            let along = (s - 0.5) * 2 * half
            let z = mix(to, from, t)
            let over = max(0, abs(along) - w / 2)
            let wrinkle = noise.fractal(s, t, cells: [3, 3], octaves: 4) - 0.5
            let side: Float = along > 0 ? 1 : -1
            // The head end is thick where it is turned back; the sides fall.
            let thick: Float = t > 0.9 ? 0.08 : 0.05
            guard over > 0 else { return [along, top + thick + 1.6 * rumple * wrinkle + 0.01, z] }
            let turn = max(0, 1 - over / 0.06)
            let ripple = (20 * t + 6 * wrinkle).sine * over / hang
            let x = side * (w / 2 + 0.03 * (1 - turn * turn) + 0.4 * rumple * ripple)
            let y = top + thick - over + 0.3 * (0.06 - min(over, 0.06))
            return [x, y + 0.01, z]
        }
    }
}
