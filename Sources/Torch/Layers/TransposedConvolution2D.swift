/// A transposed convolution with a 2×2 kernel and stride 2: doubles height and width.
public struct TransposedConvolution2D {
    /// in×out×2×2.
    public let weight: Tensor
    /// out, or none.
    public let bias: Tensor?

    /// Asks for `weight` and, where told so, `bias`.
    public init(_ parameters: Parameters, inputs: Int, outputs: Int, bias: Bool) throws(TorchError) {
        weight = try parameters.tensor("weight", [inputs, outputs, 2, 2], .kaiming(fan: inputs * 4))
        self.bias = bias ? try parameters.tensor("bias", [outputs], .constant(0)) : nil
    }

    /// - Parameter x: N×inputs×H×W.
    /// - Returns: N×outputs×2H×2W.
    public func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try x.deconvolved(
            weight.to(x.scalarType), bias: bias?.to(x.scalarType), ConvolutionGeometry(stride: 2))
    }
}
