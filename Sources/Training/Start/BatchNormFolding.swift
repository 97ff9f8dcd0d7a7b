internal import Foundation
internal import Torch

/// Makes the batch norms of the decoder's residual blocks and of stems part of the convolutions before them: with running
/// mean μ and variance σ², γ·(Wx + b − μ)/√(σ² + ε) + β is a convolution with weights γW/√(σ² + ε).
enum BatchNormFolding {
    /// Numbers of the convolution and the norm in a block with norms, and of the convolution in one without.
    private static let places = [(convolution: 1, norm: 2, folded: 1), (convolution: 4, norm: 5, folded: 3)]
    /// ``BatchNorm2D``'s.
    private static let epsilon = 1e-5

    /// - Parameter weights: Of a network with batch norms, by Apple's names.
    /// - Returns: Those of the same network without.
    static func folded(_ weights: [String: Tensor]) throws(TorchError) -> [String: Tensor] {
        var folded = weights.filter { !$0.key.contains(".residual.") }
        let blocks = Set(
            weights.keys.compactMap { name in
                name.range(of: ".residual.").map { String(name[..<$0.upperBound]) }
            })
        for block in blocks {
            for place in places {
                try fold(
                    block + "\(place.convolution).", block + "\(place.norm).", to: block + "\(place.folded).", weights,
                    &folded)
            }
        }
        for norm in weights.keys where norm.contains(".stem.") && norm.hasSuffix("running_mean") {
            let norm = norm.dropLast("running_mean".count)
            let convolution = norm.replacingOccurrences(of: ".norm", with: ".conv")
            try fold(convolution, String(norm), to: convolution, weights, &folded)
            folded = folded.filter { !$0.key.hasPrefix(norm) }
        }
        return folded
    }

    /// All three are what names begin with.
    private static func fold(
        _ convolution: String, _ norm: String, to result: String, _ weights: [String: Tensor],
        _ folded: inout [String: Tensor]
    ) throws(TorchError) {
        guard let kernel = weights[convolution + "weight"], let gain = weights[norm + "weight"],
            let shift = weights[norm + "bias"], let mean = weights[norm + "running_mean"],
            let variance = weights[norm + "running_var"]
        else { return }
        let factor = try gain / (variance + epsilon).sqrt()
        var offset = try mean * -1
        if let bias = weights[convolution + "bias"] { offset = try offset + bias }
        folded[result + "weight"] = try kernel * factor.reshaped([-1, 1, 1, 1])
        folded[result + "bias"] = try offset * factor + shift
    }
}
