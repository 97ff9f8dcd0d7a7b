/// How far each pixel is from a cut, on the near side and on the far side of it.
///
/// Distances are in pixels along links that are not cut, 1 for the pixels at the cut.
struct EdgeBands {
    /// Beyond the reach.
    static let unreached = Int32.max

    /// To a cut beyond which the scene is farther.
    let near: [Int32]
    /// The pixel across the cut that ``near`` counts from: the background that goes on behind. -1 beyond the reach.
    let background: [Int32]
    /// As ``background``, but the farthest one within reach instead of the nearest, and over cuts.
    let beyond: [Int32]
    /// To a cut beyond which the scene is nearer.
    let far: [Int32]
    /// The pixel across the cut that ``far`` counts from: the foreground. -1 beyond the band.
    let foreground: [Int32]

    init(_ canvas: DepthCanvas, _ cuts: DepthCuts, reach: Int, band: Int) {
        let near = Self.spread(canvas, cuts, to: reach) { here, there in here > there }
        self.near = near.distances
        background = near.origins
        let far = Self.spread(canvas, cuts, to: band) { here, there in here < there }
        self.far = far.distances
        foreground = far.origins
        let atCuts = zip(near.distances, near.origins).map { $0 == 1 ? $1 : -1 }
        beyond = Self.deepen(canvas, cuts, background: atCuts, reach: reach)
    }

    /// Spreads the farthest backgrounds under all that is nearer, over cuts as well: behind a window's frame the outdoors
    /// goes on behind the wall, too.
    private static func deepen(
        _ canvas: DepthCanvas, _ cuts: DepthCuts, background: [Int32], reach: Int
    ) -> [Int32] {
        var labels = background
        var front = background.indices.filter { background[$0] >= 0 }.map(Int32.init)
        var distance = 1
        while !front.isEmpty, distance < reach {
            distance += 1
            var next: [Int32] = []
            for index in front {
                let origin = labels[Int(index)]
                let depth = canvas.pixels[Int(origin)].w
                cuts.forEachNeighbor(Int(index)) { neighbor, _ in
                    guard canvas.pixels[neighbor].w > 1.1 * depth + 1e-4 else { return }
                    let known = labels[neighbor]
                    guard known < 0 || canvas.pixels[Int(known)].w > 1.3 * depth + 1e-4 else { return }
                    labels[neighbor] = origin
                    next.append(Int32(neighbor))
                }
            }
            front = next
        }
        return labels
    }

    /// Breadth first from the pixels at cuts, each of which keeps the pixel across the cut that is nearest to it in
    /// space; origins are handed on, and replaced by closer ones.
    private static func spread(
        _ canvas: DepthCanvas, _ cuts: DepthCuts, to reach: Int, from isSide: (Float, Float) -> Bool
    ) -> (distances: [Int32], origins: [Int32]) {
        let count = canvas.pixels.count
        var distances = [Int32](repeating: unreached, count: count)
        var origins = [Int32](repeating: -1, count: count)
        var front: [Int32] = []
        for index in 0..<count {
            var best: (value: Float, place: Int)?
            let here = canvas.pixels[index].w
            cuts.forEachNeighbor(index) { neighbor, isCut in
                guard isCut, isSide(here, canvas.pixels[neighbor].w) else { return }
                let value = canvas.pixels[neighbor].w
                // Of several the nearest in depth: it hides the others.
                if value > best?.value ?? -1 { best = (value, neighbor) }
            }
            if let best {
                distances[index] = 1
                origins[index] = Int32(best.place)
                front.append(Int32(index))
            }
        }
        var distance: Int32 = 1
        while !front.isEmpty, distance < Int32(reach) {
            distance += 1
            var next: [Int32] = []
            for index in front {
                cuts.forEachNeighbor(Int(index)) { neighbor, isCut in
                    guard !isCut else { return }
                    if distances[neighbor] == unreached {
                        distances[neighbor] = distance
                        origins[neighbor] = origins[Int(index)]
                        next.append(Int32(neighbor))
                    } else if distances[neighbor] == distance,
                        squaredDistance(neighbor, origins[Int(index)], canvas.width)
                            < squaredDistance(neighbor, origins[neighbor], canvas.width)
                    {
                        origins[neighbor] = origins[Int(index)]
                    }
                }
            }
            front = next
        }
        return (distances, origins)
    }

    private static func squaredDistance(_ index: Int, _ origin: Int32, _ width: Int) -> Int {
        let (x, y) = (index % width - Int(origin) % width, index / width - Int(origin) / width)
        return x * x + y * y
    }
}
