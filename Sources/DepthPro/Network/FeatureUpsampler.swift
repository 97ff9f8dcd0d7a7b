internal import Torch

/// A projection by a 1×1 convolution, then transposed convolutions that double the size, and where there is a stem its map
/// of that size; nothing non-linear.
struct FeatureUpsampler {
    private let projection: Convolution2D
    private let doublings: [TransposedConvolution2D]
    /// Of the stem's map as large as the result, which is added.
    private let stemProjection: Convolution2D?

    init(
        _ parameters: Parameters, inputs: Int, middle: Int, outputs: Int, doublings: Int, stem: Int? = nil
    ) throws(TorchError) {
        projection = try Convolution2D(parameters / 0, inputs: inputs, outputs: middle, size: 1, bias: false)
        var layers: [TransposedConvolution2D] = []
        for index in 0..<doublings {
            layers.append(
                try TransposedConvolution2D(
                    parameters / (index + 1), inputs: index == 0 ? middle : outputs, outputs: outputs, bias: false))
        }
        self.doublings = layers
        stemProjection = try stem.map { width throws(TorchError) in
            try Convolution2D(parameters / "stem", inputs: width, outputs: outputs, size: 1, bias: false)
        }
    }

    /// - Parameter detail: The stem's map, where there is a stem.
    func callAsFunction(_ x: Tensor, detail: Tensor?) throws(TorchError) -> Tensor {
        let upsampled = try last(head(x))
        guard let projected = try project(detail) else { return upsampled }
        return try upsampled + projected
    }

    /// What the stem's map adds to the result.
    func project(_ detail: Tensor?) throws(TorchError) -> Tensor? {
        guard let stemProjection, let detail else { return nil }
        return try stemProjection(detail)
    }

    /// All but the last doubling, which the decoder applies strip by strip.
    func head(_ x: Tensor) throws(TorchError) -> Tensor {
        var x = try projection(x)
        for doubling in doublings.dropLast() { x = try doubling(x) }
        return x
    }

    /// The last doubling.
    func last(_ x: Tensor) throws(TorchError) -> Tensor {
        guard let doubling = doublings.last else { return x }
        return try doubling(x)
    }
}
