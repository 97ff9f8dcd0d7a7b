/// How the tensors of a file differ from those of a network.
package struct TensorMismatch: Error, Sendable, CustomStringConvertible {
    package var missing: [String] = []
    package var unexpected: [String] = []
    package var misshaped: [String] = []

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
        return names.prefix(limit).joined(separator: ", ") + more
    }
}
