/// A convolution over N×C×H×W.
public struct Convolution2D {
    /// out×in×k×k.
    public let weight: Tensor
    /// out, or none.
    public let bias: Tensor?
    /// Stride and padding.
    public let geometry: ConvolutionGeometry
    /// How it computes over bfloat16.
    let arithmetic: NarrowArithmetic
    /// A linear layer over pixels does the same.
    private let packed: PackedLinear?

    /// Asks for `weight` and, unless told otherwise, `bias`.
    public init(
        _ parameters: Parameters, inputs: Int, outputs: Int, size: Int, stride: Int = 1, padding: Int = 0,
        bias: Bool = true
    ) throws(TorchError) {
        let weight = try parameters.tensor(
            "weight", [outputs, inputs, size, size], .kaiming(fan: outputs * size * size))
        try self.init(
            weight: weight, bias: bias ? parameters.tensor("bias", [outputs], .constant(0)) : nil,
            geometry: ConvolutionGeometry(stride: stride, padding: padding), arithmetic: parameters.narrowArithmetic)
    }

    /// - Parameters:
    ///   - weight: out×in×k×k.
    ///   - bias: out.
    init(
        weight: Tensor, bias: Tensor?, geometry: ConvolutionGeometry, arithmetic: NarrowArithmetic
    ) throws(TorchError) {
        self.weight = weight
        self.bias = bias
        self.geometry = geometry
        self.arithmetic = arithmetic
        let isPacked = arithmetic != .none && weight.shape[2] == 1 && geometry == ConvolutionGeometry()
        packed = isPacked ? try PackedLinear(weight.reshaped([weight.shape[0], weight.shape[1]]), bias: bias) : nil
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
        parts.isCoarse = arithmetic == .coarse
        return try x.convolved(weight.to(x.scalarType), bias: bias?.to(x.scalarType), geometry, parts)
    }

    /// A 1×1 convolution of as many groups of channels, each by these weights.
    public func repeated(_ groups: Int) throws(TorchError) -> Convolution2D {
        let (outputs, inputs) = (weight.shape[0], weight.shape[1])
        let whole = try Tensor.zeros([groups, outputs, groups, inputs, 1, 1], type: weight.scalarType)
        for group in 0..<groups {
            try whole.selected(0, group).selected(1, group).copyInPlace(from: weight)
        }
        return try Convolution2D(
            weight: whole.reshaped([groups * outputs, groups * inputs, 1, 1]),
            bias: bias.map { bias throws(TorchError) in
                try bias.expanded([groups, outputs]).reshaped([groups * outputs])
            }, geometry: geometry, arithmetic: arithmetic)
    }
}
