internal import CTorch

/// The random numbers that tensors are drawn from, as a state that can be kept and put back.
public enum RandomState {
    /// The state of a device's generator, as bytes on the CPU.
    public static func current(on device: Device = .cpu) throws(TorchError) -> Tensor {
        try LibTorch.load()
        return try making("random state") { LibTorch.tables.runtime.pointee.random_state(device.native, $0) }
    }

    /// Goes on from a state that ``current(on:)`` gave.
    ///
    /// - Throws: ``TorchError`` where the bytes are no such state; the generator stays as it was.
    public static func restore(_ state: Tensor, on device: Device = .cpu) throws(TorchError) {
        let wanted = try current(on: device)
        guard state.scalarType == .uint8, state.shape == wanted.shape else {
            throw TorchError(
                .failed,
                "These are no random state of \(device): \(state.shape) of \(state.scalarType), wanted \(wanted.shape) bytes"
            )
        }
        // libtorch reads the bytes where they lie.
        let bytes = try state.to(.cpu).contiguous()
        try check(
            "random state", LibTorch.tables.runtime.pointee.set_random_state(device.native, bytes.handle), [state])
    }
}
