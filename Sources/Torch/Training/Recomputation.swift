internal import CTorch

/// Runs `body` keeping nothing for the backward pass but `inputs`, and runs it again there (activation checkpointing).
///
/// Memory for the time of `body`: a network of n parts keeps n inputs instead of every activation, and computes its
/// forward pass twice (Chen et al., 2016, "Training Deep Nets with Sublinear Memory Cost"). The second run finds the
/// random numbers and the autocast of the first; the parameters that `body` uses get their gradients as ever.
/// The outputs require gradients, where gradients are recorded at all.
///
/// - Parameters:
///   - inputs: At least one, all that reaches `body` from parts of the network before it. A tensor that `body` takes
///     from elsewhere, other than a parameter, gets no gradient through it.
///   - body: Does not change its inputs in place, and does the same each time. The second run is perhaps on another
///     thread, while the one that called ``Tensor/backward()`` waits.
/// - Returns: The tensors that `body` returned.
/// - Throws: What `body` throws in the first run. What it throws in the second, ``Tensor/backward()`` throws as
///   ``TorchError``.
public func checkpointed(_ inputs: [Tensor], _ body: @escaping ([Tensor]) throws -> [Tensor]) throws -> [Tensor] {
    try LibTorch.load()
    let computation = Computation(body)
    var outputs = [CTTensor?](repeating: nil, count: Int(CT_RECOMPUTATION_CAPACITY))
    var count: Int64 = 0
    let status = inputs.withNative { inputs, inputCount in
        LibTorch.tables.recomputation.pointee.run(
            inputs, inputCount, compute, Unmanaged.passRetained(computation).toOpaque(), release, &outputs, &count)
    }
    if let failure = computation.failure { throw failure }
    try check("checkpointed", status, inputs)
    return outputs.compactMap(\.self).map(Tensor.init(owning:))
}

/// What the C side holds on to.
private final class Computation {
    let body: ([Tensor]) throws -> [Tensor]
    /// Of the last run.
    var failure: (any Error)?

    init(_ body: @escaping ([Tensor]) throws -> [Tensor]) { self.body = body }

    func run(_ inputs: [Tensor]) -> Result<[CTTensor], any Error> {
        let result = Result { try body(inputs).map { try $0.retained() } }
        if case .failure(let error) = result { failure = error }
        return result
    }
}

private func release(_ context: UnsafeMutableRawPointer) {
    Unmanaged<Computation>.fromOpaque(context).release()
}

private func compute(
    _ context: UnsafeMutableRawPointer, _ inputs: UnsafePointer<CTTensor>, _ count: Int64,
    _ outputs: UnsafeMutablePointer<CTTensor?>, _ error: UnsafeMutablePointer<CChar>, _ capacity: Int64
) -> Int64 {
    let computation = Unmanaged<Computation>.fromOpaque(context).takeUnretainedValue()
    switch computation.run((0..<Int(count)).map { Tensor(owning: inputs[$0]) }) {
    case .success(let handles):
        precondition(handles.count <= Int(CT_RECOMPUTATION_CAPACITY), "\(handles.count) outputs of one computation")
        for (index, handle) in handles.enumerated() { outputs[index] = handle }
        return Int64(handles.count)
    case .failure(let failure):
        let text = String(describing: failure).utf8.prefix(Int(capacity) - 1)
        for (index, byte) in text.enumerated() { error[index] = CChar(bitPattern: byte) }
        error[text.count] = 0
        return -Int64(status(of: failure))
    }
}

private func status(of failure: any Error) -> CTStatus {
    switch (failure as? TorchError)?.code {
    case .outOfMemory?: CTStatus(CT_OUT_OF_MEMORY)
    case .deviceFailed?: CTStatus(CT_DEVICE)
    default: CTStatus(CT_OTHER)
    }
}
