internal import CTorch

// Views share storage with their source where libtorch can; negative axes count from the end.
extension Tensor {
    private var table: CTShape { LibTorch.tables.shape.pointee }

    /// The same elements in another shape; one size may be -1, to be worked out.
    public func reshaped(_ shape: [Int]) throws(TorchError) -> Tensor {
        try making("reshape(\(shape))", [self]) { out in
            shape.withNative { table.reshape(handle, $0, $1, out) }
        }
    }

    /// A view with axes of size 1 repeated; -1 keeps a size.
    public func expanded(_ shape: [Int]) throws(TorchError) -> Tensor {
        try making("expand(\(shape))", [self]) { out in shape.withNative { table.expand(handle, $0, $1, out) } }
    }

    /// A view with the axes in another order.
    public func permuted(_ axes: [Int]) throws(TorchError) -> Tensor {
        try making("permute(\(axes))", [self]) { out in axes.withNative { table.permute(handle, $0, $1, out) } }
    }

    /// A view with two axes exchanged.
    public func transposed(_ first: Int, _ second: Int) throws(TorchError) -> Tensor {
        try making("transpose", [self]) { table.transpose(handle, Int64(first), Int64(second), $0) }
    }

    /// A view of `count` neighbours along `axis`, from `start` on.
    public func narrowed(_ axis: Int, from start: Int, count: Int) throws(TorchError) -> Tensor {
        try making("narrow(\(axis), \(start), \(count))", [self]) {
            table.narrow(handle, Int64(axis), Int64(start), Int64(count), $0)
        }
    }

    /// A view of every `step`-th element along `axis` from `start` up to `end`.
    public func strided(_ axis: Int, from start: Int = 0, to end: Int = .max, by step: Int) throws(TorchError) -> Tensor
    {
        try making("stride", [self]) {
            table.strided(handle, Int64(axis), Int64(start), Int64(end), Int64(step), $0)
        }
    }

    /// A view at one index of `axis`, without that axis.
    public func selected(_ axis: Int, _ index: Int) throws(TorchError) -> Tensor {
        try narrowed(axis, from: index, count: 1).squeezed(axis)
    }

    /// A view without an axis of size 1.
    public func squeezed(_ axis: Int) throws(TorchError) -> Tensor {
        try making("squeeze", [self]) { table.squeeze(handle, Int64(axis), $0) }
    }

    /// A view with a new axis of size 1.
    public func unsqueezed(_ axis: Int) throws(TorchError) -> Tensor {
        try making("unsqueeze", [self]) { table.unsqueeze(handle, Int64(axis), $0) }
    }

    /// The tensors side by side along an axis they have.
    public static func concatenated(_ tensors: [Tensor], axis: Int) throws(TorchError) -> Tensor {
        try making("concatenate", tensors) { out in
            tensors.withNative { LibTorch.tables.shape.pointee.concatenate($0, $1, Int64(axis), out) }
        }
    }

    /// The tensors side by side along a new axis.
    public static func stacked(_ tensors: [Tensor], axis: Int) throws(TorchError) -> Tensor {
        try making("stack", tensors) { out in
            tensors.withNative { LibTorch.tables.shape.pointee.stack($0, $1, Int64(axis), out) }
        }
    }

    /// The elements in reverse order along `axis`.
    public func flipped(_ axis: Int) throws(TorchError) -> Tensor {
        try making("flip", [self]) { table.flip(handle, Int64(axis), $0) }
    }

    /// The elements at `indices` (whole numbers, one axis) along `axis`.
    public func gathered(_ axis: Int, _ indices: Tensor) throws(TorchError) -> Tensor {
        try making("gather", [self, indices]) { table.index_select(handle, Int64(axis), indices.handle, $0) }
    }

    /// The elements at `indices` along `axis`, each in its own row: element (i, j) for axis 1 is `self[i, indices[i, j]]`.
    ///
    /// - Parameter indices: Whole numbers; as many axes as `self`, and no larger along the others.
    public func elements(at indices: Tensor, axis: Int) throws(TorchError) -> Tensor {
        try making("elements", [self, indices]) { table.gather(handle, Int64(axis), indices.handle, $0) }
    }

    /// The elements where `mask` holds, in one axis.
    public func masked(by mask: Tensor) throws(TorchError) -> Tensor {
        try making("mask", [self, mask]) { table.masked_select(handle, mask.handle, $0) }
    }

    /// The elements with `value` around them.
    ///
    /// - Parameter padding: Pairs (before, after), from the last axis backwards.
    public func padded(_ padding: [Int], value: Double = 0) throws(TorchError) -> Tensor {
        try padded(padding, CTPadding(CT_PAD_CONSTANT), value)
    }

    /// An image, N×C×H×W, continued beyond its borders.
    ///
    /// - Parameters:
    ///   - padding: Pairs (before, after), from the last axis backwards, for the last one or two axes.
    ///   - continuation: What lies beyond.
    public func padded(_ padding: [Int], by continuation: BorderContinuation) throws(TorchError) -> Tensor {
        try padded(padding, continuation.native, 0)
    }

    private func padded(_ padding: [Int], _ kind: CTPadding, _ value: Double) throws(TorchError) -> Tensor {
        try making("pad(\(padding))", [self]) { out in
            padding.withNative { table.pad(handle, $0, $1, kind, value, out) }
        }
    }
}

/// What lies beyond the borders of an image.
public enum BorderContinuation: Sendable {
    /// The image mirrored at the centre of its outermost pixels: `c b | a b c | b a`.
    case reflected
    /// The outermost pixels again: `a a | a b c | c c`.
    case replicated

    var native: CTPadding { CTPadding(self == .reflected ? CT_PAD_REFLECT : CT_PAD_REPLICATE) }
}
