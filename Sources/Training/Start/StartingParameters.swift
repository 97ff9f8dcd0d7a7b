internal import DepthPro
internal import Foundation
internal import Torch

/// Gives a network its first weights: those at hand by name, the others drawn at random.
///
/// Draws follow the network's own initialisers except where training from nothing in days, not months, asks for other
/// beginnings: LayerScale starts at 1 (1e-5 suits the schedules of DINOv2), the depth is a typical inverse
/// depth everywhere (its ReLU dies at once where first outputs are large), the decoder's residual blocks do nothing
/// (each would double the variance; Goyal et al., 2017), the field of view's last bias at a
/// typical angle, and transposed convolutions with four equal taps, so that no checkerboard has to be unlearned
/// (Aitken et al., 2017). ``PatchBasis`` and ``PositionBasis`` begin the embeddings, ``AttentionBasis`` attention. Convolutions keep the variance: most are linear, there is no norm between them, and features
/// ten times as large make the last layers jump with every step.
///
/// Networks with a stem begin as PyTorch would let them: convolutions of a third of the variance, random positions and
/// attention. They learned more from 4800 images so (docs/training-log.md, entry 15); whether others would was not tried.
final class StartingParameters: ParameterSource {
    private let known: [String: Tensor]
    private let fresh: RandomParameters
    private let device: Device
    private(set) var drawn: [String] = []
    private let angleName: String
    /// Whether residual blocks end in a batch normalisation, whose factor begins at 1 as published.
    private let normalises: Bool
    private let configuration: DepthProConfiguration
    private var hasStem: Bool { configuration.patchEncoder.stem != nil }

    init(_ configuration: DepthProConfiguration, known: [String: Tensor], device: Device) {
        self.known = known
        self.device = device
        self.configuration = configuration
        normalises = configuration.hasResidualBatchNorm
        fresh = RandomParameters(device: device)
        angleName = "fov.head.\(2 * (configuration.fieldOfView?.headLayers ?? 0)).bias"
    }

    /// Keeps the variance through a layer with nothing non-linear behind it; a third of it behind a stem.
    private func keeping(fan: Int) -> Initializer {
        .normal(standardDeviation: ((hasStem ? 1.0 / 3 : 1) / Double(fan)).squareRoot())
    }

    /// What the head says of a pixel that is where most are.
    private var typicalOutput: Double {
        switch configuration.output {
        case .inverseDepth: Self.typicalInverseDepth
        case .logarithm: log(Self.typicalInverseDepth)
        }
    }

    private static let typicalInverseDepth = 0.3
    private static let typicalFieldOfView = 55.0

    func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
        if let tensor = known[name], tensor.shape == shape { return try tensor.to(device, .float32).cloned() }
        drawn.append(name)
        switch name {
        case "head.4.weight": return try fresh.tensor(name, shape, .constant(0))
        case "head.4.bias": return try fresh.tensor(name, shape, .constant(typicalOutput))
        case _ where isLastOfResidual(name): return try fresh.tensor(name, shape, .constant(0))
        case angleName: return try fresh.tensor(name, shape, .constant(Self.typicalFieldOfView))
        case _ where name.hasSuffix("patch_embed.proj.weight") && shape.count == 4 && shape[1] == 3:
            return try PatchBasis.weights(outputs: shape[0], size: shape[2]).to(device, .float32)
        case _ where hasStem && (name.hasSuffix("pos_embed") || name.hasSuffix("attn.qkv.weight")):
            return try fresh.tensor(name, shape, initial)
        case _ where name.hasSuffix("pos_embed") && shape.count == 3:
            return try PositionBasis.positions(tokens: shape[1], width: shape[2]).to(device, .float32)
        case _ where name.hasSuffix("attn.qkv.weight"): return try queryKeyValue(name, shape, initial)
        case _ where name.hasSuffix("attn.proj.weight"):
            return try fresh.tensor(name, shape, .normal(standardDeviation: 0.5 / Double(shape[1]).squareRoot()))
        case _ where name.hasSuffix(".gamma"): return try fresh.tensor(name, shape, .constant(1))
        case _ where shape.count == 4 && shape.suffix(2) == [2, 2]:
            // in×out×2×2: each output pixel sees one tap of each input.
            let one = Array(shape.prefix(2)) + [1, 1]
            return try fresh.tensor(name, one, keeping(fan: shape[0])).expanded(shape).contiguous()
        case _ where shape.count == 4:
            return try fresh.tensor(name, shape, keeping(fan: shape[1] * shape[2] * shape[3]))
        default: return try fresh.tensor(name, shape, initial)
        }
    }

    private func queryKeyValue(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
        let encoder = encoder(of: name)
        guard AttentionBasis.fits(width: encoder.width, heads: encoder.heads) else {
            return try fresh.tensor(name, shape, initial)
        }
        let random = try fresh.tensor(name, shape, .normal(standardDeviation: 1))
        return try AttentionBasis.queryKeyValue(
            random: random, width: encoder.width, heads: encoder.heads, grid: encoder.gridSize)
    }

    /// The transformer that a parameter belongs to.
    private func encoder(of name: String) -> VisionTransformerConfiguration {
        if name.hasPrefix("encoder.patch_encoder.") { return configuration.patchEncoder }
        if name.hasPrefix("fov."), let own = configuration.fieldOfView { return own.encoder }
        return configuration.imageEncoder
    }

    /// Whether it is the weight of the last convolution in one of the decoder's residual blocks.
    private func isLastOfResidual(_ name: String) -> Bool {
        !normalises && name.hasPrefix("decoder.fusions.") && name.hasSuffix(".residual.3.weight")
    }
}
