/// `x · weightᵀ + bias` over the last axis.
///
/// As in every layer, weights of a narrower type than the input are widened for the call: the memory of the one, the
/// arithmetic of the other.
public struct Linear {
    /// out×in.
    public let weight: Tensor
    /// out, or none.
    public let bias: Tensor?

    /// Asks for `weight` and, unless told otherwise, `bias`.
    public init(_ parameters: Parameters, inputs: Int, outputs: Int, bias: Bool = true) throws(TorchError) {
        weight = try parameters.tensor("weight", [outputs, inputs], .normal(standardDeviation: 0.02))
        self.bias = bias ? try parameters.tensor("bias", [outputs], .constant(0)) : nil
    }

    /// - Parameter x: …×inputs.
    /// - Returns: …×outputs.
    public func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try x.linear(weight.to(x.scalarType), bias: bias?.to(x.scalarType))
    }
}
