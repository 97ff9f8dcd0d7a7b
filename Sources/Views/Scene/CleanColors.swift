/// Colours of surfaces at depth edges without the share of the surface beyond the edge that lenses and pixels mix in.
enum CleanColors {
    /// The colours within a band, continued from where the mixing has ended.
    ///
    /// - Parameters:
    ///   - distances: From the cut, 1 for the pixels at it.
    ///   - band: How many pixels are mixed. Surfaces no wider keep the colour of their middle.
    static func unmixed(
        _ canvas: DepthCanvas, _ cuts: DepthCuts, distances: [Int32], band: Int
    ) -> [Int32: SIMD4<Float>] {
        var rings = [[Int32]](repeating: [], count: band + 1)
        for (index, distance) in distances.enumerated() where distance <= Int32(band) {
            rings[Int(distance)].append(Int32(index))
        }
        var colors: [Int32: SIMD4<Float>] = [:]
        for distance in (1...max(band, 1)).reversed() where distance <= band {
            for index in rings[distance] {
                var sum = SIMD4<Float>.zero
                var count: Float = 0
                cuts.forEachNeighbor(Int(index)) { neighbor, isCut in
                    guard !isCut, distances[neighbor] > Int32(distance) else { return }
                    sum += colors[Int32(neighbor)] ?? canvas.pixels[neighbor]
                    count += 1
                }
                var color = count > 0 ? sum / count : canvas.pixels[Int(index)]
                color.w = canvas.pixels[Int(index)].w
                colors[index] = color
            }
        }
        return colors
    }
}
