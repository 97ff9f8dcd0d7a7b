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
        guard device.kind == .cuda else {
            let y = try convolved(weight, bias: bias, geometry)
            try y.reluInPlace()
            return y
        }
        return try making("convolutionRelu", [self, weight] + [bias].compactMap(\.self)) {
            LibTorch.tables.accelerator.pointee.conv2d_relu(handle, weight.handle, bias?.handle, geometry.native, $0)
        }
    }
}
