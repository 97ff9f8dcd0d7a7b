/// A 3×3 convolution that has become one with the linear layer before it, exactly: zeros around the image stand for pixels that
/// the layer before would not have given its bias.
public struct ComposedConvolution {
    /// As if the bias before it were everywhere.
    public let convolution: Convolution2D
    /// What is too much of it at the image's borders.
    public let border: BorderBias?

    /// A 1×1 convolution, then the 3×3 one.
    ///
    /// - Parameters:
    ///   - first: Weights middle×in×1×1.
    ///   - second: Weights out×middle×3×3, padded by 1.
    /// - Throws: ``TorchError``, where memory is short.
    public init(_ first: Convolution2D, then second: Convolution2D) throws(TorchError) {
        let (inputs, middle, outputs) = (first.weight.shape[1], first.weight.shape[0], second.weight.shape[0])
        let mixing = try first.weight.to(.float32).reshaped([middle, inputs])
        let taps = try second.weight.to(.float32).permuted([0, 2, 3, 1]).reshaped([9 * outputs, middle])
        try self.init(
            taps: taps.matmul(mixing).reshaped([outputs, 3, 3, inputs]).permuted([0, 3, 1, 2]),
            biasTaps: first.bias.map { bias throws(TorchError) in
                try taps.matmul(bias.to(.float32).reshaped([middle, 1])).reshaped([outputs, 3, 3])
            },
            bias: second.bias, like: second)
    }

    /// A doubling, then the 3×3 convolution over the doubled pixels. Each pixel before the doubling gets four times the
    /// convolution's outputs: those of its upper left quarter first, then upper right, lower left and lower right.
    ///
    /// - Parameters:
    ///   - first: Weights in×middle×2×2.
    ///   - second: Weights out×middle×3×3, padded by 1.
    /// - Throws: ``TorchError``, where memory is short.
    public init(_ first: TransposedConvolution2D, then second: Convolution2D) throws(TorchError) {
        let (inputs, middle, outputs) = (first.weight.shape[0], first.weight.shape[1], second.weight.shape[0])
        let windows = try first.weight.to(.float32).permuted([2, 3, 1, 0])
        let kernels = try second.weight.to(.float32).permuted([2, 3, 0, 1])
        let taps = try Tensor.zeros([4, outputs, inputs, 3, 3])
        let biasTaps = try Tensor.zeros([4, outputs, 3, 3])
        for (quarter, row, column) in (0..<36).map({ ($0 / 9, $0 % 9 / 3, $0 % 3) }) {
            // Where the tap falls, in doubled pixels from the pixel before the one that is being doubled.
            let (y, x) = (quarter / 2 + row + 1, quarter % 2 + column + 1)
            let kernel = try kernels.selected(0, row).selected(0, column)
            let window = try windows.selected(0, y % 2).selected(0, x % 2)
            try taps.selected(0, quarter).selected(2, y / 2).selected(2, x / 2).addInPlace(
                kernel.matmul(window), scale: 1)
            if let bias = first.bias {
                let own = try kernel.matmul(bias.to(.float32).reshaped([middle, 1])).reshaped([outputs])
                try biasTaps.selected(0, quarter).selected(1, y / 2).selected(1, x / 2).addInPlace(own, scale: 1)
            }
        }
        try self.init(
            taps: taps.reshaped([4 * outputs, inputs, 3, 3]),
            biasTaps: first.bias == nil ? nil : biasTaps.reshaped([4 * outputs, 3, 3]),
            bias: second.bias.map { bias throws(TorchError) in try bias.expanded([4, outputs]).reshaped([4 * outputs])
            },
            like: second)
    }

    private init(taps: Tensor, biasTaps: Tensor?, bias: Tensor?, like second: Convolution2D) throws(TorchError) {
        precondition(second.geometry == ConvolutionGeometry(padding: 1) && second.weight.shape[2] == 3)
        var shift = try bias?.to(.float32)
        if let biasTaps {
            let inside = try biasTaps.sum([1, 2])
            shift = try shift.map { shift throws(TorchError) in try shift + inside } ?? inside
        }
        let type = second.weight.scalarType
        convolution = try Convolution2D(
            weight: taps.to(type).contiguous(), bias: shift?.to(type), geometry: second.geometry,
            arithmetic: second.arithmetic)
        border = try biasTaps.map { taps throws(TorchError) in try BorderBias(taps, type: type) }
    }
}
