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

    /// The median along `axis` of the elements that are not NaN; of an even number, the lower of the two in the middle.
    ///
    /// NaN where there are none: what a mask leaves out is set to NaN before.
    public func median(axis: Int, keepingAxes: Bool = false) throws(TorchError) -> Tensor {
        try making("median(axis: \(axis))", [self]) { math.median_along(handle, Int64(axis), keepingAxes ? 1 : 0, $0) }
    }

    /// The value below which the share `q` of the elements that are not NaN lies along `axis`, interpolated linearly.
    ///
    /// - Parameter q: From 0 to 1.
    public func quantile(_ q: Double, axis: Int, keepingAxes: Bool = false) throws(TorchError) -> Tensor {
        try making("quantile(\(q), axis: \(axis))", [self]) {
            math.quantile_along(handle, q, Int64(axis), keepingAxes ? 1 : 0, $0)
        }
    }

    /// The mean over `axes` of the elements where `mask` holds; 0 where it holds nowhere.
    ///
    /// No gradient flows to the others, whatever they hold.
    public func mean(where mask: Tensor, _ axes: [Int] = [], keepingAxes: Bool = false) throws(TorchError) -> Tensor {
        let kept = try Tensor.where(mask, self, Tensor(0, type: scalarType, device: device))
        let count = try mask.expanded(shape).to(scalarType).sum(axes, keepingAxes: keepingAxes)
        return try kept.sum(axes, keepingAxes: keepingAxes) / count.clamped(1)
    }

    /// Whether no element is infinite or NaN.
    public func isAllFinite() throws(TorchError) -> Bool {
        var answer: Int32 = 0
        try check("isAllFinite", math.all_finite(handle, &answer), [self])
        return answer != 0
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
