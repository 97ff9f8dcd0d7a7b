internal import Torch

/// Statistics of each image of a batch over its known pixels. Maps are B×1×rows×columns, results have B elements.
extension Tensor {
    /// The mean of the pixels where `mask` is 1; 0 where there is none.
    func meanPerImage(where mask: Tensor) throws(TorchError) -> Tensor {
        try mean(where: mask .> 0, [1, 2, 3])
    }

    /// The mean of the smallest known pixels, a `share` of them rounded up; 0 where there is none.
    func meanOfSmallestPerImage(where mask: Tensor, share: Double) throws(TorchError) -> Tensor {
        let known = try Tensor.where(mask .> 0, self, Tensor(.infinity, device: device)).reshaped([shape[0], -1])
        let ordered = try known.sorted(axis: 1).values
        let rank = try Tensor.range(to: Double(ordered.shape[1]), device: device).unsqueezed(0)
        // Rounding up, with room for the product's own rounding.
        let kept = try (-((-(mask.sum([1, 2, 3]) * share - 1e-3)).floor()))
        let inside = try rank .< kept.unsqueezed(1)
        let sum = try Tensor.where(inside, ordered, Tensor(0.0, device: device)).sum([1])
        return try sum / kept.clamped(1, nil)
    }

    /// The median of the known pixels (the lower of two), 0 where there is none: B×1×1×1.
    func medianPerImage(where mask: Tensor) throws(TorchError) -> Tensor {
        let known = try Tensor.where(mask .> 0, self, Tensor(.nan, device: device)).reshaped([shape[0], -1])
        let middle = try known.median(axis: 1)
        // Of no pixel at all there is no median.
        return try Tensor.where(middle.isNaN(), Tensor(0.0, device: device), middle).reshaped([-1, 1, 1, 1])
    }

    /// (d − t)/s per image: t the median of the known pixels (the lower of two), s the mean absolute deviation.
    func withoutScaleAndShift(where mask: Tensor) throws(TorchError) -> Tensor {
        let centered = try self - medianPerImage(where: mask)
        let deviation = try centered.abs().meanPerImage(where: mask).reshaped([-1, 1, 1, 1])
        return try centered / deviation.clamped(Self.smallestDeviation, nil)
    }

    /// A constant map has no scale; this keeps the division finite.
    private static var smallestDeviation: Double { 1e-6 }
}
