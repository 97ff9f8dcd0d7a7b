internal import Torch

/// Two linear layers with a non-linearity between them; the first is twice as wide for SwiGLU.
struct FeedForwardLayer {
    private let kind: VisionTransformerConfiguration.FeedForward
    private let expand: Linear
    private var contract: Linear

    init(_ parameters: Parameters, _ configuration: VisionTransformerConfiguration) throws(TorchError) {
        kind = configuration.feedForward
        let (width, hidden) = (configuration.width, configuration.feedForwardWidth)
        expand = try Linear(parameters / "fc1", inputs: width, outputs: kind == .swiglu ? 2 * hidden : hidden)
        contract = try Linear(parameters / "fc2", inputs: hidden, outputs: width)
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try contract(kind == .gelu ? expand.gelu(x) : activate(expand(x)))
    }

    /// The same, added to `residual` by the layer that ends it.
    ///
    /// - Parameter x: Bytes in the ``inputCode``, where there is one.
    /// - Precondition: ``isPacked``.
    func callAsFunction(_ x: Tensor, addingTo residual: Tensor) throws(TorchError) -> Tensor {
        let hidden = kind == .gelu ? try expand.gelu(x, code: contract.inputCode) : try activate(expand(x))
        return try contract.adding(hidden, to: residual)
    }

    /// See ``Linear/isPacked``.
    var isPacked: Bool { expand.isPacked && contract.isPacked }

    /// See ``Linear/inputCode``.
    var inputCode: ByteCode? { expand.inputCode }

    /// With every channel of the result multiplied by a number of its own; see ``Linear/scaled(by:)``.
    func scaled(by factors: Tensor) throws(TorchError) -> FeedForwardLayer {
        var scaled = self
        scaled.contract = try contract.scaled(by: factors)
        return scaled
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
