package import Torch

/// The number format of a network's weights and arithmetic.
public enum Precision: String, Sendable, CaseIterable {
    /// float16 on a GPU; on a CPU bfloat16 where its instructions multiply so (AVX-512 BF16), else float32.
    case automatic = "auto"
    case float32
    case bfloat16
    /// On GPUs only.
    case float16

    /// What the precision means on a device.
    package struct Types: Sendable, Hashable {
        /// How weights are kept.
        package let weights: ScalarType
        /// What the arithmetic is done in.
        package let arithmetic: ScalarType

        /// Bytes that one intermediate tensor may take, about. Smaller ones cost time, since strips overlap; whoever
        /// keeps weights narrower than the arithmetic asks for memory first.
        package var stripBudget: Int { weights == arithmetic ? 64 << 20 : 36 << 20 }
    }

    /// - Throws: ``DepthProError`` where the device cannot compute so.
    package func types(on device: Device) throws(DepthProError) -> Types {
        let isCPU = device.kind == .cpu
        switch self {
        case .automatic:
            return try Self.best(on: device.kind, .current).types(on: device)
        case .float32: return Types(weights: .float32, arithmetic: .float32)
        case .bfloat16:
            // Without instructions for it, libtorch's bfloat16 is many times slower than float32: then only the
            // weights are kept so, which still halves the memory.
            let isNative = !isCPU || Machine.current.multipliesBFloat16
            return Types(weights: .bfloat16, arithmetic: isNative ? .bfloat16 : .float32)
        case .float16:
            guard !isCPU else {
                throw DepthProError(
                    .invalidOption, "float16 needs a GPU; on a CPU use float32, or bfloat16 for half the memory")
            }
            return Types(weights: .float16, arithmetic: .float16)
        }
    }
}
