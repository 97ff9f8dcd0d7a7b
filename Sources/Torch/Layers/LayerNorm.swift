/// Normalises over the last axis, then scales and shifts.
public struct LayerNorm {
    public let weight: Tensor
    public let bias: Tensor
    public let epsilon: Double

    public init(_ parameters: Parameters, width: Int, epsilon: Double) throws(TorchError) {
        weight = try parameters.tensor("weight", [width], .constant(1))
        bias = try parameters.tensor("bias", [width], .constant(0))
        self.epsilon = epsilon
    }

    public func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try x.layerNormalized(weight: weight.to(x.scalarType), bias: bias.to(x.scalarType), epsilon: epsilon)
    }
}
