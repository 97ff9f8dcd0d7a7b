/// `x · weightᵀ + bias` over the last axis.
public struct Linear {
    /// out×in.
    public let weight: Tensor
    /// out, or none.
    public let bias: Tensor?

    public init(_ parameters: Parameters, inputs: Int, outputs: Int, bias: Bool = true) throws(TorchError) {
        weight = try parameters.tensor("weight", [outputs, inputs], .normal(standardDeviation: 0.02))
        self.bias = bias ? try parameters.tensor("bias", [outputs], .constant(0)) : nil
    }

    public func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor { try x.linear(weight, bias: bias) }
}
