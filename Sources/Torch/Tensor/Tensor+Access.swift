internal import CTorch

extension Tensor {
    /// The elements, row-major, as float32, wherever the tensor lives.
    public func floats() throws(TorchError) -> [Float] {
        try elements(type: .float32, Float.self)
    }

    /// The elements, row-major, as whole numbers.
    public func integers() throws(TorchError) -> [Int64] {
        try elements(type: .int64, Int64.self)
    }

    /// The elements, row-major, as bytes.
    public func bytes() throws(TorchError) -> [UInt8] {
        try elements(type: .uint8, UInt8.self)
    }

    /// The only element.
    ///
    /// - Precondition: ``count`` is 1.
    public func item() throws(TorchError) -> Double {
        let count = count
        precondition(count == 1, "item() needs one element, \(self) has \(count)")
        return try elements(type: .float64, Double.self)[0]
    }

    /// Copies the elements, row-major and converted to `type`, into `memory`.
    ///
    /// - Precondition: `memory` has room for exactly ``count`` elements of `type`.
    public func copy(to memory: UnsafeMutableRawBufferPointer, as type: ScalarType) throws(TorchError) {
        let count = count
        precondition(
            memory.count == count * type.byteCount, "\(memory.count) bytes given for \(count) elements of \(type)")
        guard count > 0, let base = memory.baseAddress else { return }
        try check(
            "copy", LibTorch.tables.access.pointee.copy_to_host(handle, type.torchCode, base, Int64(count)), [self])
    }

    /// The address of the first element, for as long as `body` runs.
    ///
    /// - Precondition: On the CPU.
    public func withUnsafeMemory<Result>(
        _ body: (UnsafeMutableRawPointer) throws(TorchError) -> Result
    ) throws(TorchError) -> Result {
        precondition(device == .cpu, "\(self) has no host memory")
        var address: UnsafeMutableRawPointer?
        try check("data", LibTorch.tables.access.pointee.data(handle, &address), [self])
        guard let address else { preconditionFailure("\(self) has no elements") }
        return try withExtendedLifetime(self) { () throws(TorchError) in try body(address) }
    }

    /// The tensor on `device` as `type`; itself, not a copy, where both hold already.
    public func to(_ device: Device? = nil, _ type: ScalarType? = nil) throws(TorchError) -> Tensor {
        let device = device ?? self.device
        let type = type ?? scalarType
        return try making("to(\(device), \(type))", [self]) {
            LibTorch.tables.access.pointee.to(handle, device.native, type.torchCode, 0, $0)
        }
    }

    /// The tensor as `type`.
    public func to(_ type: ScalarType) throws(TorchError) -> Tensor { try to(nil, type) }

    /// The elements laid out as `layout` without gaps; itself where they are.
    public func contiguous(_ layout: MemoryLayoutOrder = .rowMajor) throws(TorchError) -> Tensor {
        try making("contiguous", [self]) { LibTorch.tables.access.pointee.contiguous(handle, layout.native, $0) }
    }

    /// A copy with storage of its own.
    public func cloned() throws(TorchError) -> Tensor {
        try making("clone", [self]) { LibTorch.tables.access.pointee.clone(handle, $0) }
    }

    /// Overwrites the elements with those of `source`, broadcast and converted.
    public func copyInPlace(from source: Tensor) throws(TorchError) {
        try check("copy", LibTorch.tables.access.pointee.copy_from(handle, source.handle), [self, source])
    }

    private func elements<Element>(type: ScalarType, _: Element.Type) throws(TorchError) -> [Element] {
        let count = count
        var failure: TorchError?
        let values = [Element](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(TorchError) {
                try copy(
                    to: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[0..<count])), as: type
                )
                filled = count
            } catch {
                failure = error
                filled = 0
            }
        }
        if let failure { throw failure }
        return values
    }
}
