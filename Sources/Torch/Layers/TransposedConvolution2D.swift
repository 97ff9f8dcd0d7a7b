/// A transposed convolution with a 2×2 kernel and stride 2: doubles height and width.
public struct TransposedConvolution2D {
    /// in×out×2×2.
    public let weight: Tensor
    /// out, or none.
    public let bias: Tensor?
    /// How it computes over bfloat16.
    let arithmetic: NarrowArithmetic
    /// A linear layer over pixels, for each place of the window, does the same.
    private let packed: PackedLinear?

    /// Asks for `weight` and, where told so, `bias`.
    public init(_ parameters: Parameters, inputs: Int, outputs: Int, bias: Bool) throws(TorchError) {
        let weight = try parameters.tensor("weight", [inputs, outputs, 2, 2], .kaiming(fan: inputs * 4))
        try self.init(
            weight: weight, bias: bias ? parameters.tensor("bias", [outputs], .constant(0)) : nil,
            arithmetic: parameters.narrowArithmetic)
    }

    /// - Parameters:
    ///   - weight: in×out×2×2.
    ///   - bias: out.
    init(weight: Tensor, bias: Tensor?, arithmetic: NarrowArithmetic) throws(TorchError) {
        let (inputs, outputs) = (weight.shape[0], weight.shape[1])
        self.weight = weight
        self.bias = bias
        self.arithmetic = arithmetic
        // Half of the window's outputs must fill the kernel's panels.
        guard arithmetic != .none, outputs.isMultiple(of: 32) else {
            packed = nil
            return
        }
        packed = try PackedLinear(
            weight.permuted([2, 3, 1, 0]).reshaped([4 * outputs, inputs]),
            bias: bias.map { bias throws(TorchError) in try bias.expanded([4, outputs]).reshaped([4 * outputs]) })
    }

    /// - Parameter x: N×inputs×H×W.
    /// - Returns: N×outputs×2H×2W.
    public func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        if let packed { return try packed.deconvolved(x) }
        return try x.deconvolved(
            weight.to(x.scalarType), bias: bias?.to(x.scalarType), ConvolutionGeometry(stride: 2))
    }
}
