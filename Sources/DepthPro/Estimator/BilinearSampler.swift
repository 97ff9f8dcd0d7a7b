internal import Torch

/// Where bilinear interpolation with corners not aligned reads along one axis, as the reference computes it.
///
/// Resizing by gathering needs memory for the result alone, however large the source: libtorch's own operator would
/// want a 200-megapixel photo as 2.4 GB of float32 first.
struct BilinearSampler {
    private let lower: [Int64]
    private let upper: [Int64]
    private let weights: [Float]

    init(from source: Int, to target: Int) {
        let scale = Float(source) / Float(target)
        var lower: [Int64] = []
        var upper: [Int64] = []
        var weights: [Float] = []
        for index in 0..<target {
            let position = max(0, scale * (Float(index) + 0.5) - 0.5)
            let first = min(Int(position), source - 1)
            lower.append(Int64(first))
            upper.append(Int64(min(first + 1, source - 1)))
            weights.append(min(max(position - Float(first), 0), 1))
        }
        self.lower = lower
        self.upper = upper
        self.weights = weights
    }

    /// The samples `range` along `axis`.
    ///
    /// - Parameter convert: Turns gathered elements into floats.
    func callAsFunction(
        _ source: Tensor, axis: Int, range: Range<Int>? = nil,
        convert: (Tensor) throws(TorchError) -> Tensor = { (x) throws(TorchError) in x }
    ) throws(TorchError) -> Tensor {
        let range = range ?? weights.indices
        let device = source.device
        let first = try Tensor(integers: Array(lower[range]), shape: [range.count]).to(device)
        let second = try Tensor(integers: Array(upper[range]), shape: [range.count]).to(device)
        var shape = [Int](repeating: 1, count: source.rank)
        shape[axis] = range.count
        let weight = try Tensor(Array(weights[range]), shape: shape).to(device)
        return try convert(source.gathered(axis, first)).lerp(convert(source.gathered(axis, second)), weight: weight)
    }
}
