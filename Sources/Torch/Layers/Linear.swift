/// `x · weightᵀ + bias` over the last axis.
///
/// As in every layer, weights of a narrower type than the input are widened for the call: the memory of the one, the
/// arithmetic of the other. Weights that come as 8-bit integers are multiplied so where the processor can.
public struct Linear {
    /// out×in; `nil` where the weights are 8-bit integers or floats.
    private let weight: Tensor?
    /// out, or none.
    private let bias: Tensor?
    private let quantized: QuantizedLinear?
    private let float8: Float8Linear?
    private let observe: ((Tensor) throws(TorchError) -> Void)?

    /// Asks for `weight` and, unless told otherwise, `bias`.
    public init(_ parameters: Parameters, inputs: Int, outputs: Int, bias: Bool = true) throws(TorchError) {
        quantized = try parameters.quantized("weight", [outputs, inputs]).flatMap { weight throws(TorchError) in
            try QuantizedLinear(weight)
        }
        let weight =
            try quantized == nil
            ? parameters.tensor("weight", [outputs, inputs], .normal(standardDeviation: 0.02)) : nil
        float8 =
            try parameters.multipliesAsFloat8("weight")
            ? weight.flatMap { x throws(TorchError) in try Float8Linear(x) } : nil
        self.weight = float8 == nil ? weight : nil
        self.bias = bias ? try parameters.tensor("bias", [outputs], .constant(0)) : nil
        observe = parameters.observer(ofInputOf: "weight")
    }

    /// - Parameter x: …×inputs.
    /// - Returns: …×outputs.
    public func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor { try apply(x, hasGelu: false) }

    /// GELU of what the layer gives, where possible without another pass over it; see ``Tensor/linearGelu(_:bias:)``.
    ///
    /// - Parameter x: …×inputs.
    /// - Returns: …×outputs.
    public func gelu(_ x: Tensor) throws(TorchError) -> Tensor { try apply(x, hasGelu: true) }

    private func apply(_ x: Tensor, hasGelu: Bool) throws(TorchError) -> Tensor {
        try observe?(x)
        if let float8 { return try float8(x, bias: bias, hasGelu: hasGelu) }
        guard let weight else {
            guard let quantized else { preconditionFailure("a layer without weights") }
            return try quantized(x.to(.float32), bias: bias?.to(.float32), hasGelu: hasGelu).to(x.scalarType)
        }
        let (weights, shift) = try (weight.to(x.scalarType), bias?.to(x.scalarType))
        return try hasGelu ? x.linearGelu(weights, bias: shift) : x.linear(weights, bias: shift)
    }
}
