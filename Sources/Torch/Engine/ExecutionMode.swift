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

private func inMode<Result>(_ mode: CTMode, _ body: () throws -> Result) throws -> Result {
    try LibTorch.load()
    let runtime = LibTorch.tables.runtime.pointee
    var token: UnsafeMutableRawPointer?
    try check("mode", runtime.push_mode(mode, &token))
    defer { if let token { runtime.pop_mode(token) } }
    return try body()
}
