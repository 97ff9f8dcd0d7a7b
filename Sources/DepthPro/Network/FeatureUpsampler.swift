internal import Torch

/// A projection by a 1×1 convolution, then transposed convolutions that double the size; nothing non-linear.
struct FeatureUpsampler {
    private let projection: Convolution2D
    private let doublings: [TransposedConvolution2D]

    init(
        _ parameters: Parameters, inputs: Int, middle: Int, outputs: Int, doublings: Int
    ) throws(TorchError) {
        projection = try Convolution2D(parameters / 0, inputs: inputs, outputs: middle, size: 1, bias: false)
        var layers: [TransposedConvolution2D] = []
        for index in 0..<doublings {
            layers.append(
                try TransposedConvolution2D(
                    parameters / (index + 1), inputs: index == 0 ? middle : outputs, outputs: outputs, bias: false))
        }
        self.doublings = layers
    }

    func callAsFunction(_ x: Tensor) throws(TorchError) -> Tensor { try last(head(x)) }

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
