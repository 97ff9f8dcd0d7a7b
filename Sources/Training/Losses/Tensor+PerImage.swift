internal import Torch

/// Statistics of each image of a batch over its known pixels. Maps are B×1×rows×columns, results have B elements.
extension Tensor {
    /// The mean of the pixels where `mask` is 1; 0 where there is none.
    func meanPerImage(where mask: Tensor) throws(TorchError) -> Tensor {
        let known = try Tensor.where(mask .> 0, self, Tensor(0.0, device: device))
        return try known.sum([1, 2, 3]) / mask.sum([1, 2, 3]).clamped(1, nil)
    }

    /// The mean of the smallest known pixels, a `share` of them rounded up; 0 where there is none.
    func meanOfSmallestPerImage(where mask: Tensor, share: Double) throws(TorchError) -> Tensor {
        let ordered = try orderedPerImage(where: mask)
        // Rounding up, with room for the product's own rounding.
        let kept = try (-((-(mask.sum([1, 2, 3]) * share - 1e-3)).floor()))
        let inside = try ordered.rank .< kept.unsqueezed(1)
        let sum = try Tensor.where(inside, ordered.values, Tensor(0.0, device: device)).sum([1])
        return try sum / kept.clamped(1, nil)
    }

    /// (d − t)/s per image: t the median of the known pixels (the lower of two), s the mean absolute deviation.
    func withoutScaleAndShift(where mask: Tensor) throws(TorchError) -> Tensor {
        let batch = shape[0]
        let ordered = try orderedPerImage(where: mask)
        let middle = try ((mask.sum([1, 2, 3]) - 1) / 2).floor().clamped(0, nil).unsqueezed(1)
        let zero = try Tensor(0.0, device: device)
        let isMiddle = try (ordered.rank .== middle) .& (ordered.values.isFinite())
        let median = try Tensor.where(isMiddle, ordered.values, zero).sum([1]).reshaped([batch, 1, 1, 1])
        let centered = try self - median
        let deviation = try centered.abs().meanPerImage(where: mask).reshaped([batch, 1, 1, 1])
        return try centered / deviation.clamped(Self.smallestDeviation, nil)
    }

    /// A constant map has no scale; this keeps the division finite.
    private static var smallestDeviation: Double { 1e-6 }

    /// Each image's known pixels in ascending order, then infinities; and the rank of each position.
    private func orderedPerImage(where mask: Tensor) throws(TorchError) -> (values: Tensor, rank: Tensor) {
        let batch = shape[0]
        let known = try Tensor.where(mask .> 0, self, Tensor(.infinity, device: device)).reshaped([batch, -1])
        let rank = try Tensor.range(to: Double(known.shape[1]), device: device).unsqueezed(0)
        return (try known.sorted(axis: 1).values, rank)
    }
}
