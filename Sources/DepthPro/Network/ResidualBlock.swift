internal import Torch

/// `x + conv(relu(conv(relu(x))))` with 3×3 convolutions, each followed by batch normalisation where configured.
struct ResidualBlock {
    private let first: Convolution2D
    private let second: Convolution2D
    private let firstNorm: BatchNorm2D?
    private let secondNorm: BatchNorm2D?

    init(_ parameters: Parameters, _ configuration: DepthProConfiguration) throws(TorchError) {
        let width = configuration.decoderWidth
        let normalises = configuration.hasResidualBatchNorm
        // Numbered as the sequence relu, conv, (norm,) relu, conv, (norm).
        let names = normalises ? (1, 2, 4, 5) : (1, 0, 3, 0)
        let bias = configuration.hasResidualBias
        first = try Convolution2D(parameters / names.0, inputs: width, outputs: width, size: 3, padding: 1, bias: bias)
        firstNorm = normalises ? try BatchNorm2D(parameters / names.1, channels: width) : nil
        second = try Convolution2D(parameters / names.2, inputs: width, outputs: width, size: 3, padding: 1, bias: bias)
        secondNorm = normalises ? try BatchNorm2D(parameters / names.3, channels: width) : nil
    }

    /// - Parameter other: Is added as well.
    func callAsFunction(_ x: Strip, adding other: Strip? = nil) throws(TorchError) -> Strip {
        let addends = [x] + [other].compactMap(\.self)
        guard let firstNorm, let secondNorm else {
            return try x.convolved(first, hasInputRelu: true, hasOutputRelu: true).convolved(second, adding: addends)
        }
        var hidden = try normalized(x.convolved(first, hasInputRelu: true), firstNorm)
        try hidden.tensor.reluInPlace()
        hidden = try normalized(hidden.convolved(second), secondNorm)
        for addend in addends { try hidden.addInPlace(addend) }
        return hidden
    }

    /// By the batch's own statistics while gradients are recorded, which is in training alone.
    private func normalized(_ strip: Strip, _ norm: BatchNorm2D) throws(TorchError) -> Strip {
        try strip.map { x throws(TorchError) in try norm(x, training: x.requiresGradient) }
    }
}
