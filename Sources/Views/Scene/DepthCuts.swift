/// Between which neighbouring pixels the scene is cut.
struct DepthCuts {
    /// Whether the link to the right neighbour is cut.
    static let right: UInt8 = 1
    /// Whether the link to the neighbour below is cut.
    static let down: UInt8 = 2

    let width: Int
    let height: Int
    /// For each pixel, ``right`` and ``down``. Links over the border are cut.
    let bits: [UInt8]

    init(_ canvas: DepthCanvas, threshold: Float) {
        (width, height) = (canvas.width, canvas.height)
        var bits = [UInt8](repeating: 0, count: width * height)
        let (width, height) = (width, height)
        canvas.pixels.withUnsafeBufferPointer { pixels in
            /// A jump is larger than the threshold and than the slope goes on to both sides, so that floors hang
            /// together as far as the horizon.
            func isCut(_ index: Int, _ step: Int, hasBefore: Bool, hasAfter: Bool) -> Bool {
                let (here, there) = (pixels[index].w, pixels[index + step].w)
                let jump = there - here
                guard abs(jump) > threshold * max(here, there) else { return false }
                // Steps the other way are no slope: a wire has one on either side.
                let before = hasBefore ? (here - pixels[index - step].w) * (jump > 0 ? 1 : -1) : 0
                let after = hasAfter ? (pixels[index + 2 * step].w - there) * (jump > 0 ? 1 : -1) : 0
                return abs(jump) > 2.5 * max(before, after)
            }
            for row in 0..<height {
                for column in 0..<width {
                    let index = row * width + column
                    if column + 1 == width
                        || isCut(index, 1, hasBefore: column > 0, hasAfter: column + 2 < width)
                    {
                        bits[index] |= Self.right
                    }
                    if row + 1 == height
                        || isCut(index, width, hasBefore: row > 0, hasAfter: row + 2 < height)
                    {
                        bits[index] |= Self.down
                    }
                }
            }
        }
        self.bits = bits
    }

    /// Calls `body` with each neighbour of a pixel within the picture and whether the link to it is cut.
    @inline(__always)
    func forEachNeighbor(_ index: Int, _ body: (_ neighbor: Int, _ isCut: Bool) -> Void) {
        let column = index % width
        if column > 0 { body(index - 1, bits[index - 1] & Self.right != 0) }
        if column + 1 < width { body(index + 1, bits[index] & Self.right != 0) }
        if index >= width { body(index - width, bits[index - width] & Self.down != 0) }
        if index + width < bits.count { body(index + width, bits[index] & Self.down != 0) }
    }
}
