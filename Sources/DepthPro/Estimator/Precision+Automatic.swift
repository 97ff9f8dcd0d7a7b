internal import Foundation
package import Torch

extension Precision {
    /// What of a machine decides how best to compute on it.
    package struct Machine: Sendable, Hashable {
        /// Whether the processor multiplies in bfloat16 (AVX-512 BF16, AMX), so that it is not emulated.
        package var multipliesBFloat16: Bool
        /// Whether a CPU may compute in float16, which none does fast.
        package var computesFloat16: Bool

        package init(multipliesBFloat16: Bool, computesFloat16: Bool = false) {
            self.multipliesBFloat16 = multipliesBFloat16
            self.computesFloat16 = computesFloat16
        }

        /// This one. `DEPTHPRO_HALF=computed` makes any processor compute in bfloat16 and float16, to see what that does
        /// to results; `stored` lets none compute in bfloat16.
        package static var current: Machine {
            switch ProcessInfo.processInfo.environment["DEPTHPRO_HALF"] {
            case "computed": Machine(multipliesBFloat16: true, computesFloat16: true)
            case "stored": Machine(multipliesBFloat16: false)
            default: Machine(multipliesBFloat16: LibTorch.hasFastBFloat16)
            }
        }
    }

    /// What ``automatic`` is: the fastest whose effect on results stays within the limits that `make precision` checks
    /// (a change of δ1 below 0.002 and of boundary F1 below a hundredth of it).
    ///
    /// 8-bit integers are a choice of checkpoint (`depthpro quantize`), never made for anyone.
    package static func best(on kind: Device.Kind, _ machine: Machine) -> Precision {
        switch kind {
        case .cpu: machine.multipliesBFloat16 ? .bfloat16 : .float32
        case .cuda, .mps: .float16
        }
    }
}
