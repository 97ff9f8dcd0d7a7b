internal import DepthPro
internal import Foundation
internal import Torch

/// Everything that a run needs to go on exactly where it was: weights, averages, optimiser, random state, position.
///
/// The order of the data needs no state (see ``SampleMixture``).
enum RunCheckpoint {
    private static let positionKey = "depthpro.training.position"

    static func write(_ learner: StageLearner, _ position: RunPosition, to url: URL) throws {
        var tensors = learner.model.tensors.map { (name: "weight/\($0.name)", tensor: $0.tensor) }
        let states = learner.optimizers.flatMap(\.states)
        for (index, name) in learner.movingNames.enumerated() {
            if learner.stage.average > 0 { tensors.append(("average/\(name)", learner.averages[index])) }
            for (part, tensor) in states[index].sorted(by: { $0.key < $1.key }) {
                tensors.append(("\(part)/\(name)", tensor))
            }
        }
        tensors.append(("random", try RandomState.current()))
        let metadata = [
            positionKey: String(decoding: try JSONEncoder().encode(position), as: UTF8.self),
            DepthProConfiguration.metadataKey: try learner.model.configuration.json(),
        ]
        try TensorFile.write(tensors, metadata: metadata, to: url)
    }

    /// Opens a checkpoint far enough to know where it stands.
    static func open(_ url: URL) throws -> (archive: TensorArchive, position: RunPosition) {
        let archive = try TensorArchive.open(url)
        guard let text = archive.metadata[positionKey] else {
            throw TrainingError(.unreadableRun, "\(url.relativePath) is no checkpoint of a training run")
        }
        return (archive, try JSONDecoder().decode(RunPosition.self, from: Data(text.utf8)))
    }

    /// The weights, as they were.
    static func weights(_ archive: TensorArchive) throws -> [String: Tensor] {
        var weights: [String: Tensor] = [:]
        for name in archive.names where name.hasPrefix("weight/") {
            weights[String(name.dropFirst("weight/".count))] = try tensor(archive, name)
        }
        return weights
    }

    /// Averages, optimiser and random state of the same stage.
    static func restore(_ learner: StageLearner, from archive: TensorArchive) throws {
        for (index, name) in learner.movingNames.enumerated() where learner.stage.average > 0 {
            try learner.averages[index].copyInPlace(from: tensor(archive, "average/\(name)"))
        }
        var names = learner.movingNames[...]
        for optimizer in learner.optimizers {
            var states: [[String: Tensor]] = []
            for state in optimizer.states {
                guard let name = names.popFirst() else { break }
                states.append(
                    try Dictionary(
                        uniqueKeysWithValues: state.keys.map { ($0, try tensor(archive, "\($0)/\(name)")) }))
            }
            try optimizer.restore(states)
        }
        try RandomState.restore(tensor(archive, "random"))
    }

    private static func tensor(_ archive: TensorArchive, _ name: String) throws -> Tensor {
        guard let stored = archive[name] else {
            throw TrainingError(.unreadableRun, "\(archive.files[0].relativePath) lacks \(name)")
        }
        return try Tensor(stored, isMutable: true)
    }
}
