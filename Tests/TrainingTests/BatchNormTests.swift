import DepthPro
import Foundation
import Synchronization
import Testing
import Torch
import Training

/// Batch norms in the decoder and the stem: trained in one stage, part of the convolutions in the next.
@Suite struct BatchNormTests {
    private struct Known: ParameterSource {
        let tensors: [String: Tensor]

        func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
            guard let tensor = tensors[name], tensor.shape == shape else {
                preconditionFailure("\(name) of shape \(shape) is missing")
            }
            return tensor
        }
    }

    private static func tiny(norms: Bool, stem: Bool) throws -> DepthProConfiguration {
        var configuration = DepthProConfiguration.small
        configuration.inputRows = 64
        configuration.inputColumns = 64
        configuration.scales = [configuration.scales[0]]
        configuration.scales[0].ratio = 1
        configuration.fieldOfView = nil
        for path in [\DepthProConfiguration.patchEncoder, \.imageEncoder] {
            configuration[keyPath: path].imageSize = 64
        }
        configuration.hasResidualBatchNorm = norms
        if stem { configuration.patchEncoder.stem = .init(widths: [8, 12, 16, 24], hasBatchNorm: norms) }
        try configuration.validate()
        return configuration
    }

    /// The network with norms, whose statistics are of some batch, and the one that they were folded into agree.
    @Test(arguments: [false, true]) func foldedNormsChangeNothing(stem: Bool) throws {
        LibTorch.seed(3)
        let normed = try Self.tiny(norms: true, stem: stem)
        let plain = try Self.tiny(norms: false, stem: stem)
        let parameters = Parameters(source: RandomParameters())
        let network = try DepthProNetwork(normed, parameters)
        for (name, tensor) in parameters.all where name.contains(".residual.") || name.contains(".stem.") {
            let noise = try Tensor.randomNormal(tensor.shape)
            if name.hasSuffix("running_var") { try tensor.copyInPlace(from: noise.abs() + 0.5) }
            if name.hasSuffix("running_mean") || name.hasSuffix("bias") { try tensor.copyInPlace(from: noise * 0.1) }
        }
        let weights = Dictionary(uniqueKeysWithValues: parameters.all)
        let folded = try WeightTransfer(weights, from: normed, to: plain)(Checkpoint.wantedTensors(of: plain))
        let other = try DepthProNetwork(plain, Parameters(source: Known(tensors: folded)))
        let images = try Tensor.randomNormal([2, 3, 64, 64])
        let (expected, found) = try withoutGradients {
            (try network(images).canonicalInverseDepth, try other(images).canonicalInverseDepth)
        }
        let largest = try expected.abs().max().item()
        #expect(largest > 0.01)
        // Only the order of multiplications differs, over ten convolutions, or eighteen.
        #expect(try (expected - found).abs().max().item() < 1e-4 * largest)
    }

    /// Statistics move with the batches, and are not the optimiser's; the next stage has none.
    @Test func aStageWithNormsIsFollowedByOneWithout() async throws {
        let data = try TinyData()
        let sizes = "preset: small, input: 32, tile: 32, width: 16, depth: 4, heads: 2, decoder: 8"
        try data.writeRecipe(
            steps: 6,
            stage: """
                    model: { \(sizes), scales: [{ ratio: 1, width: 8 }], batch-norm: true }
                  - name: folded
                    steps: 2
                    batch: 4
                    learning-rate: { encoder: 0, decoder: 0 }
                """)
        let stopped = try await run(data, stopAfter: 4)
        let checkpoint = try TensorArchive.open(data.output.appending(path: "checkpoints/step-00000004.safetensors"))
        #expect(!stopped)
        let norm = "decoder.fusions.0.resnet2.residual.2"
        let means = try Tensor(#require(checkpoint["weight/\(norm).running_mean"]), isMutable: true)
        #expect(try means.abs().max().item() > 0)
        #expect(checkpoint["mean/\(norm).weight"] != nil)
        #expect(checkpoint["mean/\(norm).running_mean"] == nil)

        #expect(try await run(data))
        let model = try Checkpoint(contentsOf: data.output.appending(path: "model.safetensors"))
        #expect(!model.configuration.hasResidualBatchNorm)
        try model.validate()
    }

    /// - Returns: Whether the run came to its end.
    private func run(_ data: TinyData, stopAfter: Int = .max) async throws -> Bool {
        try LibTorch.load()
        var options = Trainer.Options()
        options.workers = 1
        options.device = .cpu
        let trainer = try Trainer(
            recipe: data.folder.appending(path: "recipe.yaml"), output: data.output, options: options)
        let steps = Mutex(0)
        return try await trainer.run(shouldStop: { steps.withLock { $0 >= stopAfter } }) { event in
            if case .step = event { steps.withLock { $0 += 1 } }
        }
    }
}
