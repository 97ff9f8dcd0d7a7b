internal import CTorch

/// How a convolution's window moves.
public struct ConvolutionGeometry: Sendable, Hashable {
    /// Pixels from one place of the window to the next.
    public var stride: Int
    /// Zeros above and below.
    public var paddingRows: Int
    /// Zeros left and right.
    public var paddingColumns: Int
    /// Pixels from one element of the window to the next.
    public var dilation: Int
    /// Into how many parts the channels fall, each with weights of its own.
    public var groups: Int

    /// - Parameter padding: Zeros on every side.
    public init(stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1) {
        self.stride = stride
        self.paddingRows = padding
        self.paddingColumns = padding
        self.dilation = dilation
        self.groups = groups
    }

    var native: CTConvolution {
        CTConvolution(
            stride: Int64(stride), padding_rows: Int64(paddingRows), padding_columns: Int64(paddingColumns),
            dilation: Int64(dilation), groups: Int64(groups))
    }
}

// The layers' operations. Images are N×C×H×W.
extension Tensor {
    /// The matrix product over the last two axes; the others broadcast.
    public func matmul(_ other: Tensor) throws(TorchError) -> Tensor {
        try making("matmul", [self, other]) { neural.matmul(handle, other.handle, $0) }
    }

    /// `self · weightᵀ + bias`, with `weight` out×in.
    public func linear(_ weight: Tensor, bias: Tensor? = nil) throws(TorchError) -> Tensor {
        try making("linear", [self, weight] + [bias].compactMap(\.self)) {
            neural.linear(handle, weight.handle, bias?.handle, $0)
        }
    }

    /// The convolution with `weight` out×(in/groups)×kh×kw.
    public func convolved(
        _ weight: Tensor, bias: Tensor? = nil, _ geometry: ConvolutionGeometry = .init()
    ) throws(TorchError) -> Tensor {
        try making("convolution", [self, weight] + [bias].compactMap(\.self)) {
            neural.conv2d(handle, weight.handle, bias?.handle, geometry.native, $0)
        }
    }

    /// The transposed convolution with `weight` in×(out/groups)×kh×kw.
    public func deconvolved(
        _ weight: Tensor, bias: Tensor? = nil, _ geometry: ConvolutionGeometry = .init()
    ) throws(TorchError) -> Tensor {
        try making("deconvolution", [self, weight] + [bias].compactMap(\.self)) {
            neural.conv_transpose2d(handle, weight.handle, bias?.handle, geometry.native, $0)
        }
    }

    /// Normalises over the last axis, then scales and shifts.
    public func layerNormalized(weight: Tensor?, bias: Tensor?, epsilon: Double) throws(TorchError) -> Tensor {
        try making("layerNorm", [self] + [weight, bias].compactMap(\.self)) {
            neural.layer_norm(handle, weight?.handle, bias?.handle, epsilon, $0)
        }
    }

    /// Normalises each channel by running statistics, which training updates.
    public func batchNormalized(
        weight: Tensor?, bias: Tensor?, mean: Tensor, variance: Tensor, training: Bool = false,
        momentum: Double = 0.1, epsilon: Double = 1e-5
    ) throws(TorchError) -> Tensor {
        try making("batchNorm", [self, mean, variance] + [weight, bias].compactMap(\.self)) {
            neural.batch_norm(
                handle, weight?.handle, bias?.handle, mean.handle, variance.handle, training ? 1 : 0, momentum,
                epsilon, $0)
        }
    }

    /// softmax(query · keyᵀ / √channels) · value, each …×tokens×channels.
    public static func attention(query: Tensor, key: Tensor, value: Tensor) throws(TorchError) -> Tensor {
        try making("attention", [query, key, value]) {
            LibTorch.tables.neural.pointee.attention(query.handle, key.handle, value.handle, $0)
        }
    }

    /// Bilinear interpolation with corners not aligned.
    ///
    /// - Parameter scale: Target over source size, where it is not the quotient of the sizes.
    public func resizedBilinear(
        rows: Int, columns: Int, antialias: Bool = false, scale: Double? = nil
    ) throws(TorchError) -> Tensor {
        try making("resize", [self]) {
            neural.resize_bilinear(
                handle, Int64(rows), Int64(columns), antialias ? 1 : 0, scale ?? 0, scale ?? 0, $0)
        }
    }

    /// Bicubic interpolation with corners not aligned.
    public func resizedBicubic(rows: Int, columns: Int, antialias: Bool = false) throws(TorchError) -> Tensor {
        try making("resize", [self]) {
            neural.resize_bicubic(handle, Int64(rows), Int64(columns), antialias ? 1 : 0, $0)
        }
    }

    /// The means of `size`×`size` blocks.
    public func averagePooled(_ size: Int) throws(TorchError) -> Tensor {
        try making("averagePool", [self]) { neural.average_pool2d(handle, Int64(size), $0) }
    }

    private var neural: CTNeural { LibTorch.tables.neural.pointee }
}
