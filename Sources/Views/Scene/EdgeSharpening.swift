/// Turns the ramps that networks draw at depth edges into steps.
///
/// A pixel on a ramp takes the nearest or the farthest value within its radius, whichever is closer to its own (the
/// toggle mapping of Kramer and Bruckner, 1975). A slope differs from a ramp in that the range of values grows with the
/// radius; slopes stay.
struct EdgeSharpening {
    let width: Int
    let height: Int
    let radius: Int
    let threshold: Float

    func apply(to values: inout [Float]) {
        let (low, high) = extremes(values, radius)
        let (lowest, highest) = extremes(values, 2 * radius)
        for index in values.indices {
            let range = high[index] - low[index]
            guard range > threshold * high[index], highest[index] - lowest[index] < 1.4 * range else { continue }
            values[index] = high[index] - values[index] <= values[index] - low[index] ? high[index] : low[index]
        }
    }

    /// The smallest and the largest value in the square of 2·radius + 1 pixels around each pixel.
    private func extremes(_ values: [Float], _ radius: Int) -> (low: [Float], high: [Float]) {
        var low = values
        var high = values
        spread(&low, radius, min)
        spread(&high, radius, max)
        return (low, high)
    }

    /// Along rows, then along columns. The window grows by doubling, so that the work is logarithmic in its size.
    private func spread(_ values: inout [Float], _ radius: Int, _ pick: (Float, Float) -> Float) {
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
    }
}
