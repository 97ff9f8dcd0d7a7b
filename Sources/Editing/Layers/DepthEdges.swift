/// Which surface lies on the other side of every pixel's nearest depth edge.
///
/// Beside an edge three things must be known that no single pixel tells: what is hidden behind the near surface, and, of
/// a pixel that shows both surfaces, the colour of each. All are read from the photo a little way off the edge; so only
/// the pixel beside the edge is kept, for every pixel within reach.
struct DepthEdges: Sendable {
    let width: Int
    let height: Int
    /// For pixels on the near side of an edge: the nearest pixel beyond it; -1 where none is within reach.
    let beyond: [Int32]
    /// For pixels on the far side, in the band: the nearest pixel of the near surface; -1 for all others.
    let inFront: [Int32]
    /// Half the width, in pixels, of the band around an edge whose pixels may show both surfaces.
    let band: Int

    /// Finds the edges.
    ///
    /// - Parameters:
    ///   - heights: What is nearer is larger.
    ///   - step: How much neighbours differ across an edge, at least.
    ///   - ratio: And by which share of the nearer.
    ///   - reach: Pixels from an edge within which what is hidden is wanted.
    init(_ map: Nearness, step: Float, ratio: Float, reach: Int, band: Int) {
        (width, height, self.band) = (map.width, map.height, band)
        let (width, height) = (map.width, map.height)
        var beyond = [Int32](repeating: -1, count: width * height)
        var inFront = beyond
        map.values.withUnsafeBufferPointer { values in
            let finder = Finder(values: values, width: width, height: height, step: step, ratio: ratio)
            beyond.withUnsafeMutableBufferPointer { beyond in
                finder.seed(beyond)
                inFront.withUnsafeMutableBufferPointer { finder.mark($0, beyond: beyond, band: band) }
                for _ in 0..<2 { finder.spread(beyond, reach: reach) }
            }
        }
        (self.beyond, self.inFront) = (beyond, inFront)
    }

    /// The steps, on raw memory.
    private struct Finder {
        let values: UnsafeBufferPointer<Float>
        let width: Int
        let height: Int
        let step: Float
        let ratio: Float

        @inline(__always)
        func isEdge(near: Float, far: Float) -> Bool { near - far > step && near - far > ratio * near }

        @inline(__always)
        func distance(_ a: Int, _ b: Int) -> Int {
            let (dx, dy) = (a % width - b % width, a / width - b / width)
            return dx * dx + dy * dy
        }

        /// Whether neighbours differ as their surface does anyway: the nearness of a plane is affine.
        @inline(__always)
        private func isSlope(_ first: Float, _ second: Float, before: Float?, after: Float?) -> Bool {
            guard let before, let after else { return false }
            let difference = abs(second - first)
            return abs(second - 2 * first + before) < 0.5 * difference
                && abs(first - 2 * second + after) < 0.5 * difference
        }

        /// Pairs of neighbours.
        func seed(_ beyond: UnsafeMutableBufferPointer<Int32>) {
            func join(_ a: Int, _ b: Int, before: Int?, after: Int?) {
                let (first, second) = (values[a], values[b])
                guard !isSlope(first, second, before: before.map { values[$0] }, after: after.map { values[$0] }) else {
                    return
                }
                if isEdge(near: first, far: second) {
                    if beyond[a] < 0 || values[Int(beyond[a])] > second { beyond[a] = Int32(b) }
                } else if isEdge(near: second, far: first) {
                    if beyond[b] < 0 || values[Int(beyond[b])] > first { beyond[b] = Int32(a) }
                }
            }
            for row in 0..<height {
                for column in 0..<width {
                    let index = row * width + column
                    if column + 1 < width {
                        join(
                            index, index + 1, before: column > 0 ? index - 1 : nil,
                            after: column + 2 < width ? index + 2 : nil)
                    }
                    if row + 1 < height {
                        join(
                            index, index + width, before: row > 0 ? index - width : nil,
                            after: row + 2 < height ? index + 2 * width : nil)
                    }
                }
            }
        }

        /// Pixels of the far surface within the band.
        func mark(
            _ inFront: UnsafeMutableBufferPointer<Int32>, beyond: UnsafeMutableBufferPointer<Int32>, band: Int
        ) {
            for near in 0..<width * height where beyond[near] >= 0 {
                let (x, y) = (near % width, near / width)
                let limit = values[near]
                for row in max(0, y - band)...min(height - 1, y + band) {
                    for column in max(0, x - band)...min(width - 1, x + band) {
                        let index = row * width + column
                        guard isEdge(near: limit, far: values[index]) else { continue }
                        let found = distance(near, index)
                        guard found <= band * band else { continue }
                        let known = Int(inFront[index])
                        if known < 0 || distance(known, index) > found { inFront[index] = Int32(near) }
                    }
                }
            }
        }

        /// Hands what lies beyond from pixel to pixel of the near side, down and up again.
        func spread(_ beyond: UnsafeMutableBufferPointer<Int32>, reach: Int) {
            @inline(__always)
            func take(_ index: Int, _ neighbour: Int) {
                let offered = Int(beyond[neighbour])
                guard offered >= 0, isEdge(near: values[index], far: values[offered]),
                    abs(values[index] - values[neighbour]) < 0.5 * (values[index] - values[offered])
                else { return }
                let found = distance(index, offered)
                guard found <= reach * reach else { return }
                let known = Int(beyond[index])
                if known < 0 || distance(index, known) > found { beyond[index] = Int32(offered) }
            }
            for row in 0..<height {
                let start = row * width
                for column in 0..<width {
                    let index = start + column
                    if column > 0 { take(index, index - 1) }
                    guard row > 0 else { continue }
                    take(index, index - width)
                    if column > 0 { take(index, index - width - 1) }
                    if column + 1 < width { take(index, index - width + 1) }
                }
                for column in stride(from: width - 2, through: 0, by: -1) { take(start + column, start + column + 1) }
            }
            for row in stride(from: height - 1, through: 0, by: -1) {
                let start = row * width
                for column in stride(from: width - 1, through: 0, by: -1) {
                    let index = start + column
                    if column + 1 < width { take(index, index + 1) }
                    guard row + 1 < height else { continue }
                    take(index, index + width)
                    if column > 0 { take(index, index + width - 1) }
                    if column + 1 < width { take(index, index + width + 1) }
                }
                for column in 1..<max(width, 2) where column < width { take(start + column, start + column - 1) }
            }
        }
    }
}
