public import Images

/// How near everything is, in 1/m: a depth map made ready for editing.
///
/// Blur, parallax and the errors of a depth map are even in inverse depth. The sky and what is too far to tell are 0;
/// pixels without a value get one from beside them.
public struct Nearness: Sendable {
    /// Pixels across.
    public let width: Int
    /// Pixels down.
    public let height: Int
    /// 1 / metres, rows from the top; never negative, always finite.
    package let values: [Float]
    /// Whether a pixel's value is a guess for what was not measured, out to the photo's rim; empty where all were.
    package let isUnmeasured: [Bool]
    /// Nearer than this is taken for no depth, and so is farther than its inverse for the sky.
    private static let farthest: Float = 9000

    /// Takes depth in metres along the optical axis.
    ///
    /// Infinity and 9 km or more are the sky. Values that are not positive, and NaN, are holes: they get the farther of
    /// the nearest depths to their left and right, above and below where a row has none. Holes that reach to the rim are
    /// remembered, because they are as often far away as out of the sensor's sight; cut-outs do not keep them.
    ///
    /// - Throws: ``EditingError`` with code `noDepth` where no pixel has a depth.
    public init(_ depth: FloatRaster) throws(EditingError) {
        (width, height) = (depth.width, depth.height)
        var values = depth.values
        var hasHoles = false
        var hasDepth = false
        values.withUnsafeMutableBufferPointer { values in
            for index in values.indices {
                let metres = values[index]
                if metres > 0 {
                    values[index] = metres >= Self.farthest ? 0 : min(1 / metres, 1e6)
                    hasDepth = true
                } else {
                    values[index] = -1
                    hasHoles = true
                }
            }
        }
        guard hasDepth else { throw EditingError(.noDepth, "the depth map has no depth that is above zero") }
        isUnmeasured = hasHoles ? Self.holesAtRim(values, width: width, height: height) : []
        if hasHoles { Self.fill(&values, width: width, height: height) }
        self.values = values
    }

    package init(width: Int, height: Int, values: [Float], isUnmeasured: [Bool] = []) {
        (self.width, self.height, self.values, self.isUnmeasured) = (width, height, values, isUnmeasured)
    }

    /// The value of a pixel, by its index; 0 where it is only a guess.
    @inline(__always)
    func measured(_ index: Int) -> Float { isUnmeasured.isEmpty || !isUnmeasured[index] ? values[index] : 0 }

    /// The depth in metres at a pixel; infinity for the sky.
    public func metres(_ x: Int, _ y: Int) -> Float { 1 / values[y * width + x] }

    /// Depth in metres; 10000 stands for the sky and all that is as far, as in the network's depth.
    public var metres: FloatRaster {
        FloatRaster(width: width, height: height, values: values.map { $0 > 1e-4 ? 1 / $0 : 1e4 })
    }

    /// The marks at another size.
    func unmeasured(width newWidth: Int, height newHeight: Int) -> [Bool] {
        guard isUnmeasured.contains(true) else { return [] }
        let columns = (0..<newWidth).map { $0 * width / newWidth }
        return (0..<newHeight).flatMap { row in
            let start = row * height / newHeight * width
            return columns.map { isUnmeasured[start + $0] }
        }
    }

    /// Negative values that are joined, side by side, with one at the rim.
    private static func holesAtRim(_ values: [Float], width: Int, height: Int) -> [Bool] {
        var marks = [Bool](repeating: false, count: values.count)
        var waiting: [Int32] = []
        func visit(_ index: Int) {
            guard values[index] < 0, !marks[index] else { return }
            marks[index] = true
            waiting.append(Int32(index))
        }
        for column in 0..<width {
            visit(column)
            visit((height - 1) * width + column)
        }
        for row in 0..<height {
            visit(row * width)
            visit(row * width + width - 1)
        }
        while let next = waiting.popLast() {
            let index = Int(next)
            let column = index % width
            if column > 0 { visit(index - 1) }
            if column + 1 < width { visit(index + 1) }
            if index >= width { visit(index - width) }
            if index + width < values.count { visit(index + width) }
        }
        return marks
    }

    private static func fill(_ values: inout [Float], width: Int, height: Int) {
        var fullRows: [Int] = []
        for row in 0..<height where fillRow(&values, row * width..<(row + 1) * width) { fullRows.append(row) }
        guard let first = fullRows.first, let last = fullRows.last, fullRows.count < height else { return }
        // Rows without any depth repeat the nearest that has some.
        var source = first
        var upcoming = fullRows[...]
        for row in 0..<height {
            if upcoming.first == row {
                source = row
                upcoming = upcoming.dropFirst()
                continue
            }
            let below = upcoming.first ?? last
            let nearest = row < first ? first : below > row && below - row < row - source ? below : source
            for column in 0..<width { values[row * width + column] = values[nearest * width + column] }
        }
    }

    /// - Returns: Whether the row has any depth.
    private static func fillRow(_ values: inout [Float], _ row: Range<Int>) -> Bool {
        var index = row.lowerBound
        var left: Float?
        while index < row.upperBound {
            if values[index] >= 0 {
                left = values[index]
                index += 1
                continue
            }
            var end = index
            while end < row.upperBound, values[end] < 0 { end += 1 }
            let right = end < row.upperBound ? values[end] : nil
            guard let value = left.map({ min($0, right ?? $0) }) ?? right else { return false }
            for hole in index..<end { values[hole] = value }
            index = end
        }
        return true
    }
}
