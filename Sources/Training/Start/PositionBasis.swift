internal import Foundation
package import Torch

/// First positions of a vision transformer: cosines and sines of column and row (Dosovitskiy et al., 2021, appendix
/// D.4), in channels of their own, so that attention knows from the first step what lies beside what.
///
/// ``AttentionBasis`` reads the same channels.
package enum PositionBasis {
    /// Waves per axis.
    static let waves = 4
    /// The channels that hold positions, the last of a token: a cosine and a sine per wave and axis.
    package static let channels = 4 * waves

    /// Whether tokens have room for positions beside what they show.
    static func fits(width: Int) -> Bool { width >= 4 * channels }

    /// Radians per token, from a period of four tokens to one of twice the grid, in equal ratios: no two places of the
    /// grid look alike, and neighbours differ.
    static func rates(grid: Int) -> [Double] {
        let ratio = pow(2 / Double(max(grid, 2)), 1 / Double(waves - 1))
        return (0..<waves).map { .pi / 2 * pow(ratio, Double($0)) }
    }

    /// 1×(1+grid²)×width; of the class token 0.
    package static func positions(tokens: Int, width: Int) throws(TorchError) -> Tensor {
        let grid = Int(Double(tokens - 1).squareRoot().rounded())
        var values = [Float](repeating: 0, count: tokens * width)
        if fits(width: width) {
            let rates = rates(grid: grid)
            for token in 0..<min(grid * grid, tokens - 1) {
                let angles = [token % grid, token / grid].flatMap { place in rates.map { $0 * Double(place) } }
                for (index, angle) in angles.enumerated() {
                    let start = (token + 2) * width - channels + 2 * index
                    values[start] = Float(cos(angle))
                    values[start + 1] = Float(sin(angle))
                }
            }
        }
        return try Tensor(values, shape: [1, tokens, width])
    }
}
