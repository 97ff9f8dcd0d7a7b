internal import CTorch

// libtorch's modes belong to a thread. They are opened and closed within one synchronous closure, so that no task can
// hop to another thread while one is open.

/// Runs `body` with nothing recorded for autograd; its results may enter autograd later.
public func withoutGradients<Result>(_ body: () throws -> Result) throws -> Result {
    try inMode(CTMode(CT_MODE_NO_GRAD), body)
}

/// Runs `body` in inference mode: the fastest, but its results may never enter autograd.
public func withInferenceMode<Result>(_ body: () throws -> Result) throws -> Result {
    try inMode(CTMode(CT_MODE_INFERENCE), body)
}

/// Runs `body` recording for autograd, also within ``withoutGradients(_:)``.
public func withGradients<Result>(_ body: () throws -> Result) throws -> Result {
    try inMode(CTMode(CT_MODE_GRAD), body)
}

/// Runs `body` with libtorch's mixed precision: products and convolutions in `type`, sums and losses in float32.
///
/// Weights are converted for each call, and once where one is used several times. Gradients arrive in the weights' own
/// type. Run only the forward pass in it, not ``Tensor/backward()``.
///
/// - Parameters:
///   - type: `bfloat16` or `float16`; `float32` turns an outer region off.
///   - device: Whose operations are meant.
public func withAutocast<Result>(
    _ type: ScalarType, on device: Device, _ body: () throws -> Result
) throws -> Result {
    precondition([.bfloat16, .float16, .float32].contains(type), "autocast computes in half precision, not in \(type)")
    return try inMode(body) { $0.push_autocast(device.native.kind, type.torchCode, $1) }
}

private func inMode<Result>(_ mode: CTMode, _ body: () throws -> Result) throws -> Result {
    try inMode(body) { $0.push_mode(mode, $1) }
}

private func inMode<Result>(
    _ body: () throws -> Result, push: (CTRuntime, UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> CTStatus
) throws -> Result {
    try LibTorch.load()
    let runtime = LibTorch.tables.runtime.pointee
    var token: UnsafeMutableRawPointer?
    try check("mode", push(runtime, &token))
    defer { if let token { runtime.pop_mode(token) } }
    return try body()
}
