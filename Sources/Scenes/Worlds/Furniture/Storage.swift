/// Shelves, cupboards and drawers.
struct Storage {
    let kit: MaterialKit

    /// Open shelves, often without a back.
    func bookcase(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w = random.uniform(0.5, 1.6)
        let h = random.uniform(0.8, 2.2)
        let d = random.uniform(0.24, 0.36)
        let board = random.uniform(0.015, 0.03)
        b.use(kit.cabinet(&random))
        let metal = random.chance(0.2)
        let shelves = max(2, Int((h / random.uniform(0.3, 0.4)).rounded()))
        if metal {
            for x: Float in [-1, 1] {
                for z: Float in [-1, 1] { b.mesh.block([0.02, h, 0.02], standingAt: [x * (w / 2 - 0.01), 0, z * (d / 2 - 0.01)]) }
            }
        } else {
            for x: Float in [-1, 1] { b.mesh.block([board, h, d], standingAt: [x * (w - board) / 2, 0, 0]) }
            if random.chance(0.7) { b.mesh.block([w - 2 * board, h, 0.006], standingAt: [0, 0, -d / 2 + 0.003]) }
        }
        let columns = w > 1 ? 2 : 1
        if columns == 2, !metal { b.mesh.block([board, h - board, d - 0.01], standingAt: [0, 0, 0]) }
        var supports: [Piece.Support] = []
        let foot: Float = 0.06
        for level in 0...shelves {
            let y = foot + (h - foot - board) * Float(level) / Float(shelves)
            b.mesh.box([w - (metal ? 0 : 2 * board), board, d - 0.008], at: [0, y + board / 2, 0])
            let gap = (h - foot - board) / Float(shelves) - board
            for column in 0..<columns {
                let cell = (w - board * Float(columns + 1)) / Float(columns)
                let x = (Float(column) - Float(columns - 1) / 2) * (cell + board)
                supports.append(
                    Piece.Support(
                        center: [x, y + board, 0.005], size: [cell - 0.01, d - 0.03],
                        clearance: level == shelves ? 0.4 : gap, use: level == shelves ? .display : .shelf))
            }
        }
        var piece = b.piece()
        piece.size = [w, h, d]
        // A tall one's top is above what anyone fills.
        piece.supports = h > 1.7 ? supports.filter { $0.use == .shelf } : supports
        return piece
    }

    /// A board on brackets; its origin is at the board's underside.
    func wallShelf(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let w = random.uniform(0.5, 1.2)
        let d = random.uniform(0.15, 0.26)
        b.use(kit.cabinet(&random))
        b.mesh.box([w, 0.022, d], at: [0, 0.011, 0])
        if random.chance(0.6) {
            b.use(kit.metal(&random))
            for x: Float in [-1, 1] {
                b.mesh.box([0.02, 0.005, d * 0.85], at: [x * w * 0.35, -0.003, 0])
                b.mesh.box([0.02, d * 0.7, 0.005], at: [x * w * 0.35, -d * 0.35, -d / 2 + 0.004])
                b.mesh.rod([x * w * 0.35, -d * 0.6, -d / 2 + 0.006], [x * w * 0.35, -0.005, d * 0.25], radius: 0.005, sides: 6)
            }
        }
        var piece = b.piece()
        piece.size = [w, 0.022, d]
        piece.supports = [
            Piece.Support(center: [0, 0.022, 0], size: [w - 0.04, d - 0.03], clearance: 0.35, use: .shelf)
        ]
        return piece
    }

    /// A chest of drawers.
    func chest(_ random: inout SeededGenerator) -> Piece {
        let columns = random.integer(1...3)
        let size = SIMD3(
            0.45 * Float(columns) + random.uniform(0, 0.2), random.uniform(0.7, 1.1), random.uniform(0.4, 0.5))
        return drawers(size, columns: columns, rows: random.integer(3...5), &random)
    }

