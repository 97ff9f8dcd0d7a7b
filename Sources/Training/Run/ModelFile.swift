internal import DepthPro
internal import Foundation
internal import Torch

/// The result of a run: the averaged weights with the configuration, as every command takes a model.
enum ModelFile {
    static func write(_ learner: StageLearner, name: String, to url: URL) throws {
        try learner.withAverages {
            try TensorFile.write(
                learner.model.tensors.map { ($0.name, $0.tensor) },
                metadata: [
                    DepthProConfiguration.metadataKey: try learner.model.configuration.json(), "format": "pt",
                    "depthpro.recipe": name,
                ], to: url)
        }
    }
}
