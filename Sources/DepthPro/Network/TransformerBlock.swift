internal import Torch

/// `x + ls1 · attention(norm1(x))`, then `x + ls2 · feedForward(norm2(x))`.
struct TransformerBlock {
    private let norm1: LayerNorm
    private let attention: SelfAttention
    private let scale1: Tensor
    /// The attention's and the feed-forward layer's ends scale and add by themselves.
    private let isFused: Bool
    private let norm2: LayerNorm
    private let feedForward: FeedForwardLayer
    private let scale2: Tensor

    init(_ parameters: Parameters, _ configuration: VisionTransformerConfiguration) throws(TorchError) {
        let width = configuration.width
        // LayerScale begins small, so that a fresh deep network is near the identity (CaiT; DINOv2 uses 1e-5).
        let small = Initializer.constant(1e-5)
        norm1 = try LayerNorm(parameters / "norm1", width: width, epsilon: configuration.normEpsilon)
        let attention = try SelfAttention(parameters / "attn", configuration)
        scale1 = try (parameters / "ls1").tensor("gamma", [width], small)
        norm2 = try LayerNorm(parameters / "norm2", width: width, epsilon: configuration.normEpsilon)
        let feedForward = try FeedForwardLayer(parameters / "mlp", configuration)
        scale2 = try (parameters / "ls2").tensor("gamma", [width], small)
        isFused = attention.isPacked && feedForward.isPacked
        self.attention = isFused ? try attention.scaled(by: scale1) : attention
        self.feedForward = isFused ? try feedForward.scaled(by: scale2) : feedForward
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        if isFused {
            let attended = try attention(norm1(x, code: attention.inputCode), addingTo: x)
            return try feedForward(norm2(attended, code: feedForward.inputCode), addingTo: attended)
        }
        let attended = try x.addingProduct(scale1.to(x.scalarType), attention(norm1(x)))
        return try attended.addingProduct(scale2.to(x.scalarType), feedForward(norm2(attended)))
    }
}
