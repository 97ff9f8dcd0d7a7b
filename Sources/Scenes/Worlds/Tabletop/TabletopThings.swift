/// Small things for close looks: those of rooms and some finer ones.
struct TabletopThings {
    let style: InteriorStyle

    func thing(for use: Piece.Support.Use, _ random: inout SeededGenerator) -> Piece {
        let kit = style.kit
        let bits = Bits(kit: kit)
        guard random.chance(0.3) else { return style.smallThings.thing(for: use, &random) }
        switch random.integer(0...11) {
        case 0: return bits.plush(&random)
        case 1: return bits.keys(&random)
        case 2: return bits.tool(&random)
        case 3: return Reading(kit: kit).openBook(&random)
        case 4: return Crockery(kit: kit).vase(&random)
        case 5: return Electronics(kit: kit).cable(&random)
        case 6: return bits.fruit(&random)
        case 7: return Crockery(kit: kit).cutlery(&random)
        case 8: return Plants(kit: kit).potted(height: random.uniform(0.12, 0.3), &random)
        case 9: return glasses(&random)
        case 10: return bits.shoes(&random)
        default: return Reading(kit: kit).pen(&random)
        }
    }

    /// Spectacles that lie on their rims.
    private func glasses(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(random.chance(0.5) ? style.kit.metal(&random) : style.kit.darkPlastic(&random))
        let r: Float = 0.0016
        for side: Float in [-1, 1] {
            let rim = (0...20).map { step -> SIMD3<Float> in
                let a = 2 * Float.pi * Float(step) / 20
                return [side * 0.034 + 0.025 * a.cosine, 0.022 + 0.02 * a.sine, 0.06]
            }
            b.mesh.tube(rim, radii: [r], sides: 7)
            b.mesh.tube([[side * 0.06, 0.03, 0.06], [side * 0.066, 0.03, 0.05], [side * 0.064, 0.028, -0.05], [side * 0.058, 0.008, -0.075]], radii: [r], sides: 7)
        }
        b.mesh.tube([[-0.01, 0.026, 0.06], [0, 0.031, 0.062], [0.01, 0.026, 0.06]], radii: [r], sides: 7)
        return b.piece()
    }
}
