public import DepthPro

/// Which network a recipe or a stage trains: a preset, perhaps with other sizes or scales.
///
/// ```yaml
/// model: large
/// model: { preset: small, input: 384, tile: 192, scales: [{ ratio: 0.5 }, { ratio: 1, overlap: 0.5 }] }
/// ```
public struct ModelChoice: Sendable, Hashable, Decodable {
    /// `small` or `large`.
    public var preset: String
    /// The side of the network's square input in pixels, where it differs from the preset's.
    public var input: Int?
    /// The side of a tile, which is what the transformers see at once, in pixels.
    public var tile: Int?
    /// The side of a patch, which becomes a token, in pixels.
    public var patch: Int?
    /// Levels of the pyramid from coarse to fine.
    public var scales: [DepthProConfiguration.Scale]?
    /// How many blocks of the patch encoder go to the decoder as well, at even distances in its first half. Small patches
    /// need fewer: each doubles the decoder's finest map.
    public var hooks: Int?
    /// Channels of the transformers.
    public var width: Int?
    /// Blocks of the transformers; hooks move in proportion.
    public var depth: Int?
    /// Heads of the transformers.
    public var heads: Int?
    /// Channels of the decoder.
    public var decoder: Int?
    /// Channels of the convolutions that make the tiles' patches, fine to coarse, each half as large as the one before; their
    /// maps go to the decoder as well. Empty for linear patches.
    public var stem: [Int]?
    /// What the stem's first convolution sees instead of pixels: `gabor`.
    public var filters: VisionTransformerConfiguration.Stem.Filters?
    /// Whether the decoder's residual blocks and the stem normalise by batch. A later stage without takes the norms over as
    /// part of its convolutions.
    public var batchNorm: Bool?
    /// What focal lengths are counted in: `width` or `root-area`.
    public var focalUnit: FocalUnit?
    /// What the head says of a pixel: `inverse-depth` or `logarithm`.
    public var output: HeadOutput?

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case preset, input, tile, patch, scales, hooks, width, depth, heads, decoder, stem, filters
        case batchNorm = "batch-norm"
        case focalUnit = "focal-unit", output
    }

    private static let presets: [String: DepthProConfiguration] = ["large": .large, "small": .small]

    /// A preset as it is.
    public init(preset: String) { self.preset = preset }

    /// Decodes a name, or a preset with what differs.
    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            self.init(preset: name)
        } else {
            let values = try decoder.strictContainer(CodingKeys.self)
            self.init(preset: try values.decode(String.self, forKey: .preset))
            input = try values.decodeIfPresent(Int.self, forKey: .input)
            tile = try values.decodeIfPresent(Int.self, forKey: .tile)
            patch = try values.decodeIfPresent(Int.self, forKey: .patch)
            hooks = try values.decodeIfPresent(Int.self, forKey: .hooks)
            scales = try values.decodeIfPresent([ScaleChoice].self, forKey: .scales)?.map(\.scale)
            width = try values.decodeIfPresent(Int.self, forKey: .width)
            depth = try values.decodeIfPresent(Int.self, forKey: .depth)
            heads = try values.decodeIfPresent(Int.self, forKey: .heads)
            self.decoder = try values.decodeIfPresent(Int.self, forKey: .decoder)
            stem = try values.decodeIfPresent([Int].self, forKey: .stem)
            filters = try values.word(VisionTransformerConfiguration.Stem.Filters.self, forKey: .filters)
            batchNorm = try values.decodeIfPresent(Bool.self, forKey: .batchNorm)
            focalUnit = try values.word(FocalUnit.self, forKey: .focalUnit)
            output = try values.word(HeadOutput.self, forKey: .output)
        }
        guard let base = Self.presets[preset] else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "There is no model “\(preset)”; there are "
                        + Self.presets.keys.sorted().joined(separator: ", ")))
        }
        guard filters == nil || stem?.isEmpty == false else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "Only a stem has filters before it; name its channels"))
        }
        guard patch ?? 1 > 0, (0...64).contains(hooks ?? 0) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "A patch has at least one pixel, and there are 0 to 64 hooks"))
        }
        for (index, scale) in (scales ?? []).enumerated() where scale.featureWidth == 0 {
            scales?[index].featureWidth = base.scales[min(index, base.scales.count - 1)].featureWidth
        }
    }

    /// The network's dimensions.
    public var configuration: DepthProConfiguration {
        var configuration = Self.presets[preset] ?? .small
        if let input {
            configuration.inputRows = input
            configuration.inputColumns = input
        }
        change(&configuration.patchEncoder)
        change(&configuration.imageEncoder)
        if var own = configuration.fieldOfView {
            change(&own.encoder)
            configuration.fieldOfView = own
        }
        if let scales { configuration.scales = scales }
        if let finest = configuration.scales.last {
            // Half of what neighbouring tiles share.
            configuration.mergePadding = Int(finest.overlap * Double(configuration.patchEncoder.gridSize) / 2)
        }
        if let decoder { configuration.decoderWidth = decoder }
        if let batchNorm { configuration.hasResidualBatchNorm = batchNorm }
        if let stem, !stem.isEmpty {
            configuration.patchEncoder.stem = .init(
                widths: stem, hasBatchNorm: configuration.hasResidualBatchNorm, filters: filters)
        }
        if let focalUnit { configuration.focalUnit = focalUnit }
        if let output { configuration.output = output }
        configuration.hooks = hooks(of: configuration)
        return configuration
    }

    /// The first of the decoder's is the deepest.
    private func hooks(of configuration: DepthProConfiguration) -> [DepthProConfiguration.Hook] {
        let count = hooks ?? configuration.hooks.count
        let width = decoder ?? configuration.hooks.first?.featureWidth ?? configuration.decoderWidth
        return (0..<count).map { index in
            DepthProConfiguration.Hook(
                block: max(0, configuration.patchEncoder.depth * (count - index) / (2 * count) - 1),
                featureWidth: width)
        }
    }

    private func change(_ encoder: inout VisionTransformerConfiguration) {
        encoder.imageSize = tile ?? encoder.imageSize
        encoder.patchSize = patch ?? encoder.patchSize
        encoder.depth = depth ?? encoder.depth
        encoder.heads = heads ?? encoder.heads
        guard let width else { return }
        encoder.feedForwardWidth = encoder.feedForwardWidth / encoder.width * width
        encoder.width = width
    }

    /// A scale as recipes write it: no overlap, and the preset's width, where nothing is said.
    private struct ScaleChoice: Decodable {
        let scale: DepthProConfiguration.Scale

        private enum CodingKeys: String, CodingKey, CaseIterable { case ratio, overlap, width }

        init(from decoder: any Decoder) throws {
            let values = try decoder.strictContainer(CodingKeys.self)
            scale = DepthProConfiguration.Scale(
                ratio: try values.decode(Double.self, forKey: .ratio),
                overlap: try values.decodeIfPresent(Double.self, forKey: .overlap) ?? 0,
                featureWidth: try values.decodeIfPresent(Int.self, forKey: .width) ?? 0)
        }
    }
}
