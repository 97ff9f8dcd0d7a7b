/// Lamps at the ceiling: one in a home, rows of panels in an office.
struct CeilingLights {
    let style: InteriorStyle

    func add(
        to cell: RoomCell, kind: RoomKind, isNeeded: Bool, into scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        let lamps = LampPieces(kit: style.kit, glow: style.lampPieces.glow, isLit: isNeeded)
        let center = cell.floor.center
        if kind.isPublic || kind == .corridor {
            let columns = max(1, Int(cell.floor.size.x / 2.4))
            let rows = max(1, Int(cell.floor.size.y / 2.4))
            let panel = kind.isPublic && random.chance(0.7)
            let piece = lamps.ceilingLight(&random, panel: panel)
            for row in 0..<rows {
                for column in 0..<columns {
                    let s = (Float(column) + 0.5) / Float(columns)
                    let t = (Float(row) + 0.5) / Float(rows)
                    let at = cell.floor.low + cell.floor.size * SIMD2(s, t)
                    scene.add(piece, .translation([at.x, cell.height, at.y]), isForeground: false, isSight: false)
                }
            }
            return
        }
        guard isNeeded || random.chance(0.8) else { return }
        let piece: Piece
        if cell.height > 2.45, kind != .bathroom, random.chance(0.65) {
            piece = lamps.pendant(drop: random.uniform(0.15, min(0.9, cell.height - 2)), &random)
        } else {
            piece = lamps.ceilingLight(&random, panel: false)
        }
        let shift = SIMD2(random.normal(), random.normal()) * 0.1
        scene.add(piece, .translation([center.x + shift.x, cell.height, center.y + shift.y]), isForeground: true)
    }
}
