internal import DepthPro
internal import Foundation
internal import Torch

/// Makes the first network of a run.
enum NetworkStart {
    /// - Parameters:
    ///   - folder: Of the recipe: relative paths begin there.
    static func network(
        _ start: StartingPoint, _ configuration: DepthProConfiguration, relativeTo folder: URL, device: Device
    ) throws -> TrainableNetwork {
        let known: [String: Tensor]
        switch start {
        case .random: known = [:]
        case .checkpoint(let path):
            let checkpoint = try Checkpoint(contentsOf: URL(fileURLWithPath: path, relativeTo: folder))
            known = try WeightTransfer(
                checkpoint.tensors(), from: checkpoint.configuration, to: configuration)(
                    Checkpoint.wantedTensors(of: configuration))
        case .dinov2(let path):
            known = try DINOv2Weights(contentsOf: URL(fileURLWithPath: path, relativeTo: folder))
                .tensors(for: configuration)
        }
        return try TrainableNetwork(configuration, known: known, device: device)
    }

    /// The network of the next stage, with the weights that the one before left.
    static func grown(
        _ state: [String: Tensor], from source: DepthProConfiguration, to target: DepthProConfiguration, device: Device
    ) throws -> TrainableNetwork {
        let wanted = try Checkpoint.wantedTensors(of: target)
        let known = try WeightTransfer(state, from: source, to: target)(wanted)
        return try TrainableNetwork(target, known: known, device: device)
    }
}
