import DepthPro
import Foundation
import TestSupport
import Testing
import Torch

/// Convolutions in place of patches.
@Suite struct StemTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static func configuration(
        hooks: Int = 1, stem: [Int] = [6, 8, 12], norms: Bool = false
    ) throws -> DepthProConfiguration {
        let encoder = VisionTransformerConfiguration(width: 16, depth: 4, heads: 2, imageSize: 32, patchSize: 8)
        var configuration = DepthProConfiguration(
            inputRows: 128, inputColumns: 128, patchEncoder: encoder, imageEncoder: encoder, fieldOfView: nil,
            scales: [
                .init(ratio: 0.25, overlap: 0, featureWidth: 8), .init(ratio: 0.5, overlap: 0.5, featureWidth: 8),
                .init(ratio: 1, overlap: 0.5, featureWidth: 8),
            ],
            hooks: (0..<hooks).map { .init(block: 1 - $0, featureWidth: 8) }, mergePadding: 1, decoderWidth: 8)
        configuration.patchEncoder.stem = .init(widths: stem, hasBatchNorm: norms)
        return configuration
    }

    /// A stem that only picks pixels: stage k's map is every 2ᵏ⁺¹th pixel of the red channel, in each of its channels.
    private final class PickingStem: ParameterSource {
        let others = RandomParameters()

        func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
            guard name.contains(".patch_embed.stem.") else { return try others.tensor(name, shape, initial) }
            let tensor = try Tensor.zeros(shape)
            guard shape.count == 4 else { return tensor }
            let middle = try tensor.narrowed(1, from: 0, count: 1).narrowed(2, from: 1, count: 1)
                .narrowed(3, from: 1, count: 1)
            try middle.copyInPlace(from: Tensor(full: 1, middle.shape))
            return tensor
        }
    }

    /// Maps of overlapping tiles are put together to those of the whole image, at every fineness.
    @Test func mapsOfTilesArePutTogether() throws {
        let network = try DepthProNetwork(Self.configuration(), Parameters(source: PickingStem()))
        let images = try Tensor.randomNormal([2, 3, 128, 128]).abs()
        var seen: [String: [Float]] = [:]
        var shapes: [String: [Int]] = [:]
        let observer = StageObserver { (stage, tensor) throws(TorchError) in
            guard stage.hasPrefix("detail.") else { return }
            seen[stage] = try tensor.contiguous().floats()
            shapes[stage] = tensor.shape
        }
        _ = try withInferenceMode {
            try network(images, schedule: .init(tilesPerPass: 3, stripRows: 16), observe: observer)
        }

        let pixels = try images.floats()
        for (stage, channels, step) in [("detail.2", 8, 4), ("detail.3", 6, 2)] {
            let side = 128 / step
            #expect(shapes[stage] == [2, channels, side, side])
            let map = try #require(seen[stage])
            for image in 0..<2 {
                for y in 0..<side {
                    for x in 0..<side {
                        let pixel = pixels[(image * 3 * 128 + y * step) * 128 + x * step]
                        let own = map[((image * channels + channels - 1) * side + y) * side + x]
                        // One product by 1 and additions of 0.
                        #expect(own == pixel, "\(stage) at \(x), \(y)")
                        guard own == pixel else { return }
                    }
                }
            }
        }
        #expect(shapes["detail.0"] == [2, 8, 8, 8] && shapes["detail.1"] == [2, 8, 16, 16])
    }

    @Test(arguments: ScheduleTests.schedules, [0, 1]) func partsEqualTheWhole(parts: (Int, Int), hooks: Int) throws {
        LibTorch.seed(11)
        try expectPartsEqualTheWhole(Self.configuration(hooks: hooks), parts)
    }

    @Test(arguments: ScheduleTests.schedules) func partsEqualTheWholeBehindFilters(parts: (Int, Int)) throws {
        LibTorch.seed(12)
        var configuration = try Self.configuration()
        configuration.patchEncoder.stem?.filters = .gabor
        try expectPartsEqualTheWhole(configuration, parts)
    }

    private func expectPartsEqualTheWhole(_ configuration: DepthProConfiguration, _ parts: (Int, Int)) throws {
        let network = try DepthProNetwork(configuration, Parameters(source: RandomParameters()))
        let images = try Tensor.randomNormal([1, 3, 128, 128])
        let (whole, split) = try withInferenceMode {
            (
                try network(images).canonicalInverseDepth,
                try network(images, schedule: .init(tilesPerPass: parts.0, stripRows: parts.1)).canonicalInverseDepth
            )
        }
        let largest = try whole.abs().max().item()
        #expect(try largest > whole.min().item())
        // Random weights let values grow to hundreds on the way: rounding in another order, of the largest value. A strip that
        // padded elsewhere would be wrong by far more.
        #expect(try (whole - split).abs().max().item() < 2e-5 * max(1, largest))
    }

    /// What the stem sees reaches the output by the decoder's levels, past the transformers.
    @Test func everyLevelGetsItsMap() throws {
        let parameters = Parameters(source: RandomParameters())
        let network = try DepthProNetwork(Self.configuration(), parameters)
        let images = try Tensor.randomNormal([1, 3, 128, 128])
        let before = try withInferenceMode { try network(images).canonicalInverseDepth }
        for level in ["upsample0", "upsample1", "upsample2", "upsample_latent0"] {
            let name = "encoder.\(level).stem.weight"
            let weight = try #require(parameters.all.first { $0.name == name }?.tensor)
            try weight.copyInPlace(from: weight * -1)
            let after = try withInferenceMode { try network(images).canonicalInverseDepth }
            #expect(try (before - after).abs().max().item() > 1e-4, "\(level)")
            try weight.copyInPlace(from: weight * -1)
        }
    }

    /// As `Scripts/gabor-golden.py` draws it by SciPy.
    @Test func filtersEqualSciPys() throws {
        let archive = try TensorArchive.open(
            Bundle.module.bundleURL.appendingPathComponent("Resources/gabor.npz"))
        let expected = try Tensor(#require(archive["expected"]))
        let found = try GaborBank()(Tensor(#require(archive["images"])))
        #expect(found.shape == expected.shape && found.shape[1] == GaborBank.channels)
        // Sums of 225 products in float32, of values up to 5; where the second picture is flat, 1e-7 over the 0.02 that is added.
        #expect(try (found - expected).abs().max().item() < 2e-5)
    }

    /// A picture half as bright and of half the contrast has the same edges.
    @Test func filtersForgetContrast() throws {
        LibTorch.seed(3)
        let images = try Tensor.randomNormal([1, 3, 64, 64])
        let edges = { (images: Tensor) throws in try GaborBank()(images).narrowed(1, from: 0, count: 48) }
        let (whole, half) = (try edges(images), try edges(images * 0.5 + -0.3))
        // Noise of deviation 1 has roots near 0.5, beside which the 0.02 is a few hundredths.
        #expect(try (whole - half).abs().mean().item() < 0.05 * whole.abs().mean().item())
    }

    @Test func writesAndReadsItself() throws {
        var configuration = try Self.configuration(norms: true)
        configuration.patchEncoder.stem?.filters = .gabor
        let checkpoint = try Checkpoint.zeros(configuration, at: folder("stem.safetensors"))
        #expect(try Checkpoint(contentsOf: checkpoint.url).configuration == configuration)
        #expect(checkpoint.archive.names.contains("encoder.patch_encoder.patch_embed.stem.2.norm2.running_var"))
    }

    @Test(arguments: [CheckpointFormat.apple, .huggingFace]) func otherLayoutsRefuse(format: CheckpointFormat) throws {
        let checkpoint = try Checkpoint.zeros(Self.configuration(), at: folder("stem.safetensors"))
        let error = #expect(throws: DepthProError.self) { try checkpoint.write(to: folder("other"), as: format) }
        #expect(error?.code == .invalidConfiguration && error?.message.contains("stem") == true, "\(error as Any)")
    }

    @Test func refusesStemsThatDoNotFit() throws {
        for (reason, configuration) in [
            ("not of 8", try Self.configuration(stem: [4, 6, 8, 12])),
            ("of 1 stages", try Self.configuration(stem: [4])),
            ("maps for 1 hooks, not for 2", try Self.configuration(hooks: 2)),
            ("of 3 stages", try Self.configuration(stem: [4, 0, 8])),
        ] {
            let error = #expect(throws: DepthProError.self) { try configuration.validate() }
            #expect(error?.message.contains(reason) == true, "\(error as Any)")
        }
        var other = try Self.configuration()
        other.imageEncoder.stem = .init(widths: [4, 6, 8])
        #expect(throws: DepthProError.self) { try other.validate() }
        try Self.configuration().validate()
    }
}
