internal import CTorch

// Copies that take their turn in a device's queue, so that nobody waits for them. On a CPU they are done at once.
extension Tensor {
    /// Host memory that `device` copies from and to in its turn; its contents are undefined.
    public static func host(
        _ shape: [Int], type: ScalarType, for device: Device
    ) throws(TorchError) -> Tensor {
        try LibTorch.load()
        return try making("host(\(shape))") { out in
            shape.withNative {
                LibTorch.tables.accelerator.pointee.empty_host($0, $1, type.torchCode, device.native, out)
            }
        }
    }

    /// A tensor of bytes, row-major, on `device`.
    public static func uploading(_ bytes: [UInt8], shape: [Int], to device: Device) throws(TorchError) -> Tensor {
        guard device.kind == .cuda else { return try Tensor(uint8: bytes, shape: shape).to(device) }
        precondition(bytes.count == shape.reduce(1, *), "\(bytes.count) bytes for a tensor \(shape)")
        let host = try Tensor.host(shape, type: .uint8, for: device)
        try host.withUnsafeMemory { memory throws(TorchError) in
            bytes.withUnsafeBytes { source in
                if let base = source.baseAddress { memory.copyMemory(from: base, byteCount: source.count) }
            }
        }
        return try host.uploaded(to: device)
    }

    /// A copy on `device`.
    ///
    /// - Precondition: Made by ``host(_:type:for:)``; nothing writes to it before the device's queue has passed.
    public func uploaded(to device: Device) throws(TorchError) -> Tensor {
        try making("upload", [self]) { LibTorch.tables.accelerator.pointee.upload(handle, device.native, $0) }
    }

    /// Copies the elements to `host`, which holds them once the device has come to a ``QueueMark`` made after this.
    ///
    /// - Precondition: `host` is as large, and was made by ``host(_:type:for:)`` or is a part of such a tensor.
    public func download(to host: Tensor) throws(TorchError) {
        try check("download", LibTorch.tables.accelerator.pointee.download(handle, host.handle), [self, host])
    }
}
