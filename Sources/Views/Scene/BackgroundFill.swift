/// What is behind: for pixels on the near side of cuts, colour and inverse depth of the background that goes on there.
///
/// Values on the far side of cuts are continued smoothly (Laplace's equation, solved by successive over-relaxation) over
/// links within the near side. Only the far side gives values; the foreground never does.
struct BackgroundFill {
    /// The pixel of each filled place.
    let indices: [Int32]
    /// Red, green, blue and inverse depth of each.
    private(set) var values: [SIMD4<Float>]
    /// The place among ``indices`` of each pixel; -1 for those that are not filled.
    let places: [Int32]

    private static let rounds = 80
    private static let relaxation: Float = 1.85

    /// - Parameter farColors: Unmixed, for pixels at the far side of cuts.
    init(_ canvas: DepthCanvas, _ cuts: DepthCuts, _ bands: EdgeBands, farColors: [Int32: SIMD4<Float>]) {
        var indices: [Int32] = []
        var places = [Int32](repeating: -1, count: canvas.pixels.count)
        for (index, origin) in bands.background.enumerated() where origin >= 0 {
            places[index] = Int32(indices.count)
            indices.append(Int32(index))
        }
        values = indices.map { index in
            let origin = bands.background[Int(index)]
            return farColors[origin] ?? canvas.pixels[Int(origin)]
        }
        self.indices = indices
        self.places = places
        relax(canvas, cuts, farColors)
    }

    private mutating func relax(_ canvas: DepthCanvas, _ cuts: DepthCuts, _ farColors: [Int32: SIMD4<Float>]) {
        // Four neighbours each: other places, or fixed values, or none.
        var links = [SIMD4<Int32>](repeating: SIMD4(repeating: -1), count: indices.count)
        var fixed = [SIMD4<Float>](repeating: .zero, count: indices.count)
        var weights = [Float](repeating: 0, count: indices.count)
        for place in indices.indices {
            let index = Int(indices[place])
            let here = canvas.pixels[index].w
            var slot = 0
            var total: Float = 0
            cuts.forEachNeighbor(index) { neighbor, isCut in
                if isCut {
                    guard canvas.pixels[neighbor].w < here else { return }
                    fixed[place] += farColors[Int32(neighbor)] ?? canvas.pixels[neighbor]
                    total += 1
                } else if places[neighbor] >= 0 {
                    links[place][slot] = places[neighbor]
                    slot += 1
                    total += 1
                }
            }
            weights[place] = total > 0 ? 1 / total : 0
        }
        let count = indices.count
        values.withUnsafeMutableBufferPointer { values in
            links.withUnsafeBufferPointer { links in
                for round in 0..<Self.rounds {
                    // To and fro, so that nothing drifts one way.
                    for step in 0..<count {
                        let place = round % 2 == 0 ? step : count - 1 - step
                        guard weights[place] > 0 else { continue }
                        var sum = fixed[place]
                        let link = links[place]
                        if link.x >= 0 { sum += values[Int(link.x)] }
                        if link.y >= 0 { sum += values[Int(link.y)] }
                        if link.z >= 0 { sum += values[Int(link.z)] }
                        if link.w >= 0 { sum += values[Int(link.w)] }
                        let old = values[place]
                        values[place] = old + (sum * weights[place] - old) * Self.relaxation
                    }
                }
                // What over-relaxation overshoots is settled.
                for place in 0..<count {
                    let front = canvas.pixels[Int(indices[place])].w
                    var value = values[place].clamped(
                        lowerBound: .zero, upperBound: SIMD4(255, 255, 255, Float.greatestFiniteMagnitude))
                    value.w = min(value.w, front * 0.995)
                    values[place] = value
                }
            }
        }
    }
}
