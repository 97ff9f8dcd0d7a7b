import DepthPro
import Foundation
import TestSupport
import Testing
import Torch

/// Heads that tell the logarithm of canonical inverse depth.
@Suite struct HeadOutputTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Weights whose head says numbers above 0 everywhere, so that its ReLU hides none of them.
    private static func tensors(of checkpoint: Checkpoint) throws -> [String: Tensor] {
        var tensors = try checkpoint.tensors()
        let weight = try #require(tensors["head.4.weight"])
        tensors["head.4.weight"] = try weight * (0.1 / weight.abs().max().item())
        tensors["head.4.bias"] = try Tensor([0.5], shape: [1])
        let hidden = try #require(tensors["head.2.weight"])
        tensors["head.2.weight"] = try hidden * (0.01 / hidden.abs().max().item())
        return tensors
    }

    @Test(arguments: [1000, 16]) func logarithmsAreThoseOfInverseDepth(stripRows: Int) throws {
        let golden = try Golden("hf-basic")
        let checkpoint = try Checkpoint(contentsOf: golden.checkpoint)
        let input = try (golden.tensor("input").to(.float32) - 128) / 128
        let source = FixedParameters(tensors: try Self.tensors(of: checkpoint))
        var configuration = checkpoint.configuration
        func depth() throws -> Tensor {
            let network = try DepthProNetwork(configuration, Parameters(source: source))
            return try withInferenceMode {
                try network(input, wantsFieldOfView: false, schedule: .init(tilesPerPass: 3, stripRows: stripRows))
                    .canonicalInverseDepth
            }
        }
        let inverse = try depth()
        configuration.output = .logarithm
        let logarithm = try depth()
        #expect(try inverse.min().item() > 0 && inverse.max().item() > inverse.min().item() + 1e-3)
        // One exponential in float32.
        #expect(try (logarithm.log() - inverse).abs().max().item() < 1e-5)
    }

    /// A step that takes logarithms down by one everywhere divides depth by e, near and far.
    @Test func gradientsAreRelative() throws {
        let golden = try Golden("hf-basic")
        let checkpoint = try Checkpoint(contentsOf: golden.checkpoint)
        var configuration = checkpoint.configuration
        configuration.output = .logarithm
        let tensors = try Self.tensors(of: checkpoint)
        let bias = try #require(tensors["head.4.bias"])
        try bias.setRequiresGradient(true)
        let network = try DepthProNetwork(configuration, Parameters(source: FixedParameters(tensors: tensors)))
        let input = try (golden.tensor("input").to(.float32) - 128) / 128
        let depth = try network(input, wantsFieldOfView: false).canonicalInverseDepth
        try depth.sum().backward()
        let gradient = try #require(try bias.gradient()).item()
        let sum = try depth.detached().sum().item()
        // libtorch adds the bias's gradients one after another in float32; a ReLU's would be the number of pixels.
        #expect(abs(gradient - sum) < 5e-3 * sum)
        #expect(abs(gradient - Double(depth.shape.reduce(1, *))) > 0.1 * sum)
    }

    @Test func writesAndReadsItselfAndOthersRefuse() throws {
        let original = try Checkpoint(contentsOf: Golden("apple-basic").checkpoint)
        let checkpoint = try Checkpoint.copy(of: original, at: folder("logarithm.safetensors")) {
            $0.output = .logarithm
        }
        #expect(checkpoint.configuration.output == .logarithm)
        for format in [CheckpointFormat.apple, .huggingFace] {
            let error = #expect(throws: DepthProError.self) {
                try checkpoint.write(to: folder("other-\(format)"), as: format)
            }
            #expect(
                error?.code == .invalidConfiguration && error?.message.contains("output") == true, "\(error as Any)")
        }
    }

    /// Configurations written before there was a choice tell inverse depth.
    @Test func missingMeansInverseDepth() throws {
        let json = try JSONEncoder().encode(DepthProConfiguration.small)
        var object = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
        object["output"] = nil
        let data = try JSONSerialization.data(withJSONObject: object)
        #expect(try JSONDecoder().decode(DepthProConfiguration.self, from: data) == .small)
    }
}
