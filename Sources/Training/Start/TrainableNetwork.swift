internal import DepthPro
internal import Foundation
internal import Torch

/// A network whose weights are at hand by name.
struct TrainableNetwork {
    let configuration: DepthProConfiguration
    let network: DepthProNetwork
    /// In the network's own order.
    let tensors: [(name: String, tensor: Tensor)]
    /// Those that no source had.
    let drawn: [String]
    /// The names of those that are weights, not statistics.
    private let weightNames: Set<String>

    /// - Parameters:
    ///   - known: Weights by Apple's names; the others are drawn, from libtorch's generator.
    init(_ configuration: DepthProConfiguration, known: [String: Tensor], device: Device) throws(TorchError) {
        let source = StartingParameters(configuration, known: known, device: device)
        let parameters = Parameters(source: source)
        network = try DepthProNetwork(configuration, parameters)
        self.configuration = configuration
        tensors = parameters.all
        weightNames = Set(parameters.trainable.map(\.name))
        drawn = source.drawn
    }

    /// The weights by name.
    var state: [String: Tensor] { Dictionary(uniqueKeysWithValues: tensors) }

    /// Lets those tensors have gradients that a stage moves, and no others.
    ///
    /// - Returns: What moves: of the transformers, and of the rest.
    func prepare(for stage: Stage) throws(TorchError) -> (encoder: [Tensor], decoder: [Tensor]) {
        var encoder: [Tensor] = []
        var decoder: [Tensor] = []
        for (name, tensor) in tensors {
            let isTransformer = Self.transformers.contains { name.hasPrefix($0) }
            let isField = name.hasPrefix("fov.")
            let isFrozenNorm = stage.freezesNorms && isTransformer && name.contains("norm")
            let moves =
                weightNames.contains(name) && isField == (stage.trains == .fieldOfView) && !isFrozenNorm
                && !isUnused(name)
            try tensor.setGradient(nil)
            try tensor.setRequiresGradient(moves)
            guard moves else { continue }
            if isTransformer { encoder.append(tensor) } else { decoder.append(tensor) }
        }
        return (encoder, decoder)
    }

    /// The prefixes of the transformers' tensors.
    static let transformers = ["encoder.patch_encoder.", "encoder.image_encoder.", "fov.encoder.0."]

    /// The coarsest level has no skip: its block for one is in every checkpoint and in no computation.
    private func isUnused(_ name: String) -> Bool {
        name.hasPrefix("decoder.fusions.\(configuration.levelCount - 1).resnet1.")
    }
}
