internal import CTorch

/// `scales · (x · weightᵀ) + shifts` over bfloat16 or bytes, by a kernel of our own; for inference, on CPUs.
///
/// - Precondition: ``LibTorch/narrowKernel`` names one.
public struct PackedLinear {
    private let weights: Tensor
    private let scales: Tensor
    private let shifts: Tensor
    private let inputs: Int
    private let outputs: Int
    /// How the input must be written in bytes; `nil` where it is bfloat16.
    public let inputCode: ByteCode?

    /// - Parameter weight: out×in; rounded to bfloat16.
    public init(_ weight: Tensor, bias: Tensor?) throws(TorchError) {
        try self.init(weight.to(.bfloat16), scales: nil, bias: bias, code: nil)
    }

    /// Products in 8-bit integers with 32-bit sums.
    public init(_ weight: QuantizedWeight, bias: Tensor?) throws(TorchError) {
        let code = ByteCode(scale: weight.inputScale, zero: weight.inputZero)
        try self.init(weight.weight, scales: weight.scales, bias: bias, code: code)
    }

    private init(_ weight: Tensor, scales: Tensor?, bias: Tensor?, code: ByteCode?) throws(TorchError) {
        var parts: (CTTensor?, CTTensor?, CTTensor?)
        try check(
            "packLinear",
            LibTorch.tables.narrow.pointee.pack(
                weight.handle, scales?.handle, (code ?? ByteCode(scale: 1, zero: 0)).native, bias?.handle, &parts.0,
                &parts.1, &parts.2),
            [weight])
        guard let weights = parts.0, let scales = parts.1, let shifts = parts.2 else {
            fatalError("nothing was packed")
        }
        self.weights = Tensor(owning: weights)
        self.scales = Tensor(owning: scales)
        self.shifts = Tensor(owning: shifts)
        inputs = weight.shape[1]
        outputs = weight.shape[0]
        inputCode = code
    }

    private init(_ other: PackedLinear, scales: Tensor, shifts: Tensor) {
        weights = other.weights
        self.scales = scales
        self.shifts = shifts
        inputs = other.inputs
        outputs = other.outputs
        inputCode = other.inputCode
    }

    /// The layer with every output multiplied by a number of its own.
    public func scaled(by factors: Tensor) throws(TorchError) -> PackedLinear {
        let wide = try Tensor.zeros(scales.shape)
        try wide.narrowed(0, from: 0, count: outputs).copyInPlace(from: factors.to(.float32))
        return try PackedLinear(self, scales: scales * wide, shifts: shifts * wide)
    }

    /// - Parameters:
    ///   - x: …×in, bfloat16, or bytes in the ``inputCode``.
    ///   - hasGelu: Applies GELU, exact to 4e-5.
    ///   - residual: bfloat16 of the result's shape, added last.
    ///   - code: Writes bytes so instead of bfloat16.
    /// - Returns: …×out.
    public func callAsFunction(
        _ x: Tensor, hasGelu: Bool = false, residual: Tensor? = nil, code: ByteCode? = nil
    ) throws(TorchError) -> Tensor {
        var x = x
        if let inputCode, x.scalarType != .uint8 { x = try x.bytes(inputCode) }
        return try making("packedLinear", [x] + [residual].compactMap(\.self)) { result in
            code.withNative {
                LibTorch.tables.narrow.pointee.linear(x.handle, native, hasGelu ? 1 : 0, residual?.handle, $0, result)
            }
        }
    }

    /// - Parameter x: N×in×H×W, bfloat16.
    /// - Returns: N×out×H×W, channels last.
    func pixels(_ x: Tensor) throws(TorchError) -> Tensor {
        try self(x.permuted([0, 2, 3, 1])).permuted([0, 3, 1, 2])
    }

    /// A transposed convolution of 2×2 with stride 2 whose weights are these: 4·out×in, the window's rows first, then its
    /// columns.
    ///
    /// - Parameter x: N×in×H×W, bfloat16.
    /// - Returns: N×out×2H×2W, channels last.
    func deconvolved(_ x: Tensor) throws(TorchError) -> Tensor {
        try making("packedDeconvolution", [x]) { LibTorch.tables.narrow.pointee.deconvolution(x.handle, native, $0) }
    }

    private var native: CTPackedLinear {
        CTPackedLinear(
            weights: weights.handle, scales: scales.handle, shifts: shifts.handle, inputs: Int64(inputs),
            outputs: Int64(outputs))
    }
}
