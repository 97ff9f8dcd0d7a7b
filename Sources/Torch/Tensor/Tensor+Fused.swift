internal import CTorch

// Operations that a device does in fewer passes over memory than their parts.
extension Tensor {
    /// GELU of `self · weightᵀ + bias`, with `weight` out×in.
    ///
    /// Exact, but for half precision on CUDA, where the product itself ends with the approximation by the hyperbolic
    /// tangent; it differs by less than 5e-4.
    public func linearGelu(_ weight: Tensor, bias: Tensor? = nil) throws(TorchError) -> Tensor {
        try making("linearGelu", [self, weight] + [bias].compactMap(\.self)) {
            LibTorch.tables.accelerator.pointee.linear_gelu(handle, weight.handle, bias?.handle, $0)
        }
    }

    /// The convolution with `weight` out×(in/groups)×kh×kw, negative elements replaced by 0.
    public func convolvedRelu(
        _ weight: Tensor, bias: Tensor? = nil, _ geometry: ConvolutionGeometry = .init()
    ) throws(TorchError) -> Tensor {
        try convolved(weight, bias: bias, geometry, ConvolutionParts(hasOutputRelu: true))
    }

    /// The convolution with `weight` out×(in/groups)×kh×kw, and what belongs to it.
    public func convolved(
        _ weight: Tensor, bias: Tensor? = nil, _ geometry: ConvolutionGeometry, _ parts: ConvolutionParts
    ) throws(TorchError) -> Tensor {
        let operands = [self, weight] + [bias].compactMap(\.self) + parts.addends
        guard device.kind == .cuda, parts.hasOutputRelu, parts.addends.isEmpty else {
            return try withExtendedLifetime(parts) { () throws(TorchError) in
                try making("convolution", operands) {
                    LibTorch.tables.neural.pointee.conv2d_parts(
                        handle, weight.handle, bias?.handle, geometry.native, parts.native, $0)
                }
            }
        }
        let input = parts.hasInputRelu ? try relu() : self
        return try making("convolutionRelu", operands) {
            LibTorch.tables.accelerator.pointee.conv2d_relu(
                input.handle, weight.handle, bias?.handle, geometry.native, $0)
        }
    }
}
