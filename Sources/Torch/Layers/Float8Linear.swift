internal import CTorch

/// `x · weightᵀ + bias` in 8-bit floats (e4m3), each row of weights and each row of the input with a scale of its own.
///
/// On a CPU the same numbers are multiplied in float32, to find out what they cost in quality.
public struct Float8Linear {
    /// out×in.
    public let weight: Tensor
    /// out×1: a row of weights is its scale times the 8-bit floats.
    public let scales: Tensor

    /// - Parameter weight: out×in; rounded.
    /// - Returns: `nil` where the product's sizes are none that GPUs multiply so: multiples of 16.
    public init?(_ weight: Tensor) throws(TorchError) {
        guard weight.rank == 2, weight.shape.allSatisfy({ $0.isMultiple(of: 16) }) else { return nil }
        var values: CTTensor?
        var scales: CTTensor?
        try check(
            "float8", LibTorch.tables.accelerator.pointee.float8_rows(weight.handle, &values, &scales), [weight])
        guard let values, let scales else { fatalError("float8 made no tensors") }
        self.weight = Tensor(owning: values)
        self.scales = Tensor(owning: scales)
    }

    /// - Parameter hasGelu: Applies GELU to the result.
    func callAsFunction(_ x: Tensor, bias: Tensor?, hasGelu: Bool) throws(TorchError) -> Tensor {
        try making("float8Linear", [x, weight, scales] + [bias].compactMap(\.self)) {
            LibTorch.tables.accelerator.pointee.float8_linear(
                x.handle, weight.handle, scales.handle, bias?.handle, hasGelu ? 1 : 0, $0)
        }
    }
}
