internal import Torch

/// First weights of a decoder level that passes the running map on, each value to four pixels, and adds nothing of its own.
enum IdleLevel {
    /// - Parameters:
    ///   - name: Of a tensor of the decoder, by Apple's names.
    /// - Returns: `nil` for tensors that may hold anything.
    static func tensor(_ name: String, _ shape: [Int]) throws(TorchError) -> Tensor? {
        let parts = name.split(separator: ".")
        switch parts.dropFirst().first {
        case "convs": return try .zeros(shape)
        case "fusions" where name.hasSuffix(".deconv.weight"): return try identity(shape)
        case "fusions" where name.hasSuffix(".out_conv.weight"): return try identity(shape)
        case "fusions" where name.hasSuffix(".out_conv.bias"): return try .zeros(shape)
        // The last layer of a residual block: a convolution, or the norm behind it.
        case "fusions" where name.hasSuffix(".residual.3.weight") || name.hasSuffix(".residual.5.weight"):
            return try .zeros(shape)
        case "fusions" where name.hasSuffix(".residual.3.bias") || name.hasSuffix(".residual.5.bias"):
            return try .zeros(shape)
        default: return nil
        }
    }

    /// Each channel to itself, at all taps.
    private static func identity(_ shape: [Int]) throws(TorchError) -> Tensor {
        let (outputs, inputs, taps) = (shape[0], shape[1], shape[2] * shape[3])
        var values = [Float](repeating: 0, count: outputs * inputs * taps)
        for channel in 0..<min(outputs, inputs) {
            let start = (channel * inputs + channel) * taps
            for tap in start..<start + taps { values[tap] = 1 }
        }
        return try Tensor(values, shape: shape)
    }
}
