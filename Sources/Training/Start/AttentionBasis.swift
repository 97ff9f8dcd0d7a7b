internal import Foundation
package import Torch

/// First weights of self-attention that look at a token's neighbours, one head at the token itself and one at each of the
/// eight around it: the beginning of a block is a convolution, which training may then leave.
///
/// A transformer from nothing must find from data that what lies near matters most. With this beginning, a network of 6
/// blocks learned as much from a thousand rendered images as from several thousand without (docs/training-log.md, entry
/// 5). That heads can be convolutions is Cordonnier et al., 2020, theorem 1; that it helps to begin so, d'Ascoli et al.,
/// 2021.
package enum AttentionBasis {
    /// Columns and rows from a token to the one that a head looks at, the nearest first.
    static let offsets: [(column: Int, row: Int)] = [
        (0, 0), (-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1),
    ]
    /// Logits are this times the sum of the cosines of the differences of phase, eight where a head looks: a direct neighbour
    /// of that place gets a thirtieth of its attention.
    private static let sharpness = 2.0
    /// Of the random part of queries and keys.
    private static let noise = 0.006

    /// Whether a head has room for positions.
    static func fits(width: Int, heads: Int) -> Bool {
        PositionBasis.fits(width: width) && width / heads >= PositionBasis.channels
    }

    /// Weights of queries, keys and values, 3·width×width.
    ///
    /// - Parameters:
    ///   - random: 3·width×width normal numbers.
    ///   - grid: Tokens along a side.
    package static func queryKeyValue(
        random: Tensor, width: Int, heads: Int, grid: Int
    ) throws(TorchError) -> Tensor {
        let keeping = 1 / Double(width).squareRoot()
        let scales =
            [Float](repeating: Float(noise), count: 2 * width)
            + [Float](repeating: Float(keeping), count: width)
        let looking = try Tensor(
            looking(width: width, heads: heads, rates: PositionBasis.rates(grid: grid)), shape: [3 * width, width])
        return try random * Tensor(scales, shape: [3 * width, 1]) + looking
    }

    /// The part of queries and keys that reads positions: keys as they are, queries turned by the head's offset.
    private static func looking(width: Int, heads: Int, rates: [Double]) -> [Float] {
        var values = [Float](repeating: 0, count: 3 * width * width)
        let size = width / heads
        // Attention divides products by √size.
        let gain = (sharpness * Double(size).squareRoot()).squareRoot()
        for (head, offset) in offsets.prefix(heads).enumerated() {
            let angles = [offset.column, offset.row].flatMap { place in rates.map { $0 * Double(place) } }
            for (index, angle) in angles.enumerated() {
                let column = width - PositionBasis.channels + 2 * index
                let turn = [[cos(angle), -sin(angle)], [sin(angle), cos(angle)]]
                for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                    let row = head * size + 2 * index + i
                    values[row * width + column + j] = Float(gain * turn[i][j])
                    if i == j { values[(width + row) * width + column + j] = Float(gain) }
                }
            }
        }
        return values
    }
}
