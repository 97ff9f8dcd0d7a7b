internal import CTorch

extension Tensor {
    /// Moves every target towards its source: `target = decay · target + (1 − decay) · source`, unrecorded.
    ///
    /// - Parameters:
    ///   - targets: Changed in place.
    ///   - sources: As many, of the same shapes, types and devices.
    ///   - decay: From 0 (a copy) to 1 (no change).
    public static func moveAverages(_ targets: [Tensor], towards sources: [Tensor], decay: Double) throws(TorchError) {
        precondition(targets.count == sources.count, "\(targets.count) averages of \(sources.count) tensors")
        let status = targets.withNative { targets, count in
            sources.withNative { sources, _ in
                LibTorch.tables.training.pointee.moving_average(targets, sources, count, decay)
            }
        }
        try check("moveAverages", status)
    }
}
