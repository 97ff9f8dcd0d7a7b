/// How much a place is cut to pieces: leaves, grass, nets.
///
/// Pixels there show mixtures of more surfaces than can be told apart, at the depth of one of them.
struct Clutter {
    /// From 0, where there is at most an edge, to 1, where the pieces are as small as pixels.
    let shares: [Float]

    /// Pixels to each side that are looked at.
    private static let reach = 3
    /// Of the links between neighbours, which share is cut along an edge, and among leaves.
    private static let (edge, leaves): (Float, Float) = (0.14, 0.25)

    init(_ cuts: DepthCuts) {
        let (width, height) = (cuts.width, cuts.height)
        let counts = cuts.bits.map { Float(($0 & DepthCuts.right != 0 ? 1 : 0) + ($0 & DepthCuts.down != 0 ? 1 : 0)) }
        var across = counts
        for row in 0..<height {
            for column in 0..<width {
                var sum: Float = 0
                for x in max(column - Self.reach, 0)...min(column + Self.reach, width - 1) {
                    sum += counts[row * width + x]
                }
                across[row * width + column] = sum
            }
        }
        var shares = counts
        let side = Float(2 * Self.reach + 1)
        for row in 0..<height {
            for column in 0..<width {
                var sum: Float = 0
                for y in max(row - Self.reach, 0)...min(row + Self.reach, height - 1) {
                    sum += across[y * width + column]
                }
                let cut = sum / (2 * side * side)
                shares[row * width + column] = min(max((cut - Self.edge) / (Self.leaves - Self.edge), 0), 1)
            }
        }
        self.shares = shares
    }
}
