/// Normalises over the last axis, then scales and shifts.
public struct LayerNorm {
    /// The scale of each channel.
    public let weight: Tensor
    /// The shift of each channel.
    public let bias: Tensor
    /// Added to the variance.
    public let epsilon: Double
    private let isNarrow: Bool

    /// Asks for `weight` and `bias`.
    public init(_ parameters: Parameters, width: Int, epsilon: Double) throws(TorchError) {
        isNarrow = parameters.narrowArithmetic != .none
        let weight = try parameters.tensor("weight", [width], .constant(1))
        let bias = try parameters.tensor("bias", [width], .constant(0))
        self.weight = isNarrow ? try weight.to(.float32) : weight
        self.bias = isNarrow ? try bias.to(.float32) : bias
        self.epsilon = epsilon
    }

    /// - Parameters:
    ///   - x: …×width.
    ///   - code: How to write the result in bytes, where a kernel of our own computes (``Parameters/narrowArithmetic``).
    public func callAsFunction(_ x: Tensor, code: ByteCode? = nil) throws(TorchError) -> Tensor {
        guard !isNarrow else {
            return try x.narrowLayerNormalized(weight: weight, bias: bias, epsilon: epsilon, code: code)
        }
        return try x.layerNormalized(weight: weight.to(x.scalarType), bias: bias.to(x.scalarType), epsilon: epsilon)
    }
}
