/// A convolution over N×C×H×W.
public struct Convolution2D {
    /// out×in×k×k.
    public let weight: Tensor
    /// out, or none.
    public let bias: Tensor?
    /// Stride and padding.
    public let geometry: ConvolutionGeometry
    /// A linear layer over pixels does the same.
    private let packed: PackedLinear?
    private let isCoarse: Bool

    /// Asks for `weight` and, unless told otherwise, `bias`.
    public init(
        _ parameters: Parameters, inputs: Int, outputs: Int, size: Int, stride: Int = 1, padding: Int = 0,
        bias: Bool = true
    ) throws(TorchError) {
        let weight = try parameters.tensor(
            "weight", [outputs, inputs, size, size], .kaiming(fan: outputs * size * size))
        let ownBias = bias ? try parameters.tensor("bias", [outputs], .constant(0)) : nil
        self.weight = weight
        self.bias = ownBias
        geometry = ConvolutionGeometry(stride: stride, padding: padding)
        isCoarse = parameters.narrowArithmetic == .coarse
        let isPacked = parameters.narrowArithmetic != .none && size == 1 && stride == 1 && padding == 0
        packed = isPacked ? try PackedLinear(weight.reshaped([outputs, inputs]), bias: ownBias) : nil
    }

    /// - Parameter x: N×inputs×H×W.
    public func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor {
        if let packed { return try packed.pixels(x) }
        return try self(x, paddingRows: geometry.paddingRows, ConvolutionParts())
    }

    /// The convolution with negative elements replaced by 0.
    public func relu(_ x: Tensor) throws(TorchError) -> Tensor {
        try self(x, paddingRows: geometry.paddingRows, ConvolutionParts(hasOutputRelu: true))
    }

    /// The convolution with other zeros above and below, and what belongs to it.
    public func callAsFunction(
        _ x: Tensor, paddingRows: Int, _ parts: ConvolutionParts
    ) throws(TorchError) -> Tensor {
        var geometry = geometry
        geometry.paddingRows = paddingRows
        var parts = parts
        parts.isCoarse = isCoarse
        return try x.convolved(weight.to(x.scalarType), bias: bias?.to(x.scalarType), geometry, parts)
    }
}
