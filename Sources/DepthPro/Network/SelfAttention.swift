internal import Torch

/// Multi-head self-attention with one projection for query, key and value.
struct SelfAttention {
    private let heads: Int
    private let queryKeyValue: Linear
    private let projection: Linear

    init(_ parameters: Parameters, _ configuration: VisionTransformerConfiguration) throws(TorchError) {
        let width = configuration.width
        heads = configuration.heads
        queryKeyValue = try Linear(
            parameters / "qkv", inputs: width, outputs: 3 * width, bias: configuration.hasQueryKeyValueBias)
        projection = try Linear(parameters / "proj", inputs: width, outputs: width)
    }

    /// - Parameter x: N×tokens×width.
    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        let shape = x.shape
        let (count, tokens, width) = (shape[0], shape[1], shape[2])
        // 3×N×heads×tokens×(width/heads)
        let split = try queryKeyValue(x).reshaped([count, tokens, 3, heads, width / heads]).permuted([2, 0, 3, 1, 4])
        let attended = try Tensor.attention(
            query: split.selected(0, 0), key: split.selected(0, 1), value: split.selected(0, 2))
        return try projection(attended.transposed(1, 2).reshaped([count, tokens, width]))
    }
}
