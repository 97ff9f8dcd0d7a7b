/// Shelving of shops and what is stocked in it.
struct ShopPieces {
    let kit: MaterialKit

    /// A shelf unit with open shelves.
    func gondola(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w = random.pick([Float(0.9), 1, 1.2])
        let h = random.uniform(1.4, 2.1)
        let d = random.uniform(0.38, 0.5)
        b.use(kit.plain(SIMD3(repeating: random.uniform(0.5, 0.92)), roughness: 0.45))
        b.mesh.block([w, h, 0.02], standingAt: [0, 0, -d / 2 + 0.01])
        b.mesh.block([w, 0.12, d - 0.02], standingAt: [0, 0, 0])
        let levels = random.integer(4...5)
        var supports: [Piece.Support] = []
        let pitch = (h - 0.16) / Float(levels)
        let strip = kit.plain(Palette.print(&random), roughness: 0.5)
        for level in 0..<levels {
            let y = 0.12 + pitch * Float(level)
            let deep = level == 0 ? d - 0.02 : d * 0.85
            b.mesh.box([w - 0.01, 0.025, deep], at: [0, y + 0.0125, -d / 2 + deep / 2 + 0.02])
            supports.append(
                Piece.Support(
                    center: [0, y + 0.025, -d / 2 + deep / 2 + 0.02], size: [w - 0.04, deep - 0.04], clearance: pitch - 0.03,
                    use: .stock))
        }
        b.use(strip)
        for support in supports {
            b.mesh.box([w - 0.01, 0.035, 0.004], at: [0, support.center.y - 0.012, support.center.z + support.size.y / 2 + 0.022])
        }
        for x: Float in [-1, 1] { b.mesh.block([0.025, h, 0.04], standingAt: [x * (w / 2 - 0.0125), 0, -d / 2 + 0.03]) }
        var piece = b.piece()
        piece.size = [w, h, d]
        piece.supports = supports
        return piece
    }
}
