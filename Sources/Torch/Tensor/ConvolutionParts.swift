internal import CTorch

/// What else a convolution does in the same pass, where a kernel of our own computes it.
public struct ConvolutionParts {
    /// Negative elements of the input count as 0.
    public var hasInputRelu: Bool
    /// Negative elements of the result become 0, after the addition.
    public var hasOutputRelu: Bool
    /// At most two tensors of the result's shape, which are added.
    public var addends: [Tensor]
    /// Permits what ``NarrowArithmetic/coarse`` says.
    public var isCoarse = false

    /// Describes parts; nothing else unless told.
    public init(hasInputRelu: Bool = false, hasOutputRelu: Bool = false, addends: [Tensor] = []) {
        precondition(addends.count <= 2, "a convolution adds two tensors at most")
        self.hasInputRelu = hasInputRelu
        self.hasOutputRelu = hasOutputRelu
        self.addends = addends
    }

    var native: CTConvolutionParts {
        CTConvolutionParts(
            input_relu: hasInputRelu ? 1 : 0, output_relu: hasOutputRelu ? 1 : 0,
            addends: (addends.first?.handle, addends.dropFirst().first?.handle), is_coarse: isCoarse ? 1 : 0)
    }
}
