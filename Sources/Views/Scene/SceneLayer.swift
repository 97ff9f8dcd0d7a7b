/// One sheet of the scene: a grid of points over the canvas, each with inverse depth and colour, and the cells between
/// them that are surface.
struct SceneLayer: Sendable {
    /// What of a cell is drawn.
    enum Cell {
        /// The triangle at the upper left, or at the lower left where the cell is folded along the falling diagonal.
        static let first: UInt8 = 1
        /// The other triangle.
        static let second: UInt8 = 2
        /// Folded from the upper left to the lower right; otherwise from the upper right to the lower left.
        static let falls: UInt8 = 4
        /// Whether all cells around are surface too, so that colours may be interpolated from sixteen points.
        static let isInner: UInt8 = 8
        /// The quarters of the cell that belong to corners without a triangle: upper left, upper right, lower left, lower
        /// right.
        static let quarters: [UInt8] = [16, 32, 64, 128]
        static let anyQuarter: UInt8 = 0xF0
    }

    /// Cells of a row that follow one another; some of them may be empty.
    struct Run {
        let row: Int32
        let start: Int32
        let end: Int32
        /// Of the cells' points.
        let lowest: Float
        let highest: Float
    }

    let width: Int
    let height: Int
    /// In 1/m, for each point.
    let inverseDepths: [Float]
    /// Red, green, blue, opacity of each point.
    let colors: [SIMD4<UInt8>]
    /// For each point the cell to the right and below.
    let cells: [UInt8]
    /// All cells, from the top, from the left.
    let runs: [Run]

    /// - Parameters:
    ///   - isThere: For each point whether the layer has it.
    ///   - joinsRight: For each point whether it hangs together with its right neighbour.
    ///   - joinsDown: … with the one below.
    init(
        width: Int, height: Int, inverseDepths: [Float], colors: [SIMD4<UInt8>], isThere: [Bool], joinsRight: [Bool],
        joinsDown: [Bool]
    ) {
        self.width = width
        self.height = height
        self.inverseDepths = inverseDepths
        self.colors = colors
        var cells = [UInt8](repeating: 0, count: width * height)
        for row in 0..<height - 1 {
            for column in 0..<width - 1 {
                let index = row * width + column
                cells[index] = Self.cell(
                    top: joinsRight[index], left: joinsDown[index], right: joinsDown[index + 1],
                    bottom: joinsRight[index + width], inverseDepths[index], inverseDepths[index + 1],
                    inverseDepths[index + width], inverseDepths[index + width + 1])
            }
        }
        Self.markInner(&cells, width: width, height: height)
        Self.markQuarters(&cells, isThere, width: width, height: height)
        self.cells = cells
        runs = Self.runs(of: cells, inverseDepths, width: width, height: height)
    }

    private static func cell(
        top: Bool, left: Bool, right: Bool, bottom: Bool, _ a: Float, _ b: Float, _ c: Float, _ d: Float
    ) -> UInt8 {
        switch (top, left, right, bottom) {
        case (true, true, true, true), (false, true, true, true), (true, false, true, true), (true, true, false, true),
            (true, true, true, false):
            abs(a - d) <= abs(b - c) ? Cell.first | Cell.second | Cell.falls : Cell.first | Cell.second
        case (true, true, false, false): Cell.first  // a, c, b
        case (false, false, true, true): Cell.second  // b, c, d
        case (false, true, false, true): Cell.first | Cell.falls  // a, c, d
        case (true, false, true, false): Cell.second | Cell.falls  // a, d, b
        default: 0
        }
    }

    private static func markInner(_ cells: inout [UInt8], width: Int, height: Int) {
        let whole = Cell.first | Cell.second
        let isWhole = cells.map { $0 & whole == whole }
        guard width > 4, height > 4 else { return }
        for row in 1..<height - 2 {
            for column in 1..<width - 2 {
                let index = row * width + column
                var inner = true
                for offset in [index - width, index, index + width] {
                    inner = inner && isWhole[offset - 1] && isWhole[offset] && isWhole[offset + 1]
                }
                if inner { cells[index] |= Cell.isInner }
            }
        }
    }

    /// Points in no triangle, as thin things and leaves have them, are squares of a pixel.
    private static func markQuarters(_ cells: inout [UInt8], _ isThere: [Bool], width: Int, height: Int) {
        var isJoined = [Bool](repeating: false, count: cells.count)
        for index in 0..<cells.count - width - 1 where cells[index] & (Cell.first | Cell.second) != 0 {
            let falls = cells[index] & Cell.falls != 0
            let hasFirst = cells[index] & Cell.first != 0
            let hasSecond = cells[index] & Cell.second != 0
            // a, c and d or a, c and b; a, d and b or b, c and d.
            if hasFirst || falls { isJoined[index] = true }
            if hasSecond || !falls { isJoined[index + 1] = true }
            if hasFirst || !falls { isJoined[index + width] = true }
            if hasSecond || falls { isJoined[index + width + 1] = true }
        }
        for index in cells.indices where isThere[index] && !isJoined[index] {
            let (column, row) = (index % width, index / width)
            for (corner, quarter) in Cell.quarters.enumerated() {
                let (x, y) = (column - corner % 2, row - corner / 2)
                if x >= 0, y >= 0, x < width - 1, y < height - 1 { cells[y * width + x] |= quarter }
            }
        }
    }

    /// Runs end at gaps of more than a few cells, and after some hundred, so that their bounds stay tight.
    private static func runs(of cells: [UInt8], _ inverseDepths: [Float], width: Int, height: Int) -> [Run] {
        var runs: [Run] = []
        for row in 0..<height - 1 {
            var column = 0
            while column < width - 1 {
                guard cells[row * width + column] != 0 else {
                    column += 1
                    continue
                }
                let start = column
                var end = column + 1
                while column < width - 1, column - end < 8, column - start < 256 {
                    if cells[row * width + column] != 0 { end = column + 1 }
                    column += 1
                }
                column = end
                var (low, high) = (Float.infinity, Float(0))
                for place in start...end {
                    for index in [row * width + place, (row + 1) * width + place] {
                        low = min(low, inverseDepths[index])
                        high = max(high, inverseDepths[index])
                    }
                }
                runs.append(
                    Run(row: Int32(row), start: Int32(start), end: Int32(end), lowest: low, highest: high))
            }
        }
        return runs
    }
}
