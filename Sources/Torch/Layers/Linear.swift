/// `x · weightᵀ + bias` over the last axis.
///
/// As in every layer, weights of a narrower type than the input are widened for the call: the memory of the one, the
/// arithmetic of the other. Weights that come as 8-bit integers are multiplied so where the processor can.
public struct Linear {
    /// out×in; `nil` where the weights are packed, 8-bit integers or floats.
    private let weight: Tensor?
    /// out, or none.
    private let bias: Tensor?
    private let quantized: QuantizedLinear?
    private let float8: Float8Linear?
    private var packed: PackedLinear?
    private let observe: ((Tensor) throws(TorchError) -> Void)?

    /// Asks for `weight` and, unless told otherwise, `bias`.
    public init(_ parameters: Parameters, inputs: Int, outputs: Int, bias: Bool = true) throws(TorchError) {
        let shape = [outputs, inputs]
        let initial = Initializer.normal(standardDeviation: 0.02)
        let integers = try parameters.quantized("weight", shape)
        let isPacked = parameters.narrowArithmetic != .none
        quantized =
            try isPacked ? nil : integers.flatMap { weight throws(TorchError) in try QuantizedLinear(weight) }
        let weight = try isPacked || quantized != nil ? nil : parameters.tensor("weight", shape, initial)
        float8 =
            try parameters.multipliesAsFloat8("weight")
            ? weight.flatMap { x throws(TorchError) in try Float8Linear(x) } : nil
        self.weight = float8 == nil ? weight : nil
        let ownBias = bias ? try parameters.tensor("bias", [outputs], .constant(0)) : nil
        self.bias = ownBias
        observe = parameters.observer(ofInputOf: "weight")
        guard isPacked else { return }
        if let integers {
            packed = try PackedLinear(integers, bias: ownBias)
            parameters.discard("weight")
        } else {
            packed = try PackedLinear(parameters.passing("weight", shape, initial), bias: ownBias)
        }
    }

    /// - Parameter x: …×inputs.
    /// - Returns: …×outputs.
    public func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        if let packed { return try packed(x) }
        return try apply(x, hasGelu: false)
    }

    /// GELU of what the layer gives, where possible without another pass over it; see ``Tensor/linearGelu(_:bias:)``.
    ///
    /// - Parameters:
    ///   - x: …×inputs.
    ///   - code: How to write the result in bytes, where the layer is packed.
    /// - Returns: …×outputs.
    public func gelu(_ x: Tensor, code: ByteCode? = nil) throws(TorchError) -> Tensor {
        if let packed { return try packed(x, hasGelu: true, code: code) }
        return try apply(x, hasGelu: true)
    }

    /// What the layer gives and `residual`, of that shape.
    ///
    /// - Parameter x: …×inputs.
    public func adding(_ x: Tensor, to residual: Tensor) throws(TorchError) -> Tensor {
        if let packed { return try packed(x, residual: residual) }
        return try residual + apply(x, hasGelu: false)
    }

    /// Whether the layer takes and gives bfloat16 through a kernel of our own; see ``PackedLinear``.
    public var isPacked: Bool { packed != nil }

    /// In what bytes a packed layer wants its input; from bfloat16 it makes them itself.
    public var inputCode: ByteCode? { packed?.inputCode }

    /// The layer with every output multiplied by a number of its own, at no cost.
    ///
    /// - Precondition: ``isPacked``.
    public func scaled(by factors: Tensor) throws(TorchError) -> Linear {
        precondition(isPacked, "only packed layers can be scaled")
        var scaled = self
        scaled.packed = try packed?.scaled(by: factors)
        return scaled
    }

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