    /// Beside a bed.
    func nightstand(_ random: inout SeededGenerator) -> Piece {
        var piece = drawers(
            [random.uniform(0.38, 0.5), random.uniform(0.45, 0.6), random.uniform(0.35, 0.42)], columns: 1,
            rows: random.integer(1...3), &random)
        piece.supports = piece.supports.map { support in
            var support = support
            support.use = .bedside
            return support
        }
        return piece
    }

    /// Long and low, under a television.
    func sideboard(_ random: inout SeededGenerator) -> Piece {
        let columns = random.integer(3...4)
        return drawers(
            [random.uniform(1.2, 2), random.uniform(0.45, 0.8), random.uniform(0.38, 0.48)], columns: columns,
            rows: random.integer(1...2), &random)
    }

    func wardrobe(_ random: inout SeededGenerator) -> Piece {
        var piece = drawers(
            [random.uniform(0.8, 1.8), random.uniform(1.85, 2.15), random.uniform(0.55, 0.62)],
            columns: random.integer(2...4), rows: 1, &random)
        piece.supports = []
        return piece
    }

    func drawers(_ size: SIMD3<Float>, columns: Int, rows: Int, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        let body = kit.cabinet(&random)
        b.use(body)
        let foot = random.uniform(0.03, 0.14)
        let board: Float = 0.018
        b.mesh.box([size.x, size.y - foot - board, size.z - 0.02], at: [0, (size.y + foot - board) / 2, -0.01])
        b.mesh.roundedBox([size.x + 0.01, board, size.z + 0.01], radius: 0.004, at: [0, size.y - board / 2, 0])
        let fronts = b.use(random.chance(0.7) ? body : kit.cabinet(&random))
        let gap: Float = 0.004
        let cell = SIMD2((size.x - gap) / Float(columns), (size.y - foot - board - gap) / Float(rows))
        for column in 0..<columns {
            for row in 0..<rows {
                let x = -size.x / 2 + gap / 2 + cell.x * (Float(column) + 0.5)
                let y = foot + gap / 2 + cell.y * (Float(row) + 0.5)
                b.mesh.roundedBox([cell.x - gap, cell.y - gap, 0.018], radius: 0.003, at: [x, y, size.z / 2 - 0.009])
            }
        }
        _ = fronts
        b.use(kit.metal(&random))
        let style = random.integer(0...2)
        for column in 0..<columns {
            for row in 0..<rows {
                let isDoor = cell.y > cell.x
                let x = -size.x / 2 + gap / 2 + cell.x * (Float(column) + (isDoor ? (column % 2 == 0 ? 0.9 : 0.1) : 0.5))
                let y = foot + gap / 2 + cell.y * (Float(row) + 0.5)
                let at = SIMD3(x, y, size.z / 2)
                switch style {
                case 0: b.mesh.sphere(radius: 0.014, at: at + [0, 0, 0.014], sides: 12)
                case 1:
                    let half: SIMD3<Float> = isDoor ? [0, 0.07, 0] : [0.06, 0, 0]
                    b.mesh.tube(
                        [at - half, at - half + [0, 0, 0.025], at + half + [0, 0, 0.025], at + half], radii: [0.005], sides: 6)
                default: break
                }
            }
        }
        b.use(random.chance(0.5) ? body : kit.metal(&random))
        for x: Float in [-1, 1] {
            for z: Float in [-1, 1] {
                b.mesh.cylinder(
                    radius: 0.013, top: 0.02, height: foot + 0.005,
                    at: [x * (size.x / 2 - 0.05), 0, z * (size.z / 2 - 0.06)], sides: 10)
            }
        }
        var piece = b.piece()
        piece.size = size
        piece.supports = [
            Piece.Support(center: [0, size.y, 0], size: [size.x * 0.92, size.z * 0.85], clearance: 0.6, use: .display)
        ]
        return piece
    }
}
