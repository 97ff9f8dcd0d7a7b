/// The dimensions of any network of the Depth Pro family (paper, section 3.1 and appendix C).
public struct DepthProConfiguration: Sendable, Hashable, Codable {
    /// One level of the image pyramid.
    public struct Scale: Sendable, Hashable, Codable {
        /// Of the network's input, at most 1.
        public var ratio: Double
        /// Of neighbouring tiles, as a part of their side.
        public var overlap: Double
        /// Channels of the level's map in the decoder's skip.
        public var featureWidth: Int

        /// Describes a level.
        public init(ratio: Double, overlap: Double, featureWidth: Int) {
            self.ratio = ratio
            self.overlap = overlap
            self.featureWidth = featureWidth
        }
    }

    /// A block of the patch encoder whose output goes to the decoder as well.
    public struct Hook: Sendable, Hashable, Codable {
        /// The block's number from 0.
        public var block: Int
        /// Channels of its map in the decoder's skip.
        public var featureWidth: Int

        /// Describes a hook.
        public init(block: Int, featureWidth: Int) {
            self.block = block
            self.featureWidth = featureWidth
        }
    }

    /// The network for the field of view (paper, section 3.3).
    public struct FieldOfView: Sendable, Hashable, Codable {
        /// Sees the whole image at once.
        public var encoder: VisionTransformerConfiguration
        /// Convolutions of stride 2 before the last one.
        public var headLayers: Int

        /// Describes the network; by default with as many convolutions as the published one.
        public init(encoder: VisionTransformerConfiguration, headLayers: Int = 2) {
            self.encoder = encoder
            self.headLayers = headLayers
        }
    }

    /// Height of the network's input in pixels.
    public var inputRows: Int
    /// Width of the network's input in pixels.
    public var inputColumns: Int
    /// Sees overlapping tiles of every scale.
    public var patchEncoder: VisionTransformerConfiguration
    /// Sees the whole image at once.
    public var imageEncoder: VisionTransformerConfiguration
    /// `nil` where the network does not estimate it.
    public var fieldOfView: FieldOfView?
    /// From coarse to fine.
    public var scales: [Scale]
    /// In the decoder's order: the first is upsampled least.
    public var hooks: [Hook]
    /// Tokens cut from a tile's inner borders at ratio 1; more, in proportion, at coarser scales.
    public var mergePadding: Int
    /// Channels of the decoder.
    public var decoderWidth: Int
    /// Channels before the last convolution of the head.
    public var headWidth: Int
    /// Whether the decoder's residual blocks normalise by batch.
    public var hasResidualBatchNorm: Bool
    /// Whether the convolutions of the decoder's residual blocks have a bias.
    public var hasResidualBias: Bool
    /// Whether maps are resized to the input's size halved some times, as Hugging Face's implementation does; Apple's
    /// leaves them as the tiles' tokens make them. For patches of 16 pixels both are the same.
    public var resizesMaps: Bool
    /// Whether photos larger than the network's input are shrunk with all their pixels. The published network reads a
    /// few of them (plain bilinear), which is close enough at 1536 pixels; a small input would be all noise.
    public var antialiasesInput: Bool
    /// What focal lengths are counted in.
    public var focalUnit: FocalUnit
    /// What the head says of a pixel.
    public var output: HeadOutput

    /// Describes a network; ``validate()`` checks that it can exist.
    public init(
        inputRows: Int, inputColumns: Int, patchEncoder: VisionTransformerConfiguration,
        imageEncoder: VisionTransformerConfiguration, fieldOfView: FieldOfView?, scales: [Scale], hooks: [Hook],
        mergePadding: Int, decoderWidth: Int, headWidth: Int = 32, hasResidualBatchNorm: Bool = false,
        hasResidualBias: Bool = true, resizesMaps: Bool = true, antialiasesInput: Bool = false,
        focalUnit: FocalUnit = .width, output: HeadOutput = .inverseDepth
    ) {
        self.inputRows = inputRows
        self.inputColumns = inputColumns
        self.patchEncoder = patchEncoder
        self.imageEncoder = imageEncoder
        self.fieldOfView = fieldOfView
        self.scales = scales
        self.hooks = hooks
        self.mergePadding = mergePadding
        self.decoderWidth = decoderWidth
        self.headWidth = headWidth
        self.hasResidualBatchNorm = hasResidualBatchNorm
        self.hasResidualBias = hasResidualBias
        self.resizesMaps = resizesMaps
        self.antialiasesInput = antialiasesInput
        self.focalUnit = focalUnit
        self.output = output
    }

    /// The side of a tile in pixels.
    public var tileSize: Int { patchEncoder.imageSize }
    /// Levels of the decoder: scales, then hooks.
    public var levelCount: Int { scales.count + hooks.count }
}

extension DepthProConfiguration {
    /// Decodes a configuration; what newer versions added has its default where it is missing.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            inputRows: try values.decode(Int.self, forKey: .inputRows),
            inputColumns: try values.decode(Int.self, forKey: .inputColumns),
            patchEncoder: try values.decode(VisionTransformerConfiguration.self, forKey: .patchEncoder),
            imageEncoder: try values.decode(VisionTransformerConfiguration.self, forKey: .imageEncoder),
            fieldOfView: try values.decodeIfPresent(FieldOfView.self, forKey: .fieldOfView),
            scales: try values.decode([Scale].self, forKey: .scales),
            hooks: try values.decode([Hook].self, forKey: .hooks),
            mergePadding: try values.decode(Int.self, forKey: .mergePadding),
            decoderWidth: try values.decode(Int.self, forKey: .decoderWidth),
            headWidth: try values.decode(Int.self, forKey: .headWidth),
            hasResidualBatchNorm: try values.decode(Bool.self, forKey: .hasResidualBatchNorm),
            hasResidualBias: try values.decode(Bool.self, forKey: .hasResidualBias),
            resizesMaps: try values.decode(Bool.self, forKey: .resizesMaps),
            antialiasesInput: try values.decodeIfPresent(Bool.self, forKey: .antialiasesInput) ?? false,
            focalUnit: try values.decodeIfPresent(FocalUnit.self, forKey: .focalUnit) ?? .width,
            output: try values.decodeIfPresent(HeadOutput.self, forKey: .output) ?? .inverseDepth)
    }
}
