/// Gives pixels that show nothing of the scene a colour: that of their surroundings, of what is far rather than near.
enum EmptyPixels {
    /// - Parameter inverseDepths: -1 where nothing is; filled as well.
    /// - Returns: How many there were.
    static func fill(_ pixels: inout [UInt8], _ inverseDepths: inout [Float], width: Int, height: Int) -> Int {
        var ring: [Int] = []
        var empty = 0
        for index in inverseDepths.indices where inverseDepths[index] < 0 {
            empty += 1
            if hasNeighbor(index, inverseDepths, width, height) { ring.append(index) }
        }
        guard empty > 0 else { return 0 }
        if empty == inverseDepths.count {
            for index in inverseDepths.indices { inverseDepths[index] = 0 }
            return empty
        }
        while !ring.isEmpty {
            let found = ring.map { mean($0, pixels, inverseDepths, width, height) }
            for (index, value) in zip(ring, found) {
                inverseDepths[index] = value.w
                for channel in 0..<3 { pixels[index * 3 + channel] = UInt8(value[channel] + 0.5) }
            }
            var next: Set<Int> = []
            for index in ring {
                neighbors(index, width, height) { if inverseDepths[$0] < 0 { next.insert($0) } }
            }
            ring = next.sorted()
        }
        return empty
    }

    private static func hasNeighbor(_ index: Int, _ depths: [Float], _ width: Int, _ height: Int) -> Bool {
        var found = false
        neighbors(index, width, height) { if depths[$0] >= 0 { found = true } }
        return found
    }

    private static func mean(
        _ index: Int, _ pixels: [UInt8], _ depths: [Float], _ width: Int, _ height: Int
    ) -> SIMD4<Float> {
        var sum = SIMD4<Float>.zero
        var total: Float = 0
        neighbors(index, width, height) { neighbor in
            let depth = depths[neighbor]
            guard depth >= 0 else { return }
            let weight = 1 / ((depth + 1e-3) * (depth + 1e-3))
            sum +=
                SIMD4(
                    Float(pixels[neighbor * 3]), Float(pixels[neighbor * 3 + 1]), Float(pixels[neighbor * 3 + 2]), depth
                )
                * weight
            total += weight
        }
        return sum / total
    }

    @inline(__always)
    private static func neighbors(_ index: Int, _ width: Int, _ height: Int, _ body: (Int) -> Void) {
        let column = index % width
        for row in [index - width, index, index + width] where row >= 0 && row < width * height {
            if column > 0 { body(row - 1) }
            if row != index { body(row) }
            if column + 1 < width { body(row + 1) }
        }
    }
}
