internal import CTorch

/// Where a tensor lives and is computed on.
public struct Device: Sendable, Hashable, CustomStringConvertible {
    /// The kind of processor.
    public enum Kind: Sendable, Hashable {
        case cpu
        /// An NVIDIA GPU.
        case cuda
        /// A Mac's GPU.
        case mps
    }

    /// The kind of processor.
    public let kind: Kind
    /// Which of several; 0 where there is one.
    public let index: Int

    /// The host's processor.
    public static let cpu = Device(kind: .cpu, index: 0)
    /// A Mac's GPU.
    public static let mps = Device(kind: .mps, index: 0)
    /// The NVIDIA GPU of that number.
    public static func cuda(_ index: Int = 0) -> Device { Device(kind: .cuda, index: index) }

    /// The number of CUDA devices that can be used now.
    ///
    /// - Throws: ``TorchError`` where libtorch cannot be loaded.
    public static func cudaCount() throws(TorchError) -> Int {
        try LibTorch.load()
        return Int(LibTorch.tables.runtime.pointee.cuda_device_count())
    }

    /// Why CUDA cannot be used, in a sentence; `nil` where it can.
    ///
    /// - Throws: ``TorchError`` where libtorch cannot be loaded.
    public static func cudaProblem() throws(TorchError) -> String? {
        try LibTorch.load()
        return LibTorch.tables.runtime.pointee.load_cuda().map { String(cString: $0) }
    }

    /// The fastest device there is: CUDA, then MPS, then the CPU.
    ///
    /// - Throws: ``TorchError`` where libtorch cannot be loaded.
    public static func best() throws(TorchError) -> Device {
        if try cudaCount() > 0 { return .cuda(0) }
        return LibTorch.tables.runtime.pointee.has_mps() != 0 ? .mps : .cpu
    }

    /// Checks that the device is there.
    ///
    /// - Throws: ``TorchError`` that says what is missing.
    public func requireAvailable() throws(TorchError) {
        try LibTorch.load()
        switch kind {
        case .cpu: return
        case .cuda:
            if let problem = try Self.cudaProblem() {
                throw TorchError(.deviceUnavailable, "CUDA cannot be used: \(problem)")
            }
            let count = try Self.cudaCount()
            guard index < count else {
                throw TorchError(
                    .deviceUnavailable, "There is no \(self): CUDA devices here are numbered 0 to \(count - 1)")
            }
        case .mps:
            guard LibTorch.tables.runtime.pointee.has_mps() != 0 else {
                throw TorchError(.deviceUnavailable, "MPS needs a Mac with an Apple GPU")
            }
        }
    }

    /// Waits until everything that was queued on the device is done.
    ///
    /// - Throws: ``TorchError`` where the device failed meanwhile.
    public func synchronize() throws(TorchError) {
        try check("synchronize", LibTorch.tables.runtime.pointee.synchronize(native))
    }

    /// The most memory that tensors here have taken at once since ``resetPeakMemory()``, in bytes; `nil` on a CPU, where
    /// the process's own memory says it.
    ///
    /// - Throws: ``TorchError`` where the device's allocator does not count.
    public func peakMemory() throws(TorchError) -> Int? {
        guard kind != .cpu else { return nil }
        var bytes: Int64 = 0
        try check("peakMemory", LibTorch.tables.runtime.pointee.peak_memory(native, &bytes))
        return Int(bytes)
    }

    /// Begins to count anew for ``peakMemory()``.
    ///
    /// - Throws: ``TorchError`` where the device's allocator does not count.
    public func resetPeakMemory() throws(TorchError) {
        guard kind != .cpu else { return }
        try check("resetPeakMemory", LibTorch.tables.runtime.pointee.reset_peak_memory(native))
    }

    /// As options spell it: "cpu", "cuda:0", "mps".
    public var description: String {
        switch kind {
        case .cpu: "cpu"
        case .cuda: "cuda:\(index)"
        case .mps: "mps"
        }
    }

    var native: CTDevice {
        switch kind {
        case .cpu: CTDevice(kind: CTDeviceKind(CT_CPU), index: 0)
        case .cuda: CTDevice(kind: CTDeviceKind(CT_CUDA), index: Int32(clamping: index))
        case .mps: CTDevice(kind: CTDeviceKind(CT_MPS), index: 0)
        }
    }

    init(native: CTDevice) {
        switch Int(native.kind) {
        case Int(CT_CUDA): self.init(kind: .cuda, index: Int(native.index))
        case Int(CT_MPS): self.init(kind: .mps, index: 0)
        default: self.init(kind: .cpu, index: 0)
        }
    }

    private init(kind: Kind, index: Int) {
        self.kind = kind
        self.index = index
    }
}
