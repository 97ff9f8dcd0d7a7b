/// Normalises over the last axis, then scales and shifts.
public struct LayerNorm {
    /// The scale of each channel.
    public let weight: Tensor
    /// The shift of each channel.
    public let bias: Tensor
    /// Added to the variance.
    public let epsilon: Double

    /// Asks for `weight` and `bias`.
    public init(_ parameters: Parameters, width: Int, epsilon: Double) throws(TorchError) {
        weight = try parameters.tensor("weight", [width], .constant(1))
        bias = try parameters.tensor("bias", [width], .constant(0))
        self.epsilon = epsilon
    }

    /// - Parameter x: …×width.
    public func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try x.layerNormalized(weight: weight.to(x.scalarType), bias: bias.to(x.scalarType), epsilon: epsilon)
    }
}
