import Images

/// The pixels beside jumps in depth from what is kept to what is not: only they can show both.
struct MatteBand {
    let isUnknown: [Bool]

    /// - Parameter band: 1 for the pixels that touch the jump, more for those farther from it.
    init(_ nearness: Nearness, _ kept: [Float], band: Int) {
        guard band > 0 else {
            isUnknown = [Bool](repeating: false, count: kept.count)
            return
        }
        let touching = Self.touching(nearness, kept)
        isUnknown = band > 1 ? Self.widened(touching, nearness.width, nearness.height, by: band - 1) : touching
    }

    /// Pixels with a neighbour, also across a corner, on another surface, one of the two kept and the other not.
    private static func touching(_ nearness: Nearness, _ kept: [Float]) -> [Bool] {
        let (width, height) = (nearness.width, nearness.height)
        var marks = [Bool](repeating: false, count: width * height)
        func compare(_ a: Int, _ b: Int) {
            guard (kept[a] > 0.5) != (kept[b] > 0.5) else { return }
            let (first, second) = (nearness.measured(a), nearness.measured(b))
            guard abs(first - second) > 0.03 * max(first, second) else { return }
            (marks[a], marks[b]) = (true, true)
        }
        for row in 0..<height {
            for column in 0..<width {
                let index = row * width + column
                if column + 1 < width { compare(index, index + 1) }
                guard row + 1 < height else { continue }
                compare(index, index + width)
                if column > 0 { compare(index, index + width - 1) }
                if column + 1 < width { compare(index, index + width + 1) }
            }
        }
        return marks
    }

    /// All within so many pixels across and down of a mark.
    private static func widened(_ marks: [Bool], _ width: Int, _ height: Int, by reach: Int) -> [Bool] {
        var across = marks
        for row in 0..<height {
            let pixels = row * width..<(row + 1) * width
            var (before, after) = (reach + 1, reach + 1)
            for index in pixels {
                before = marks[index] ? 0 : before + 1
                if before <= reach { across[index] = true }
            }
            for index in pixels.reversed() {
                after = marks[index] ? 0 : after + 1
                if after <= reach { across[index] = true }
            }
        }
        var result = across
        for rows in [Array(0..<height), Array((0..<height).reversed())] {
            var since = [Int](repeating: reach + 1, count: width)
            for row in rows {
                for column in 0..<width {
                    let index = row * width + column
                    since[column] = across[index] ? 0 : since[column] + 1
                    if since[column] <= reach { result[index] = true }
                }
            }
        }
        return result
    }
}
