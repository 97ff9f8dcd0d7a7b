internal import Torch

/// Two linear layers with a non-linearity between them; the first is twice as wide for SwiGLU.
struct FeedForwardLayer {
    private let kind: VisionTransformerConfiguration.FeedForward
    private let expand: Linear
    private let contract: Linear

    init(_ parameters: Parameters, _ configuration: VisionTransformerConfiguration) throws(TorchError) {
        kind = configuration.feedForward
        let (width, hidden) = (configuration.width, configuration.feedForwardWidth)
        expand = try Linear(parameters / "fc1", inputs: width, outputs: kind == .swiglu ? 2 * hidden : hidden)
        contract = try Linear(parameters / "fc2", inputs: hidden, outputs: width)
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try contract(kind == .gelu ? expand.gelu(x) : activate(expand(x)))
    }

    private func activate(_ hidden: Tensor) throws(TorchError) -> Tensor {
        switch kind {
        case .gelu: return try hidden.gelu()
        case .geluTanh: return try hidden.geluTanh()
        case .quickGelu: return try hidden * (hidden * 1.702).sigmoid()
        case .relu: return try hidden.relu()
        case .silu: return try hidden.silu()
        case .swiglu:
            let half = hidden.shape[hidden.rank - 1] / 2
            let gate = try hidden.narrowed(-1, from: 0, count: half)
            return try gate.silu() * hidden.narrowed(-1, from: half, count: half)
        }
    }
}
