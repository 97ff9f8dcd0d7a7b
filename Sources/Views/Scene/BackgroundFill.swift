/// What is behind: for pixels on the near side of cuts, colour and inverse depth of the background that goes on there.
///
/// Values on the far side of cuts are continued smoothly (Laplace's equation, solved by successive over-relaxation), and
/// get the background's texture, mirrored at the cut. Only the far side gives values; the foreground never does.
struct BackgroundFill {
    /// Which pixels take part in each other's values.
    enum Spread {
        /// Those that are not cut from each other.
        case withinSurfaces
        /// Those whose backgrounds are equally far.
        case acrossCuts
    }

    /// The pixel of each filled place.
    let indices: [Int32]
    /// Red, green, blue and inverse depth of each.
    private(set) var values: [SIMD4<Float>]
    /// The place among ``indices`` of each pixel; -1 for those that are not filled.
    let places: [Int32]

    private static let rounds = 80
    private static let relaxation: Float = 1.85
    /// How much of the texture's contrast is repeated: it is seldom what is really there.
    private static let texture: Float = 0.6

    /// - Parameters:
    ///   - origins: For each pixel the one on the far side of a cut that goes on there; -1 for pixels not to be filled.
    ///   - farColors: Unmixed, for pixels at the far side of cuts.
    init(
        _ canvas: DepthCanvas, _ cuts: DepthCuts, _ clutter: Clutter, origins: [Int32],
        farColors: [Int32: SIMD4<Float>], spread: Spread
    ) {
        var indices: [Int32] = []
        var places = [Int32](repeating: -1, count: canvas.pixels.count)
        for (index, origin) in origins.enumerated() where origin >= 0 {
            places[index] = Int32(indices.count)
            indices.append(Int32(index))
        }
        self.indices = indices
        self.places = places
        let surface = Surroundings(canvas, farColors)
        var smooth: [Int32: SIMD4<Float>] = [:]
        for origin in Set(indices.map { origins[Int($0)] }) { smooth[origin] = surface.smooth(Int(origin)) }
        values = indices.map { smooth[origins[Int($0)]] ?? .zero }
        relax(canvas, Links(canvas, cuts, self, smooth, surface, spread))
        addTexture(canvas, origins, surface, clutter)
    }

