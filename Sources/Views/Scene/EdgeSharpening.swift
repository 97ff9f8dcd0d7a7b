import Images

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
        let near = WindowExtremes(values, width: width, height: height, radius: radius)
        let wide = WindowExtremes(values, width: width, height: height, radius: 2 * radius)
        for index in values.indices {
            let (low, high) = (near.least[index], near.greatest[index])
            let range = high - low
            guard range > threshold * high, wide.greatest[index] - wide.least[index] < 1.4 * range else { continue }
            values[index] = high - values[index] <= values[index] - low ? high : low
        }
    }
}
