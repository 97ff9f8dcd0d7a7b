/// The dimensions of one vision transformer (DINOv2's arrangement).
public struct VisionTransformerConfiguration: Sendable, Hashable, Codable {
    /// What stands between the two linear layers of a block.
    public enum FeedForward: String, Sendable, Hashable, Codable {
        /// GELU by the error function; DINOv2's.
        case gelu
        /// GELU by the hyperbolic tangent.
        case geluTanh
        /// `x · sigmoid(1.702 x)`.
        case quickGelu
        /// `max(x, 0)`.
        case relu
        /// `x · sigmoid(x)`.
        case silu
        /// SiLU of one half times the other half (SwiGLU).
        case swiglu
    }

    /// Convolutions in place of one linear projection of each patch.
    public struct Stem: Sendable, Hashable, Codable {
        /// Channels of each stage; a stage halves the picture, so that a patch has 2 to the power of their number of pixels.
        public var widths: [Int]
        /// Whether each convolution is followed by a batch normalisation.
        public var hasBatchNorm: Bool
        /// What the first stage sees instead of pixels; `nil` for pixels.
        public var filters: Filters?

        /// Filters that are never trained.
        public enum Filters: String, Sendable, Hashable, Codable, CaseIterable {
            /// Strengths of edges of several directions and sizes beside their surroundings.
            case gabor
        }

        /// Describes a stem.
        public init(widths: [Int], hasBatchNorm: Bool = false, filters: Filters? = nil) {
            self.widths = widths
            self.hasBatchNorm = hasBatchNorm
            self.filters = filters
        }
    }

    /// Channels of a token.
    public var width: Int
    /// Blocks.
    public var depth: Int
    /// Attention heads; divides `width`.
    public var heads: Int
    /// Channels between the two linear layers of a block; of each half for SwiGLU.
    public var feedForwardWidth: Int
    /// Kind of the feed-forward part.
    public var feedForward: FeedForward
    /// Side of the input in pixels.
    public var imageSize: Int
    /// Side of a patch in pixels; divides `imageSize`.
    public var patchSize: Int
    /// Whether query, key and value have a bias.
    public var hasQueryKeyValueBias: Bool
    /// Of the layer normalisations.
    public var normEpsilon: Double
    /// What makes patches; `nil` for a linear projection, as published.
    public var stem: Stem?

    /// Patches along one side.
    ///
    /// - Precondition: `patchSize` is not 0.
    public var gridSize: Int { imageSize / patchSize }

    /// Describes a transformer; by default with DINOv2's feed-forward part of four times the width.
    public init(
        width: Int, depth: Int, heads: Int, feedForwardWidth: Int? = nil, feedForward: FeedForward = .gelu,
        imageSize: Int, patchSize: Int, hasQueryKeyValueBias: Bool = true, normEpsilon: Double = 1e-6,
        stem: Stem? = nil
    ) {
        self.width = width
        self.depth = depth
        self.heads = heads
        self.feedForwardWidth = feedForwardWidth ?? 4 * width
        self.feedForward = feedForward
        self.imageSize = imageSize
        self.patchSize = patchSize
        self.hasQueryKeyValueBias = hasQueryKeyValueBias
        self.normEpsilon = normEpsilon
        self.stem = stem
    }

    /// ViT-L/16 at 384 px, as in the paper.
    public static let large16 = VisionTransformerConfiguration(
        width: 1024, depth: 24, heads: 16, imageSize: 384, patchSize: 16)
}
