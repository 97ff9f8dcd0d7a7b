/// How layers compute over bfloat16 where kernels of our own multiply such numbers (``LibTorch/narrowKernel``).
public enum NarrowArithmetic: Sendable, Hashable {
    /// By libtorch's operators.
    case none
    /// By our kernels, which round results to bfloat16 and little else.
    case fine
    /// By our kernels, and 3×3 convolutions round within their products as well, which is seven times coarser: enough beside
    /// transformers of 8-bit integers.
    case coarse

    /// Whether a kernel of ours computes in that type there.
    public static func isOffered(for type: ScalarType, on device: Device) -> Bool {
        type == .bfloat16 && device == .cpu && LibTorch.narrowKernel != nil
    }
}
