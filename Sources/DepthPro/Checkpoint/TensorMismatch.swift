internal import Torch

/// How the tensors of a file differ from those of a network.
package struct TensorMismatch: Error, Sendable, CustomStringConvertible {
    /// Names, in the checkpoint's own spelling, that the network asks for and the file lacks.
    package var missing: [String] = []
    /// Names in the file that the network has no use for.
    package var unexpected: [String] = []
    /// Names with both shapes.
    package var misshaped: [String] = []

    /// Whether file and network agree.
    package var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && misshaped.isEmpty }

    package var description: String {
        let parts = [("missing", missing), ("unexpected", unexpected), ("of another shape", misshaped)]
        return parts.filter { !$0.1.isEmpty }
            .map { "\($0.1.count) \($0.1.count == 1 ? "tensor is" : "tensors are") \($0.0) (\(listed($0.1)))" }
            .joined(separator: "; ")
    }

    /// All of them while a person can still read them.
    private func listed(_ names: [String]) -> String {
        let limit = 40
        let more = names.count > limit ? ", and \(names.count - limit) more" : ""
        return names.prefix(limit).map(FileFormatError.printable).joined(separator: ", ") + more
    }
}
