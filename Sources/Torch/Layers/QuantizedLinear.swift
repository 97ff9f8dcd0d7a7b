internal import CTorch

/// A linear layer's weights as 8-bit integers, with what turns them and the layer's input back into numbers.
public struct QuantizedWeight {
    /// out×in, from -127 to 127.
    public let weight: Tensor
    /// out: a row of weights is its scale times the integers.
    public let scales: Tensor
    /// The input is this times (byte − ``inputZero``).
    public let inputScale: Double
    /// From 0 to 255: the byte that stands for zero.
    public let inputZero: Int

    /// Describes weights.
    public init(weight: Tensor, scales: Tensor, inputScale: Double, inputZero: Int) {
        self.weight = weight
        self.scales = scales
        self.inputScale = inputScale
        self.inputZero = inputZero
    }

    /// The numbers that the integers stand for, out×in.
    public func dequantized() throws(TorchError) -> Tensor {
        try weight.to(.float32) * scales.to(.float32).reshaped([-1, 1])
    }
}

/// `x · weightᵀ + bias` in 8-bit integers with 32-bit sums, on a CPU.
struct QuantizedLinear {
    private let packed: Tensor
    private let scales: Tensor
    private let zeros: Tensor
    private let inputScale: CTByteScale

    /// - Returns: `nil` where this processor's libtorch has no such product.
    init?(_ weight: QuantizedWeight) throws(TorchError) {
        guard weight.weight.device == .cpu else { return nil }
        do {
            packed = try making("pack", [weight.weight]) {
                LibTorch.tables.quantized.pointee.pack(weight.weight.handle, $0)
            }
        } catch  where error.code != .outOfMemory {
            return nil
        }
        scales = try weight.scales.to(.float32).contiguous()
        zeros = try .zeros(weight.scales.shape, type: .int64)
        inputScale = CTByteScale(scale: weight.inputScale, zero: Int32(clamping: weight.inputZero))
    }

    /// - Parameters:
    ///   - x: …×inputs, float32.
    ///   - bias: float32.
    ///   - hasGelu: Applies the exact GELU within the same pass.
    func callAsFunction(_ x: Tensor, bias: Tensor?, hasGelu: Bool) throws(TorchError) -> Tensor {
        try making("quantizedLinear", [x, packed] + [bias].compactMap(\.self)) {
            LibTorch.tables.quantized.pointee.linear(
                x.handle, inputScale, packed.handle, scales.handle, zeros.handle, bias?.handle, hasGelu ? 1 : 0, $0)
        }
    }
}
