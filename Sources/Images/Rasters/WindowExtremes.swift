/// The smallest and the largest value in the square of 2·radius + 1 samples around each sample of a map.
package struct WindowExtremes: Sendable {
    /// Row by row, as the map's.
    package let least, greatest: [Float]

    /// - Parameters:
    ///   - values: Row by row, `width` × `height`.
    ///   - radius: In samples; windows are cut at the rim.
    package init(_ values: [Float], width: Int, height: Int, radius: Int) {
        least = Self.spread(values, width, height, radius, min)
        greatest = Self.spread(values, width, height, radius, max)
    }

    /// Along rows, then along columns. The window grows by doubling, so that the work is logarithmic in its size.
    private static func spread(
        _ values: [Float], _ width: Int, _ height: Int, _ radius: Int, _ pick: (Float, Float) -> Float
    ) -> [Float] {
        var values = values
        for (step, count, lines, apart) in [(1, width, height, width), (width, height, width, 1)] {
            var line = [Float](repeating: 0, count: count)
            var shifted = line
            for number in 0..<lines {
                let start = number * apart
                for place in 0..<count { line[place] = values[start + place * step] }
                var reach = 0
                while reach < radius {
                    let hop = min(reach + 1, radius - reach)
                    for place in 0..<count {
                        shifted[place] = pick(
                            pick(line[max(place - hop, 0)], line[place]), line[min(place + hop, count - 1)])
                    }
                    swap(&line, &shifted)
                    reach += hop
                }
                for place in 0..<count { values[start + place * step] = line[place] }
            }
        }
        return values
    }
}
