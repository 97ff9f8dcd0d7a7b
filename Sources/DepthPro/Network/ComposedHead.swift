internal import Torch

/// ``DepthHead`` and the 1×1 convolution before it in fewer steps, for inference: the map of four times as many pixels, which the
/// head's doubling makes, never exists. Its quarters are channels until the end.
struct ComposedHead {
    private let reduction: ComposedConvolution
    private let hidden: ComposedConvolution
    /// For the pixels' quarters each by itself.
    private let output: Convolution2D
    private let head: DepthHead

    init(_ projection: Convolution2D, _ head: DepthHead) throws(TorchError) {
        reduction = try ComposedConvolution(projection, then: head.reduction)
        hidden = try ComposedConvolution(head.doubling, then: head.hidden)
        output = try head.output.repeated(4)
        self.head = head
    }

    /// - Parameter x: The finest map before its last projection.
    func callAsFunction(_ x: Strip, observe: StageObserver?) throws(TorchError) -> Strip {
        let features = try x.convolved(reduction).convolved(hidden)
        try features.tensor.reluInPlace()
        let depth = try features.doubled { x throws(TorchError) in
            let quarters = try output(x)
            let (count, rows, columns) = (quarters.shape[0], quarters.shape[2], quarters.shape[3])
            let doubled = try quarters.reshaped([count, 2, 2, rows, columns]).permuted([0, 3, 1, 4, 2])
                .reshaped([count, 1, 2 * rows, 2 * columns])
            return try head.inverseDepth(doubled)
        }
        try observe?("head.doubled", depth.tensor)
        return depth
    }
}
