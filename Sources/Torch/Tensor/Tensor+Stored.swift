extension Tensor {
    /// A tensor of a file, on `device` and as `type`.
    ///
    /// Where neither device nor type changes, the result lies in the mapped file itself, nothing is copied, and
    /// nothing may write to it; otherwise the file's pages are given back once they are converted.
    ///
    /// - Parameter isMutable: Asks for memory of its own in any case.
    public convenience init(
        _ stored: StoredTensor, type: ScalarType? = nil, device: Device = .cpu, isMutable: Bool = false
    ) throws(TorchError) {
        try LibTorch.load()
        let mapped = try Tensor.mapping(stored)
        let wanted = type ?? stored.scalarType
        guard device != .cpu || wanted != stored.scalarType || isMutable || !stored.isContiguous else {
            self.init(owning: try mapped.retained())
            return
        }
        let converted = try mapped.to(device, wanted)
        let own = try converted.device == .cpu && wanted == stored.scalarType ? converted.cloned() : converted
        stored.discardPages()
        self.init(owning: try own.contiguous().retained())
    }

    private static func mapping(_ stored: StoredTensor) throws(TorchError) -> Tensor {
        guard stored.elementCount > 0 else { return try .zeros(stored.shape, type: stored.scalarType) }
        let size = stored.scalarType.byteCount
        return try stored.withUnsafeBytes { (bytes) throws(TorchError) -> Tensor in
            if let base = bytes.baseAddress, Int(bitPattern: base) % size == 0 {
                return try borrowing(
                    base, shape: stored.shape, strides: stored.strides, type: stored.scalarType, owner: Keeper(stored))
            }
            // libtorch's kernels want elements on their natural boundaries, which a file need not keep.
            let copy = try empty(stored.shape, type: stored.scalarType)
            try copy.withUnsafeMemory { (memory) throws(TorchError) in
                stored.copy(into: UnsafeMutableRawBufferPointer(start: memory, count: stored.byteCount))
            }
            return copy
        }
    }

    /// Keeps the file mapped while a tensor over it lives.
    private final class Keeper {
        private let stored: StoredTensor
        init(_ stored: StoredTensor) { self.stored = stored }
    }
}