    private mutating func relax(_ canvas: DepthCanvas, _ links: Links) {
        let count = indices.count
        values.withUnsafeMutableBufferPointer { values in
            links.neighbors.withUnsafeBufferPointer { neighbors in
                for round in 0..<Self.rounds {
                    // To and fro, so that nothing drifts one way.
                    for step in 0..<count {
                        let place = round % 2 == 0 ? step : count - 1 - step
                        guard links.weights[place] > 0 else { continue }
                        var sum = links.fixed[place]
                        let link = neighbors[place]
                        if link.x >= 0 { sum += values[Int(link.x)] }
                        if link.y >= 0 { sum += values[Int(link.y)] }
                        if link.z >= 0 { sum += values[Int(link.z)] }
                        if link.w >= 0 { sum += values[Int(link.w)] }
                        let old = values[place]
                        values[place] = old + (sum * links.weights[place] - old) * Self.relaxation
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

    /// What makes the background's texture, as the difference from its surroundings, comes from as far beyond the cut as
    /// a pixel is behind it; nearer to the cut where that is another surface. Among leaves there is none to repeat.
    private mutating func addTexture(
        _ canvas: DepthCanvas, _ origins: [Int32], _ surface: Surroundings, _ clutter: Clutter
    ) {
        let (width, height) = (canvas.width, canvas.height)
        for place in indices.indices {
            let index = Int(indices[place])
            let origin = Int(origins[index])
            let (x, y) = (origin % width, origin / width)
            let (dx, dy) = (x - index % width, y - index / width)
            let depth = canvas.pixels[origin].w
            for share in [4, 2, 1, 0] {
                let (column, row) = (x + dx * share / 4, y + dy * share / 4)
                guard column >= 0, row >= 0, column < width, row < height else { continue }
                let source = row * width + column
                guard source == origin || (places[source] < 0 && Self.isLike(canvas.pixels[source].w, depth)) else {
                    continue
                }
                var detail = surface.color(source) - surface.smooth(source)
                detail.w = 0
                detail *= Self.texture * (1 - clutter.shares[index]) * (1 - clutter.shares[source])
                values[place] = (values[place] + detail).clamped(
                    lowerBound: .zero, upperBound: SIMD4(255, 255, 255, Float.greatestFiniteMagnitude))
                break
            }
        }
    }

    fileprivate static func isLike(_ first: Float, _ second: Float) -> Bool {
        max(first, second) <= 1.15 * min(first, second) + 1e-4
    }
}

/// Colours of surfaces, pixel by pixel and without their texture.
private struct Surroundings {
    private let canvas: DepthCanvas
    private let farColors: [Int32: SIMD4<Float>]

    init(_ canvas: DepthCanvas, _ farColors: [Int32: SIMD4<Float>]) {
        (self.canvas, self.farColors) = (canvas, farColors)
    }

    /// Without the share of what stands before it.
    func color(_ index: Int) -> SIMD4<Float> { farColors[Int32(index)] ?? canvas.pixels[index] }

    /// The mean of the same surface, from every third pixel within nine, with the pixel's own inverse depth.
    func smooth(_ index: Int) -> SIMD4<Float> {
        let (column, row) = (index % canvas.width, index / canvas.width)
        let depth = canvas.pixels[index].w
        var sum = SIMD4<Float>.zero
        var count: Float = 0
        for y in stride(from: max(row - 9, 0), through: min(row + 9, canvas.height - 1), by: 3) {
            for x in stride(from: max(column - 9, 0), through: min(column + 9, canvas.width - 1), by: 3) {
                let pixel = canvas.pixels[y * canvas.width + x]
                guard BackgroundFill.isLike(pixel.w, depth) else { continue }
                sum += pixel
                count += 1
            }
        }
        var mean = count >= 4 ? sum / count : color(index)
        mean.w = depth
        return mean
    }
}

/// What each place's value follows from.
private struct Links {
    /// Up to four other places; -1 for none.
    var neighbors: [SIMD4<Int32>]
    /// The sum of those of the background's pixels beside it that do not change.
    var fixed: [SIMD4<Float>]
    /// One by the number of both.
    var weights: [Float]

    init(
        _ canvas: DepthCanvas, _ cuts: DepthCuts, _ fill: BackgroundFill, _ smooth: [Int32: SIMD4<Float>],
        _ surface: Surroundings, _ spread: BackgroundFill.Spread
    ) {
        let count = fill.indices.count
        neighbors = [SIMD4<Int32>](repeating: SIMD4(repeating: -1), count: count)
        fixed = [SIMD4<Float>](repeating: .zero, count: count)
        weights = [Float](repeating: 0, count: count)
        for place in 0..<count {
            let index = Int(fill.indices[place])
            let here = canvas.pixels[index].w
            let behind = fill.values[place].w
            var slot = 0
            var total: Float = 0
            cuts.forEachNeighbor(index) { neighbor, isCut in
                let other = Int(fill.places[neighbor])
                let there = canvas.pixels[neighbor].w
                let isFixed: Bool
                let isFree: Bool
                switch spread {
                case .withinSurfaces:
                    isFixed = isCut && there < here
                    isFree = !isCut && other >= 0
                case .acrossCuts:
                    isFixed = isCut && there < here && BackgroundFill.isLike(there, behind)
                    isFree = !isFixed && other >= 0 && BackgroundFill.isLike(fill.values[other].w, behind)
                }
                if isFixed {
                    fixed[place] += smooth[Int32(neighbor)] ?? surface.smooth(neighbor)
                    total += 1
                } else if isFree {
                    neighbors[place][slot] = Int32(other)
                    slot += 1
                    total += 1
                }
            }
            weights[place] = total > 0 ? 1 / total : 0
        }
    }
}
