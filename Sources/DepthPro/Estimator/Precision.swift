internal import Foundation
package import Torch

/// The number format of a network's weights and arithmetic.
public enum Precision: String, Sendable, CaseIterable {
    /// float16 on a GPU; on a CPU bfloat16 where its instructions multiply so (AVX-512 BF16), else float32.
    case automatic = "auto"
    case float32
    case bfloat16
    /// On GPUs only.
    case float16
    /// The transformers' products in 8-bit floats (e4m3), all else in bfloat16, on GPUs from NVIDIA's Hopper on. On a CPU
    /// the products are emulated: as slow as float32, to see what it costs in quality.
    case float8

    /// What the precision means on a device.
    package struct Types: Sendable, Hashable, CustomStringConvertible {
        /// How weights are kept.
        package let weights: ScalarType
        /// What the arithmetic is done in.
        package let arithmetic: ScalarType
        /// Whether the transformers' products are done in 8-bit floats.
        package var multipliesAsFloat8 = false

        package init(weights: ScalarType, arithmetic: ScalarType, multipliesAsFloat8: Bool = false) {
            self.weights = weights
            self.arithmetic = arithmetic
            self.multipliesAsFloat8 = multipliesAsFloat8
        }

        /// As a person reads it.
        package var description: String {
            multipliesAsFloat8
                ? "float8, else \(arithmetic.rawValue)"
                : arithmetic.rawValue + (weights == arithmetic ? "" : ", weights in \(weights.rawValue)")
        }

        /// How to cut passes so that they fit the device.
        package func schedule(
            _ configuration: DepthProConfiguration, batch: Int, device: Device
        ) throws(TorchError) -> DepthProNetwork.Schedule {
            .fitting(
                configuration, batch: batch, budget: budget(batch: batch, free: try device.memory()?.free),
                elementSize: arithmetic.byteCount)
        }

        /// Bytes that one intermediate tensor may take, about. Smaller ones cost time, since strips overlap.
        ///
        /// About six are there at once. 192 MB is one pass of all tiles and two strips of Apple's network in half
        /// precision, with a gigabyte beside the weights.
        ///
        /// - Parameter free: Bytes that a GPU has to spare; `nil` on a CPU, where whoever keeps weights narrower than the
        ///   arithmetic asks for memory first.
        package func budget(batch: Int, free: Int?) -> Int {
            guard let free else { return weights == arithmetic ? 56 << 20 : 36 << 20 }
            return max(8 << 20, min(batch * (192 << 20), free / 12))
        }
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
            guard !isCPU || Machine.current.computesFloat16 else {
                throw DepthProError(
                    .invalidOption, "float16 needs a GPU; on a CPU use float32, or bfloat16 for half the memory")
            }
            return Types(weights: .float16, arithmetic: .float16)
        case .float8:
            guard !isCPU else { return Types(weights: .float32, arithmetic: .float32, multipliesAsFloat8: true) }
            guard device.hasFloat8 else {
                throw DepthProError(
                    .invalidOption, "float8 needs an NVIDIA GPU of the Hopper generation or later; use float16")
            }
            return Types(weights: .bfloat16, arithmetic: .bfloat16, multipliesAsFloat8: true)
        }
    }
}
