internal import CTorch

/// How much memory a device has, in bytes.
public struct DeviceMemory: Sendable, Hashable, Codable {
    /// Free for this process: unused on the device, or kept by libtorch for later use.
    public let free: Int
    /// All that the device has.
    public let total: Int
    /// The most that libtorch has taken from the device at once: tensors, workspaces, and what is kept for later use.
    public let peakReserved: Int
}

extension Device {
    /// The device's memory; `nil` where it does not tell, as a CPU.
    ///
    /// - Throws: ``TorchError`` where the device fails.
    public func memory() throws(TorchError) -> DeviceMemory? {
        guard kind != .cpu else { return nil }
        var memory = CTMemory()
        try check("memory", LibTorch.tables.accelerator.pointee.memory(native, &memory))
        guard memory.total > 0 else { return nil }
        return DeviceMemory(
            free: Int(memory.free), total: Int(memory.total), peakReserved: Int(memory.peak_reserved))
    }

    /// Readies the device for inference: it may try several kernels where a size is met first, and computes in float32
    /// where float32 is asked for, not in something near it.
    ///
    /// - Throws: ``TorchError`` where the device fails.
    public func prepare() throws(TorchError) {
        try LibTorch.load()
        try check("prepare", LibTorch.tables.accelerator.pointee.prepare(native))
    }

    /// Whether the device multiplies 8-bit floats.
    public var hasFloat8: Bool { LibTorch.tables.accelerator.pointee.has_float8(native) != 0 }
}
