internal import Torch

/// A few thousand numbers that each layer is given, and the lowest and highest of all, after smoothing.
final class InputSamples: InputRecorder {
    private(set) var samples: [String: [Float]] = [:]
    private let smoothing: [String: Tensor]

    /// Kept of one input, and of all.
    private static let perInput = 4096
    private static let most = 65_536

    /// - Parameter smoothing: What the input's channels will be divided by.
    init(smoothing: [String: Tensor]) { self.smoothing = smoothing }

    func observer(of name: String) -> ((Tensor) throws(TorchError) -> Void)? {
        guard QuantizedNames.isQuantizable(name) else { return nil }
        return { [unowned self] (input) throws(TorchError) in
            var values = try input.to(.float32)
            if let factors = smoothing[name] { values = try values / factors }
            let flat = try values.contiguous().reshaped([-1])
            // A step that no row's length is a multiple of meets every channel.
            let step = max(1, flat.shape[0] / Self.perInput) | 1
            var kept = try flat.strided(0, by: step).contiguous().floats()
            kept += [try flat.min().item(), try flat.max().item()].map(Float.init)
            guard samples[name, default: []].count < Self.most else { return }
            samples[name, default: []] += kept
        }
    }
}
