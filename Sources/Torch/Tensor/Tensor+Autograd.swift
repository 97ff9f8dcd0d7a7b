internal import CTorch

extension Tensor {
    /// Whether operations on the tensor are recorded, so that ``backward()`` can reach it.
    public var requiresGradient: Bool { LibTorch.tables.training.pointee.requires_gradient(handle) != 0 }

    /// Turns recording on or off.
    public func setRequiresGradient(_ required: Bool) throws(TorchError) {
        try check("requiresGradient", training.set_requires_gradient(handle, required ? 1 : 0), [self])
    }

    /// Adds the derivative of this one number by every tensor that requires it to that tensor's gradient.
    public func backward() throws(TorchError) {
        try check("backward", training.backward(handle, nil), [self])
    }

    /// Adds the derivative of `Σ gradient · self` by every tensor that requires it to that tensor's gradient.
    ///
    /// - Parameter gradient: Of this tensor's shape and type: the derivative of some number by this tensor.
    public func backward(gradient: Tensor) throws(TorchError) {
        try check("backward", training.backward(handle, gradient.handle), [self, gradient])
    }

    /// What ``backward()`` has gathered; `nil` where nothing has.
    public func gradient() throws(TorchError) -> Tensor? {
        var gradient: CTTensor?
        try check("gradient", training.gradient(handle, &gradient), [self])
        return gradient.map(Tensor.init(owning:))
    }

    /// Replaces the gathered gradient; `nil` clears it.
    public func setGradient(_ gradient: Tensor?) throws(TorchError) {
        try check("setGradient", training.set_gradient(handle, gradient?.handle), [self])
    }

    /// The same elements, cut off from what was recorded.
    public func detached() throws(TorchError) -> Tensor {
        try making("detach", [self]) { training.detach(handle, $0) }
    }

    private var training: CTTraining { LibTorch.tables.training.pointee }
}
