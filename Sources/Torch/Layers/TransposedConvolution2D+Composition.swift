extension TransposedConvolution2D {
    /// This and a 1×1 convolution after it, as one.
    public func followed(by projection: Convolution2D) throws(TorchError) -> TransposedConvolution2D {
        let (inputs, middle, outputs) = (weight.shape[0], weight.shape[1], projection.weight.shape[0])
        let mixing = try projection.weight.to(.float32).reshaped([outputs, middle]).transposed(0, 1)
        let mixed = try weight.to(.float32).permuted([0, 2, 3, 1]).reshaped([4 * inputs, middle]).matmul(mixing)
        var shift = try projection.bias?.to(.float32)
        if let bias {
            let own = try bias.to(.float32).reshaped([1, middle]).matmul(mixing).reshaped([outputs])
            shift = try shift.map { shift throws(TorchError) in try shift + own } ?? own
        }
        let type = weight.scalarType
        return try TransposedConvolution2D(
            weight: mixed.reshaped([inputs, 2, 2, outputs]).permuted([0, 3, 1, 2]).to(type), bias: shift?.to(type),
            arithmetic: arithmetic)
    }
}
