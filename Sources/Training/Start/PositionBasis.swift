internal import Foundation
internal import Torch

/// First positions of a vision transformer: sines and cosines of row and column (Dosovitskiy et al., 2021, appendix D.4,
/// in the form of Beyer et al., 2022), so that attention knows from the first step what lies beside what.
enum PositionBasis {
    /// 1×(1+grid²)×width; of the class token 0.
    static func positions(tokens: Int, width: Int) throws(TorchError) -> Tensor {
        let grid = Int(Double(tokens - 1).squareRoot().rounded())
        let count = max(1, width / 4)
        var values = [Float](repeating: 0, count: tokens * width)
        for token in 0..<min(grid * grid, tokens - 1) {
            let (row, column) = (Double(token / grid), Double(token % grid))
            for index in 0..<count {
                // From one period over many grids to one over two tokens.
                let rate = Double.pi / pow(Double(4 * grid), Double(index) / Double(max(1, count - 1)))
                let waves = [sin(row * rate), cos(row * rate), sin(column * rate), cos(column * rate)]
                for (part, wave) in waves.enumerated() where part * count + index < width {
                    values[(token + 1) * width + part * count + index] = Float(0.7 * wave)
                }
            }
        }
        return try Tensor(values, shape: [1, tokens, width])
    }
}
