import DepthPro
import Testing
import Torch

/// A last ReLU that is closed everywhere gives zero and could never open; in training it must still be moved.
@Suite struct ClosedHeadTests {
    @Test func aClosedHeadStillLearns() throws {
        let golden = try Golden("hf-basic")
        let tensors = try Checkpoint(contentsOf: golden.checkpoint).tensors()
        let bias = try #require(tensors["head.4.bias"])
        try bias.copyInPlace(from: Tensor([-1000], shape: [1]))
        try bias.setRequiresGradient(true)
        let network = try DepthProNetwork(
            Checkpoint(contentsOf: golden.checkpoint).configuration,
            Parameters(source: FixedParameters(tensors: tensors)))
        let input = try (golden.tensor("input").to(.float32) - 128) / 128
        let depth = try network(input, wantsFieldOfView: false).canonicalInverseDepth
        #expect(try depth.max().item() == 0 && depth.min().item() == 0)
        try depth.sum().backward()
        let gradient = try #require(try bias.gradient())
        // Three tenths for each pixel.
        #expect(abs(try gradient.item() / Double(depth.shape.reduce(1, *)) - 0.3) < 1e-4)
    }
}
