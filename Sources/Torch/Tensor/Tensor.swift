internal import CTorch

/// An n-dimensional array on a ``Device``, backed by one libtorch tensor.
///
/// A tensor is a reference: it owns one native handle and frees it when the last Swift reference goes. Operations
/// return new tensors; those whose names end in `InPlace`, and the compound assignments, change the storage, which
/// views share. Operations throw ``TorchError`` for what a correct program can meet (no memory, a lost device);
/// operands that do not fit are a programmer's error and trap with libtorch's message and the operands' shapes.
///
/// A tensor belongs to one thread at a time and is not `Sendable`.
public final class Tensor {
    let handle: CTTensor

    /// Takes over the caller's reference.
    init(owning handle: CTTensor) { self.handle = handle }

    deinit { LibTorch.tables.access.pointee.release(handle) }

    /// The size along each axis; empty for a scalar.
    public var shape: [Int] { sizes(LibTorch.tables.access.pointee.shape) }

    /// The distance in elements between neighbours along each axis.
    public var strides: [Int] { sizes(LibTorch.tables.access.pointee.strides) }

    /// The number of axes.
    public var rank: Int { Int(LibTorch.tables.access.pointee.rank(handle)) }

    /// The number of elements.
    public var count: Int { shape.reduce(1, *) }

    /// The type of the elements.
    public var scalarType: ScalarType {
        let code = LibTorch.tables.access.pointee.scalar_type(handle)
        guard let type = ScalarType(torchCode: code) else {
            fatalError("a tensor of an unsupported scalar type \(code)")
        }
        return type
    }

    /// Where the tensor lives.
    public var device: Device { Device(native: LibTorch.tables.access.pointee.device(handle)) }

    /// Whether the elements lie row-major without gaps.
    public var isContiguous: Bool { isContiguous(.rowMajor) }

    /// Whether the elements lie in `layout` without gaps.
    public func isContiguous(_ layout: MemoryLayoutOrder) -> Bool {
        LibTorch.tables.access.pointee.is_contiguous(handle, layout.native) != 0
    }

    private func sizes(_ read: (CTTensor, UnsafeMutablePointer<Int64>) -> Void) -> [Int] {
        let rank = rank
        guard rank > 0 else { return [] }
        let values = [Int64](unsafeUninitializedCapacity: rank) { buffer, count in
            if let base = buffer.baseAddress { read(handle, base) }
            count = rank
        }
        return values.map(Int.init)
    }
}

/// The order in which a four-dimensional tensor's elements lie in memory; its shape stays N×C×H×W.
public enum MemoryLayoutOrder: Sendable {
    /// N, C, H, W.
    case rowMajor
    /// N, H, W, C: what convolutions like on many processors.
    case channelsLast

    var native: CTLayout { CTLayout(self == .rowMajor ? CT_CONTIGUOUS : CT_CHANNELS_LAST) }
}

extension Tensor {
    /// A convolution's weights in the order in which its kernels on this device read them: channels last on CUDA. Others
    /// as they are.
    public func inPreferredLayout() throws(TorchError) -> Tensor {
        try device.kind == .cuda && rank == 4 ? contiguous(.channelsLast) : self
    }
}

extension Tensor: CustomStringConvertible {
    /// Shape, type and device.
    public var description: String { "Tensor(\(shape), \(scalarType), \(device))" }
}
