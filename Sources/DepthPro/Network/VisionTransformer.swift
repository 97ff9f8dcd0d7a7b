internal import Torch

/// A vision transformer as DINOv2 arranges it: class token, learned positions, pre-norm blocks with LayerScale.
package struct VisionTransformer {
    /// What comes out of one pass.
    struct Output {
        /// All tokens, class token first, after the final norm: N×(1+grid²)×width.
        let tokens: Tensor
        /// Tokens as they left the hooked blocks, before any norm.
        let hooked: [Int: Tensor]
        /// The stem's maps, fine to coarse, where there is a stem.
        let details: [Tensor]
    }

    let configuration: VisionTransformerConfiguration
    private let stem: ConvolutionalStem?
    private let patchProjection: Convolution2D
    private let classToken: Tensor
    private let positions: Tensor
    private let blocks: [TransformerBlock]
    private let norm: LayerNorm

    init(_ parameters: Parameters, _ configuration: VisionTransformerConfiguration) throws(TorchError) {
        let width = configuration.width
        let tokens = 1 + configuration.gridSize * configuration.gridSize
        self.configuration = configuration
        classToken = try parameters.tensor("cls_token", [1, 1, width], .normal(standardDeviation: 1e-6))
        positions = try parameters.tensor("pos_embed", [1, tokens, width], .normal(standardDeviation: 0.02))
        let embedding = parameters / "patch_embed"
        stem = try configuration.stem.map { own throws(TorchError) in try ConvolutionalStem(embedding / "stem", own) }
        let size = configuration.stem == nil ? configuration.patchSize : 1
        patchProjection = try Convolution2D(
            embedding / "proj", inputs: configuration.stem?.widths.last ?? 3, outputs: width, size: size, stride: size)
        var blocks: [TransformerBlock] = []
        for index in 0..<configuration.depth {
            blocks.append(try TransformerBlock(parameters / "blocks" / index, configuration))
        }
        self.blocks = blocks
        norm = try LayerNorm(parameters / "norm", width: width, epsilon: configuration.normEpsilon)
    }

    /// - Parameters:
    ///   - images: N×3×imageSize×imageSize in [-1, 1].
    ///   - hooks: Blocks whose output is wanted as well.
    ///   - recomputesBlocks: See ``DepthProNetwork/Schedule/recomputesBlocks``.
    func callAsFunction(
        _ images: Tensor, hooks: Set<Int> = [], recomputesBlocks: Bool = false
    ) throws(TorchError) -> Output {
        let count = images.shape[0]
        let details = try stem?(images) ?? []
        let patches = try patchProjection(details.last ?? images)
            .reshaped([count, configuration.width, -1]).transposed(1, 2)
        let classTokens = try classToken.to(images.scalarType).expanded([count, -1, -1])
        var tokens = try Tensor.concatenated([classTokens, patches], axis: 1) + positions.to(images.scalarType)
        var hooked: [Int: Tensor] = [:]
        for (index, block) in blocks.enumerated() {
            tokens = try recomputesBlocks ? recomputed(tokens, by: block) : block(tokens)
            if hooks.contains(index) { hooked[index] = tokens }
        }
        return Output(tokens: try norm(tokens), hooked: hooked, details: details)
    }

    private func recomputed(_ tokens: Tensor, by block: TransformerBlock) throws(TorchError) -> Tensor {
        do {
            return try checkpointed([tokens]) { [try block($0[0])] }[0]
        } catch let error as TorchError {
            throw error
        } catch {
            preconditionFailure("a block failed with \(error)")
        }
    }
}
