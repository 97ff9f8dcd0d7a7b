internal import Torch

/// Where bilinear interpolation with corners not aligned reads along one axis, as the reference computes it.
///
/// Resizing by gathering needs memory for the result alone, however large the source: libtorch's own operator would
/// want a 200-megapixel photo as 2.4 GB of float32 first.
struct BilinearSampler {
    private let source: Int
    private let target: Int

    init(from source: Int, to target: Int) {
        self.source = source
        self.target = target
    }

    /// The samples `range` along `axis`.
    ///
    /// - Parameter convert: Turns gathered elements into floats.
    func callAsFunction(
        _ tensor: Tensor, axis: Int, range: Range<Int>? = nil,
        convert: (Tensor) throws(TorchError) -> Tensor = { (x) throws(TorchError) in x }
    ) throws(TorchError) -> Tensor {
        let range = range ?? 0..<target
        let last = Double(source - 1)
        // Computed where the tensor is: nothing to copy, so nothing to wait for.
        let indices = try Tensor.range(
            from: Double(range.lowerBound), to: Double(range.upperBound), device: tensor.device)
        let scale = Double(Float(source) / Float(target))
        let positions = try ((indices + 0.5) * scale - 0.5).clamped(0)
        let lower = try positions.floor().clamped(nil, last)
        let upper = try (lower + 1).clamped(nil, last)
        var shape = [Int](repeating: 1, count: tensor.rank)
        shape[axis] = range.count
        let weight = try (positions - lower).clamped(0, 1).reshaped(shape)
        let (first, second) = try (lower.to(.int64), upper.to(.int64))
        return try convert(tensor.gathered(axis, first)).lerp(convert(tensor.gathered(axis, second)), weight: weight)
    }
}
