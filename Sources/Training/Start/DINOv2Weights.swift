internal import DepthPro
internal import Foundation
internal import Torch

/// The weights of a DINOv2 checkpoint in Meta's published layout, for all three transformers.
struct DINOv2Weights {
    private let archive: TensorArchive
    private let url: URL

    init(contentsOf url: URL) throws {
        self.url = url
        archive = try TensorArchive.open(url)
        guard archive["pos_embed"] != nil, archive["patch_embed.proj.weight"] != nil else {
            throw TrainingError(.invalidRecipe, "\(url.path): is no DINOv2 checkpoint in Meta's layout")
        }
    }

    /// Every tensor of the transformers, resampled to the network's patches and grid.
    func tensors(for configuration: DepthProConfiguration) throws -> [String: Tensor] {
        var known: [String: Tensor] = [:]
        for (name, shape) in try Checkpoint.wantedTensors(of: configuration) {
            guard let prefix = TrainableNetwork.transformers.first(where: { name.hasPrefix($0) }) else { continue }
            let own = String(name.dropFirst(prefix.count))
            guard let stored = archive[own] else {
                throw TrainingError(.invalidRecipe, "\(url.path): lacks \(own)")
            }
            let tensor = try Tensor(stored, type: .float32, isMutable: true)
            known[name] =
                switch own {
                case "pos_embed" where tensor.shape != shape:
                    try WeightTransfer.resampledPositions(tensor, tokens: shape[1])
                case "patch_embed.proj.weight" where tensor.shape != shape:
                    try WeightTransfer.resampledPatches(tensor, size: shape[2])
                default: tensor
                }
            guard known[name]?.shape == shape else {
                throw TrainingError(
                    .invalidRecipe, "\(url.path): \(own) is \(tensor.shape), where this network wants \(shape)")
            }
        }
        return known
    }
}
