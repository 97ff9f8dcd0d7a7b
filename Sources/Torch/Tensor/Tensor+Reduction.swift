internal import CTorch

extension Tensor {
    /// The sum over `axes`; over everything where none are given.
    public func sum(_ axes: [Int] = [], keepingAxes: Bool = false) throws(TorchError) -> Tensor {
        try reduced(CT_SUM, "sum", axes, keepingAxes)
    }

    /// The mean over `axes`; over everything where none are given.
    public func mean(_ axes: [Int] = [], keepingAxes: Bool = false) throws(TorchError) -> Tensor {
        try reduced(CT_MEAN, "mean", axes, keepingAxes)
    }

    /// The largest element over `axes`; over everything where none are given.
    public func max(_ axes: [Int] = [], keepingAxes: Bool = false) throws(TorchError) -> Tensor {
        try reduced(CT_MAX, "max", axes, keepingAxes)
    }

    /// The smallest element over `axes`; over everything where none are given.
    public func min(_ axes: [Int] = [], keepingAxes: Bool = false) throws(TorchError) -> Tensor {
        try reduced(CT_MIN, "min", axes, keepingAxes)
    }

    /// The median of all elements; of an even number, the lower of the two in the middle.
    public func median() throws(TorchError) -> Tensor {
        try making("median", [self]) { math.median(handle, $0) }
    }

    /// The `k`-th smallest element along `axis`, counted from 1.
    public func smallest(_ k: Int, axis: Int) throws(TorchError) -> Tensor {
        try making("smallest", [self]) { math.kth_value(handle, Int64(k), Int64(axis), $0) }
    }

    /// The elements in order along `axis`, and where each one stood.
    public func sorted(
        axis: Int, descending: Bool = false
    ) throws(TorchError) -> (values: Tensor, indices: Tensor) {
        var values: CTTensor?
        var indices: CTTensor?
        try check("sort", math.sort(handle, Int64(axis), descending ? 1 : 0, &values, &indices), [self])
        guard let values, let indices else { fatalError("sort made no tensor") }
        return (Tensor(owning: values), Tensor(owning: indices))
    }

    /// Where the largest element stands along `axis`.
    public func indexOfMax(axis: Int) throws(TorchError) -> Tensor {
        try making("indexOfMax", [self]) { math.arg_max(handle, Int64(axis), $0) }
    }

    /// The exponentials, scaled to sum to 1 along `axis`.
    public func softmax(axis: Int) throws(TorchError) -> Tensor {
        try making("softmax", [self]) { math.softmax(handle, Int64(axis), $0) }
    }

    private var math: CTMath { LibTorch.tables.math.pointee }

    private func reduced<Op: BinaryInteger>(
        _ op: Op, _ name: String, _ axes: [Int], _ keep: Bool
    ) throws(TorchError) -> Tensor {
        try making("\(name)(\(axes))", [self]) { out in
            axes.withNative { math.reduce(CTReduction(op), handle, $0, $1, keep ? 1 : 0, out) }
        }
    }
}
