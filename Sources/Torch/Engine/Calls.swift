internal import CTorch

// Every call over the C ABI passes through here: what a correct program can meet is thrown, misuse traps with
// libtorch's message and the operands' shapes.

/// Throws for a failed status, or traps where it says misuse.
func check(
    _ operation: String, _ status: CTStatus, _ operands: @autoclosure () -> [Tensor] = []
) throws(TorchError) {
    guard status != CTStatus(CT_OK) else { return }
    let message = firstLine(String(cString: LibTorch.tables.runtime.pointee.last_error()))
    switch Int(status) {
    case Int(CT_OUT_OF_MEMORY): throw TorchError(.outOfMemory, "Out of memory in \(operation): \(message)")
    case Int(CT_DEVICE): throw TorchError(.deviceFailed, "The device failed in \(operation): \(message)")
    case Int(CT_PEER):
        throw TorchError(
            .peerLost,
            "A process of the run has gone, or did not answer in time: look at what the other processes last printed, "
                + "then at the network between them (\(operation): \(message))")
    case Int(CT_OTHER): throw TorchError(.failed, "\(operation) failed: \(message)")
    default:
        let shapes = operands().map { "\($0.shape) \($0.scalarType) on \($0.device)" }.joined(separator: ", ")
        fatalError("\(operation): \(message)\(shapes.isEmpty ? "" : " [operands: \(shapes)]")")
    }
}

/// For calls that fail only through misuse.
func trapOnMisuse(_ operation: String, _ status: CTStatus) {
    do { try check(operation, status) } catch { fatalError(error.message) }
}

/// Runs a call that makes one tensor.
func making(
    _ operation: String, _ operands: @autoclosure () -> [Tensor] = [], _ call: (CTResult) -> CTStatus
) throws(TorchError) -> Tensor {
    var handle: CTTensor?
    try check(operation, call(&handle), operands())
    guard let handle else { fatalError("\(operation) made no tensor") }
    return Tensor(owning: handle)
}

/// libtorch appends a stack trace of C++ frames, which tells a user nothing.
private func firstLine(_ text: String) -> String {
    text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? text
}

extension [Int] {
    /// The numbers as the C ABI takes them.
    func withNative<Result>(_ body: (UnsafePointer<Int64>, Int64) -> Result) -> Result {
        let values = map(Int64.init)
        return values.withUnsafeBufferPointer { buffer in
            // An empty array has no address; the callee reads nothing then.
            var none: Int64 = 0
            return withUnsafePointer(to: &none) { body(buffer.baseAddress ?? $0, Int64(buffer.count)) }
        }
    }
}

extension [Tensor] {
    /// The handles as the C ABI takes them; the tensors live until the call returns.
    func withNative<Result>(_ body: (CTTensorList, Int64) -> Result) -> Result {
        precondition(!isEmpty, "an operation over tensors needs at least one")
        return withExtendedLifetime(self) {
            let handles = map(\.handle)
            return handles.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { fatalError("an array without an address") }
                return body(base, Int64(buffer.count))
            }
        }
    }
}
