internal import Torch

/// What quantisation needs to know of a network's inputs, found by running it.
///
/// Channels of widely different size share one byte scale badly. Where a LayerNorm comes before a layer, channels are
/// divided by a factor each, which goes into the norm, and the weights multiplied by it, which moves half of the
/// difference into the weights, whose rows have scales of their own (Xiao et al., “SmoothQuant”, 2023).
struct Calibration {
    /// By the name of a layer's weights: what the input's channels are divided by.
    let smoothing: [String: Tensor]
    /// By the name of a layer's weights.
    let ranges: [String: ByteRange]

    /// - Parameters:
    ///   - run: Runs the network, built with the recorder, over all photos; called twice.
    init(
        _ weights: (String) throws(TorchError) -> Tensor, run: (any InputRecorder) throws -> Void
    ) throws {
        let maxima = ChannelMaxima()
        try run(maxima)
        var smoothing: [String: Tensor] = [:]
        for (name, channels) in maxima.maxima where Self.norm(before: name) != nil {
            smoothing[name] = try Self.factors(channels: channels, columns: weights(name).to(.float32).abs().max([0]))
        }
        let samples = InputSamples(smoothing: smoothing)
        try run(samples)
        self.smoothing = smoothing
        ranges = samples.samples.mapValues(ByteRange.init(of:))
    }

    /// The norm whose output is the layer's input, if it is nobody else's: `….blocks.3.norm1` for its `attn.qkv`.
    static func norm(before name: String) -> String? {
        for (layer, norm) in [(".attn.qkv.weight", ".norm1"), (".mlp.fc1.weight", ".norm2")] where name.hasSuffix(layer)
        {
            return name.dropLast(layer.count) + norm
        }
        return nil
    }

    /// √(input / weight) of each channel.
    private static func factors(channels: Tensor, columns: Tensor) throws(TorchError) -> Tensor {
        try (channels.clamped(1e-5, nil) / columns.clamped(1e-5, nil)).sqrt().clamped(1e-4, 1e4)
    }
}
