internal import CTorch

/// Scales the gradients of all `parameters` down together where their common Euclidean norm exceeds `maximum`.
///
/// - Returns: The norm before; not finite where a gradient is not, and then nothing is scaled.
@discardableResult
public func clipGradientNorm(_ parameters: [Tensor], maximum: Double) throws(TorchError) -> Double {
    var norm = 0.0
    let status = parameters.withNative {
        LibTorch.tables.training.pointee.clip_gradient_norm($0, $1, maximum, &norm)
    }
    try check("clipGradientNorm", status)
    return norm
}
