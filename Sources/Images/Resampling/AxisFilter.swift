/// How resizing reads one axis of an image: for each new pixel, which old ones, and how much of each.
///
/// A triangle as wide as two new pixels, or two old ones where those are wider: bilinear interpolation when enlarging,
/// and a weighted mean over all that a new pixel covers when shrinking, as Pillow's and PyTorch's antialiased bilinear.
package struct AxisFilter: Sendable {
    /// The first old pixel of each new one.
    package private(set) var starts: [Int] = []
    /// The weights of the old pixels from there on; they sum to 1.
    package private(set) var weights: [[Float]] = []

    /// Reads `extent` pixels from `start` on, which may be fractions, as `count` new pixels.
    ///
    /// - Parameters:
    ///   - limit: Pixels of the axis; those beyond are not read.
    ///   - antialiases: Whether shrinking reads all pixels; otherwise it reads two of them, as plain bilinear does.
    ///   - isReversed: Whether the last new pixel comes first.
    package init(
        from start: Double = 0, extent: Double, count: Int, limit: Int, antialiases: Bool, isReversed: Bool = false
    ) {
        precondition(extent > 0 && count > 0 && limit > 0, "\(extent) of \(limit) pixels as \(count)")
        let scale = extent / Double(count)
        let support = antialiases ? max(1, scale) : 1
        for index in 0..<count {
            let center = start + (Double(isReversed ? count - 1 - index : index) + 0.5) * scale
            // Beyond the border bilinear interpolation repeats the last pixel.
            let held = min(max(center, 0.5), Double(limit) - 0.5)
            let position = support > 1 ? center : held
            let first = min(max(Int((position - support + 0.5).rounded(.down)), 0), limit - 1)
            let end = min(max(Int((position + support + 0.5).rounded(.down)), first + 1), limit)
            var own = (first..<end).map { Float(max(0, 1 - abs((Double($0) + 0.5 - position) / support))) }
            let sum = own.reduce(0, +)
            if sum > 0 { own = own.map { $0 / sum } } else { own = [1] }
            starts.append(first)
            weights.append(own)
        }
    }

    /// New pixels.
    package var count: Int { starts.count }
}
