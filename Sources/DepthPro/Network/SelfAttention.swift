internal import Torch

/// Multi-head self-attention with one projection for query, key and value.
struct SelfAttention {
    private let heads: Int
    private let queryKeyValue: Linear
    private var projection: Linear

    init(_ parameters: Parameters, _ configuration: VisionTransformerConfiguration) throws(TorchError) {
        let width = configuration.width
        heads = configuration.heads
        queryKeyValue = try Linear(
            parameters / "qkv", inputs: width, outputs: 3 * width, bias: configuration.hasQueryKeyValueBias)
        projection = try Linear(parameters / "proj", inputs: width, outputs: width)
    }

    /// - Parameter x: N×tokens×width.
    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        let split = try split(x)
        let attended = try Tensor.attention(
            query: split.selected(0, 0), key: split.selected(0, 1), value: split.selected(0, 2))
        return try projection(attended.transposed(1, 2).reshaped(x.shape))
    }

    /// The same, added to `residual` by the layer that ends it.
    ///
    /// - Parameter x: N×tokens×width; bytes in the ``inputCode``, where there is one.
    /// - Precondition: ``isPacked``.
    func callAsFunction(_ x: Tensor, addingTo residual: Tensor) throws(TorchError) -> Tensor {
        let split = try split(x)
        let attended = try Tensor.joinedAttention(
            query: split.selected(0, 0), key: split.selected(0, 1), value: split.selected(0, 2),
            code: projection.inputCode)
        return try projection.adding(attended, to: residual)
    }

    /// 3×N×heads×tokens×(width/heads).
    private func split(_ x: Tensor) throws(TorchError) -> Tensor {
        let shape = x.shape
        return try queryKeyValue(x).reshaped([shape[0], shape[1], 3, heads, shape[2] / heads])
            .permuted([2, 0, 3, 1, 4])
    }

    /// See ``Linear/isPacked``.
    var isPacked: Bool { queryKeyValue.isPacked && projection.isPacked }

    /// See ``Linear/inputCode``.
    var inputCode: ByteCode? { queryKeyValue.inputCode }

    /// With every channel of the result multiplied by a number of its own; see ``Linear/scaled(by:)``.
    func scaled(by factors: Tensor) throws(TorchError) -> SelfAttention {
        var scaled = self
        scaled.projection = try projection.scaled(by: factors)
        return scaled
    }
}
