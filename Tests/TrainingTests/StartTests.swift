import DepthPro
import Foundation
import Testing
import Torch
import Training

/// What networks begin with.
@Suite struct StartTests {
    private static func golden(_ name: String) throws -> Tensor {
        let url = try #require(Bundle.module.url(forResource: "Resources/resampling", withExtension: "safetensors"))
        return try Tensor(#require(TensorArchive.open(url)[name]), isMutable: true)
    }

    private static func worstDifference(_ a: Tensor, _ b: Tensor) throws -> Double {
        #expect(a.shape == b.shape)
        return try (a - b).abs().max().item()
    }

    @Test(arguments: [4, 9]) func positionsAreResampledAsTheReferenceDoes(grid: Int) throws {
        let own = try WeightTransfer.resampledPositions(Self.golden("positions"), tokens: 1 + grid * grid)
        // The same operator on the same numbers.
        #expect(try Self.worstDifference(own, Self.golden("positions.\(grid)")) < 1e-6)
    }

    @Test func patchesAreResampledAsTheReferenceDoes() throws {
        let own = try WeightTransfer.resampledPatches(Self.golden("patches"), size: 16)
        #expect(try Self.worstDifference(own, Self.golden("patches.16")) < 1e-6)
    }

    /// One view of the image grows into a pyramid: levels correspond from the coarse end, hooks from the fine end.
    @Test func aNetworkGrowsIntoAPyramid() throws {
        var one = DepthProConfiguration.small
        one.scales = [one.scales[0]]
        one.scales[0].ratio = 1
        one.inputRows = 192
        one.inputColumns = 192
        for path in [\DepthProConfiguration.patchEncoder, \.imageEncoder] { one[keyPath: path].imageSize = 192 }
        one.fieldOfView = nil
        let names = try Checkpoint.wantedTensors(of: one)
        var weights: [String: Tensor] = [:]
        for (index, wanted) in names.enumerated() {
            weights[wanted.name] = try Tensor(full: Double(index), wanted.shape)
        }
        let wanted = try Checkpoint.wantedTensors(of: .small)
        let grown = try WeightTransfer(weights, from: one, to: .small)(wanted)

        func same(_ target: String, _ source: String) throws {
            let value = try #require(weights[source]).max().item()
            #expect(try #require(grown[target], "\(target)").max().item() == value, "\(target) from \(source)")
        }
        try same("decoder.fusions.4.resnet2.residual.1.weight", "decoder.fusions.2.resnet2.residual.1.weight")
        // Levels that are new pass on what the coarser ones give.
        #expect(grown["decoder.fusions.3.resnet2.residual.1.weight"] == nil)
        #expect(try #require(grown["decoder.fusions.3.resnet2.residual.3.weight"]).abs().max().item() == 0)
        #expect(try #require(grown["decoder.convs.2.weight"]).abs().max().item() == 0)
        #expect(try #require(grown["decoder.fusions.2.out_conv.weight"]).sum().item() == 64)
        try same("decoder.fusions.1.out_conv.weight", "decoder.fusions.1.out_conv.weight")
        try same("decoder.fusions.0.out_conv.weight", "decoder.fusions.0.out_conv.weight")
        try same("encoder.upsample2.0.weight", "encoder.upsample0.0.weight")
        try same("encoder.upsample_latent1.0.weight", "encoder.upsample_latent1.0.weight")
        try same("encoder.image_encoder.blocks.3.mlp.fc1.weight", "encoder.image_encoder.blocks.3.mlp.fc1.weight")
        // The field of view's encoder begins as the image encoder; what has another size begins anew.
        try same("fov.encoder.0.blocks.3.mlp.fc1.weight", "encoder.image_encoder.blocks.3.mlp.fc1.weight")
        #expect(grown["fov.head.0.weight"] == nil)
        #expect(grown["encoder.upsample0.0.weight"] == nil)
        for (name, shape) in wanted { if let tensor = grown[name] { #expect(tensor.shape == shape, "\(name)") } }
    }

    private struct Fixed: ParameterSource {
        let tensors: [String: Tensor]

        func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
            guard let tensor = tensors[name] else { preconditionFailure("no \(name)") }
            return tensor
        }
    }

    /// What only the new, finer tiles see changes nothing yet.
    @Test(arguments: [(1, []), (2, []), (1, [6, 8, 12])] as [(Int, [Int])])
    func aGrownNetworkSeesWhatTheSmallerOneSaw(hooks: Int, stem: [Int]) throws {
        let encoder = VisionTransformerConfiguration(width: 16, depth: 4, heads: 2, imageSize: 32, patchSize: 8)
        var one = DepthProConfiguration(
            inputRows: 32, inputColumns: 32, patchEncoder: encoder, imageEncoder: encoder, fieldOfView: nil,
            scales: [.init(ratio: 1, overlap: 0, featureWidth: 8)],
            hooks: (0..<hooks).map { .init(block: $0, featureWidth: 8) }, mergePadding: 0, decoderWidth: 8,
            output: .logarithm)
        if !stem.isEmpty { one.patchEncoder.stem = .init(widths: stem, hasBatchNorm: false) }
        var two = one
        two.inputRows = 64
        two.inputColumns = 64
        two.mergePadding = 1
        two.scales[0].ratio = 0.5
        two.scales.append(.init(ratio: 1, overlap: 0.5, featureWidth: 8))

        LibTorch.seed(17)
        var weights: [String: Tensor] = [:]
        for (name, shape) in try Checkpoint.wantedTensors(of: one) {
            weights[name] = try Tensor.randomNormal(shape) * 0.2
        }
        let wanted = try Checkpoint.wantedTensors(of: two)
        var grown = try WeightTransfer(weights, from: one, to: two)(wanted)
        for (name, shape) in wanted where grown[name] == nil { grown[name] = try Tensor.randomNormal(shape) * 0.2 }
        // Pixels of opposite signs, which no picture of half the size shows.
        let signs = (0..<64 * 64).map { Float(($0 + $0 / 64).isMultiple(of: 2) ? 0.5 : -0.5) }
        let fine = try Tensor(signs, shape: [1, 1, 64, 64])
        let images = try Tensor.randomNormal([1, 3, 64, 64])
        func change() throws -> Double {
            let network = try DepthProNetwork(two, Parameters(source: Fixed(tensors: grown)))
            return try withInferenceMode {
                let before = try network(images).canonicalInverseDepth.log()
                return try (network(images + fine).canonicalInverseDepth.log() - before).abs().max().item()
            }
        }
        // Sums of four pixels in another order, in float32.
        let idle = try change()
        #expect(idle < 1e-5)
        // Where something is let through, the change is seen.
        for (name, shape) in wanted where name.hasPrefix("decoder.convs") || name.hasPrefix("encoder.upsample_latent") {
            grown[name] = try Tensor.randomNormal(shape) * 0.2
        }
        let open = try change()
        #expect(open > 1e-3, "\(open) after \(idle)")
    }
}

/// That a transformer from nothing begins as convolutions.
@Suite struct AttentionStartTests {
    /// With nothing but positions in the tokens, each of the first nine heads looks at its own neighbour.
    /// Depth and lens of pictures of 4:3 stay as they were, within what a straight line makes of angles.
    @Test func anotherUnitKeepsPicturesOfFourToThree() throws {
        var areas = DepthProConfiguration.small
        areas.focalUnit = .rootArea
        for (source, target) in [(DepthProConfiguration.small, areas), (areas, .small)] {
            for degrees in [50.0, 60, 70, 80] {
                // Of the width of a picture of 4 by 3.
                let focalLength = 2 / tan(degrees * .pi / 360)
                func angle(_ unit: FocalUnit) -> Double {
                    2 * atan(0.5 * unit.pixels(width: 4, height: 3) / focalLength) * 180 / .pi
                }
                let weights = [
                    "head.4.weight": try Tensor(full: 0.25, [1, 32, 1, 1]), "head.4.bias": try Tensor(full: -0.5, [1]),
                    "head.2.bias": try Tensor(full: 3, [32]),
                    "fov.head.4.weight": try Tensor(full: 0, [1, 8, 6, 6]),
                    "fov.head.4.bias": try Tensor(full: angle(source.focalUnit), [1]),
                ]
                let changed = try WeightTransfer(weights, from: source, to: target)(
                    weights.map { ($0.key, $0.value.shape) })
                let ratio = source.focalUnit == .width ? (4.0 / 3).squareRoot() : 0.75.squareRoot()
                #expect(try abs(#require(changed["head.4.weight"]).max().item() - 0.25 * ratio) < 1e-6)
                #expect(try abs(#require(changed["head.4.bias"]).max().item() + 0.5 * ratio) < 1e-6)
                #expect(try #require(changed["head.2.bias"]).max().item() == 3)
                let degrees = try #require(changed["fov.head.4.bias"]).max().item()
                #expect(abs(degrees - angle(target.focalUnit)) < 0.15)
            }
        }
        let same = try WeightTransfer(["head.4.bias": Tensor(full: 2, [1])], from: areas, to: areas)(
            [("head.4.bias", [1])])
        #expect(try #require(same["head.4.bias"]).max().item() == 2)
    }

    /// A head that tells logarithms is scaled by an addition, and takes nothing from one that tells inverse depth.
    @Test func headsThatSayOtherThingsBeginAnew() throws {
        var logarithms = DepthProConfiguration.small
        logarithms.output = .logarithm
        var areas = logarithms
        areas.focalUnit = .rootArea
        let weights = [
            "head.4.weight": try Tensor(full: 0.25, [1, 32, 1, 1]), "head.4.bias": try Tensor(full: -0.5, [1]),
            "head.2.bias": try Tensor(full: 3, [32]),
        ]
        let wanted = weights.map { ($0.key, $0.value.shape) }
        let scaled = try WeightTransfer(weights, from: logarithms, to: areas)(wanted)
        #expect(try #require(scaled["head.4.weight"]).max().item() == 0.25)
        #expect(try abs(#require(scaled["head.4.bias"]).max().item() - (-0.5 + 0.5 * log(4.0 / 3))) < 1e-6)
        let other = try WeightTransfer(weights, from: .small, to: logarithms)(wanted)
        #expect(other.keys.sorted() == ["head.2.bias"])
    }

    @Test(arguments: [8, 12]) func headsLookAtNeighbours(grid: Int) throws {
        let (width, heads) = (192, 12)
        let size = width / heads
        let positions = try PositionBasis.positions(tokens: 1 + grid * grid, width: width).reshaped([-1, width])
        let weights = try AttentionBasis.queryKeyValue(
            random: Tensor(full: 0, [3 * width, width]), width: width, heads: heads, grid: grid)
        let queries = try positions.matmul(weights.narrowed(0, from: 0, count: width).transposed(0, 1)).floats()
        let keys = try positions.matmul(weights.narrowed(0, from: width, count: width).transposed(0, 1)).floats()
        let token = 1 + (grid / 2) * grid + grid / 2
        let expected = [0, -1, 1, -grid, grid, -grid - 1, -grid + 1, grid - 1, grid + 1]
        for (head, offset) in expected.enumerated() {
            let logits = (0..<1 + grid * grid).map { other in
                (0..<size).reduce(Float(0)) { sum, index in
                    let channel = head * size + index
                    return sum + queries[token * width + channel] * keys[other * width + channel]
                } / Float(size).squareRoot()
            }
            let highest = try #require(logits.max())
            let shares = logits.map { exp($0 - highest) }
            #expect(logits.firstIndex(of: highest) == token + offset, "head \(head)")
            // Four direct neighbours at a thirtieth each, four at the corners at a thousandth.
            #expect(1 / shares.reduce(0, +) > 0.75, "head \(head)")
        }
        // The heads that are left look everywhere alike.
        #expect(queries[token * width + 9 * size] == 0)
    }
}
