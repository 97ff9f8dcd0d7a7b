internal import CTorch

extension Tensor {
    /// A tensor of `values`, row-major, on the CPU.
    public convenience init(_ values: [Float], shape: [Int]) throws(TorchError) {
        try self.init(elements: values, shape: shape, type: .float32)
    }

    /// A tensor of whole numbers, row-major, on the CPU.
    public convenience init(integers values: [Int64], shape: [Int]) throws(TorchError) {
        try self.init(elements: values, shape: shape, type: .int64)
    }

    /// A tensor of bytes, row-major, on the CPU.
    public convenience init(uint8 values: [UInt8], shape: [Int]) throws(TorchError) {
        try self.init(elements: values, shape: shape, type: .uint8)
    }

    /// One number, as a tensor without axes.
    public convenience init(_ value: Double, type: ScalarType = .float32, device: Device = .cpu) throws(TorchError) {
        try self.init(full: value, [], type: type, device: device)
    }

    /// A tensor with every element `value`.
    public convenience init(
        full value: Double, _ shape: [Int], type: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) {
        self.init(
            owning: try Self.create("full", shape) { sizes, rank, out in
                LibTorch.tables.access.pointee.full(sizes, rank, value, type.torchCode, device.native, out)
            })
    }

    /// A copy of raw row-major bytes of `type`, on the CPU.
    ///
    /// - Precondition: `bytes` holds exactly the elements of `shape`.
    public convenience init(bytes: UnsafeRawBufferPointer, shape: [Int], type: ScalarType) throws(TorchError) {
        let wanted = shape.reduce(type.byteCount, *)
        precondition(bytes.count == wanted, "\(bytes.count) bytes for a tensor \(shape) of \(type): \(wanted) wanted")
        self.init(
            owning: try Self.create("fromBytes", shape) { sizes, rank, out in
                var none: UInt8 = 0
                return withUnsafePointer(to: &none) { empty in
                    LibTorch.tables.access.pointee.from_bytes(
                        bytes.baseAddress ?? UnsafeRawPointer(empty), sizes, rank, type.torchCode, out)
                }
            })
    }

    /// A tensor over memory that somebody else owns, without copying; nothing may write to it.
    ///
    /// - Parameters:
    ///   - memory: The first element.
    ///   - strides: In elements.
    ///   - owner: Kept alive until the tensor and all its views are gone.
    public static func borrowing(
        _ memory: UnsafeRawPointer, shape: [Int], strides: [Int], type: ScalarType, owner: AnyObject
    ) throws(TorchError) -> Tensor {
        let context = Unmanaged.passRetained(owner)
        do {
            let handle = try create("borrowing", shape) { sizes, rank, out in
                strides.withNative { steps, _ in
                    LibTorch.tables.access.pointee.from_memory(
                        UnsafeMutableRawPointer(mutating: memory), sizes, steps, rank, type.torchCode,
                        { context in context.map { Unmanaged<AnyObject>.fromOpaque($0).release() } },
                        context.toOpaque(), out)
                }
            }
            return Tensor(owning: handle)
        } catch {
            context.release()
            throw error
        }
    }

    /// Every element 0.
    public static func zeros(
        _ shape: [Int], type: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try Tensor(full: 0, shape, type: type, device: device)
    }

    /// Every element 1.
    public static func ones(
        _ shape: [Int], type: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try Tensor(full: 1, shape, type: type, device: device)
    }

    /// Memory whose contents are undefined, to be filled.
    public static func empty(
        _ shape: [Int], type: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        Tensor(
            owning: try create("empty", shape) { sizes, rank, out in
                LibTorch.tables.access.pointee.empty(sizes, rank, type.torchCode, device.native, out)
            })
    }

    /// The numbers from `start` up to, not including, `end`.
    public static func range(
        from start: Double = 0, to end: Double, by step: Double = 1, type: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        try LibTorch.load()
        return try making("range") {
            LibTorch.tables.access.pointee.arange(start, end, step, type.torchCode, device.native, $0)
        }
    }

    /// Draws from the normal distribution of mean 0 and variance 1.
    public static func randomNormal(
        _ shape: [Int], type: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        Tensor(
            owning: try create("randomNormal", shape) { sizes, rank, out in
                LibTorch.tables.access.pointee.random_normal(sizes, rank, type.torchCode, device.native, out)
            })
    }

    /// Draws uniformly from 0 up to, not including, 1.
    public static func randomUniform(
        _ shape: [Int], type: ScalarType = .float32, device: Device = .cpu
    ) throws(TorchError) -> Tensor {
        Tensor(
            owning: try create("randomUniform", shape) { sizes, rank, out in
                LibTorch.tables.access.pointee.random_uniform(sizes, rank, type.torchCode, device.native, out)
            })
    }

    private convenience init<Element>(elements: [Element], shape: [Int], type: ScalarType) throws(TorchError) {
        let made = elements.withUnsafeBytes { bytes in
            Result { () throws(TorchError) in try Tensor(bytes: bytes, shape: shape, type: type).retained() }
        }
        self.init(owning: try made.get())
    }

    /// A second native reference to the same tensor.
    func retained() throws(TorchError) -> CTTensor {
        var second: CTTensor?
        try check("retain", LibTorch.tables.access.pointee.retain(handle, &second))
        guard let second else { fatalError("retain made no tensor") }
        return second
    }

    private static func create(
        _ operation: String, _ shape: [Int], _ call: (UnsafePointer<Int64>, Int64, CTResult) -> CTStatus
    ) throws(TorchError) -> CTTensor {
        try LibTorch.load()
        var handle: CTTensor?
        let status = shape.withNative { call($0, $1, &handle) }
        try check("\(operation)(\(shape))", status)
        guard let handle else { fatalError("\(operation) made no tensor") }
        return handle
    }
}
