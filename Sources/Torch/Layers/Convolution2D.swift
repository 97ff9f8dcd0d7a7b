/// A convolution over N×C×H×W.
public struct Convolution2D {
    /// out×in×k×k.
    public let weight: Tensor
    /// out, or none.
    public let bias: Tensor?
    /// Stride and padding.
    public let geometry: ConvolutionGeometry

    /// Asks for `weight` and, unless told otherwise, `bias`.
    public init(
        _ parameters: Parameters, inputs: Int, outputs: Int, size: Int, stride: Int = 1, padding: Int = 0,
        bias: Bool = true
    ) throws(TorchError) {
        weight = try parameters.tensor("weight", [outputs, inputs, size, size], .kaiming(fan: outputs * size * size))
        self.bias = bias ? try parameters.tensor("bias", [outputs], .constant(0)) : nil
        geometry = ConvolutionGeometry(stride: stride, padding: padding)
    }

    /// - Parameter x: N×inputs×H×W.
    public func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        try x.convolved(weight.to(x.scalarType), bias: bias?.to(x.scalarType), geometry)
    }

    /// The convolution with negative elements replaced by 0.
    public func relu(_ x: Tensor) throws(TorchError) -> Tensor { try relu(x, paddingRows: geometry.paddingRows) }

    /// The convolution with other zeros above and below, and negative elements replaced by 0.
    public func relu(_ x: Tensor, paddingRows: Int) throws(TorchError) -> Tensor {
        var geometry = geometry
        geometry.paddingRows = paddingRows
        return try x.convolvedRelu(weight.to(x.scalarType), bias: bias?.to(x.scalarType), geometry)
    }

    /// The convolution with other zeros above and below.
    public func callAsFunction(_ x: Tensor, paddingRows: Int) throws(TorchError) -> Tensor {
        var geometry = geometry
        geometry.paddingRows = paddingRows
        return try x.convolved(weight.to(x.scalarType), bias: bias?.to(x.scalarType), geometry)
    }
}
