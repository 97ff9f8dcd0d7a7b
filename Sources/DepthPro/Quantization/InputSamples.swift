package import Torch

/// A few thousand numbers that each layer is given, and the lowest and highest of all, after smoothing.
package final class InputSamples: InputRecorder {
    package private(set) var samples: [String: [Float]] = [:]
    private let smoothing: [String: Tensor]

    /// Kept of one input, and of all.
    private static let perInput = 4096
    private static let most = 65_536

    /// - Parameter smoothing: What the input's channels will be divided by.
    package init(smoothing: [String: Tensor]) { self.smoothing = smoothing }

    package func observer(of name: String) -> ((Tensor) throws(TorchError) -> Void)? {
        guard QuantizedNames.isQuantizable(name) else { return nil }
        return { [unowned self] (input) throws(TorchError) in
            guard samples[name, default: []].count < Self.most else { return }
            var values = try input.to(.float32)
            if let factors = smoothing[name] { values = try values / factors }
            let flat = try values.contiguous().reshaped([-1])
            let step = Self.step(count: flat.shape[0], channels: input.shape[input.rank - 1])
            var kept = try flat.strided(0, by: step).contiguous().floats()
            kept += [try flat.min().item(), try flat.max().item()].map(Float.init)
            samples[name, default: []] += kept
        }
    }

    /// From one number kept to the next: without a divisor in common with the channels' number, so that all are met.
    package static func step(count: Int, channels: Int) -> Int {
        var step = max(1, count / perInput)
        while greatestCommonDivisor(step, channels) != 1 { step += 1 }
        return step
    }

    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : greatestCommonDivisor(b, a % b)
    }
}
