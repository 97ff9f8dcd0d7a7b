internal import Torch

/// The largest magnitude of each input channel of each layer that can be quantised.
final class ChannelMaxima: InputRecorder {
    private(set) var maxima: [String: Tensor] = [:]

    func observer(of name: String) -> ((Tensor) throws(TorchError) -> Void)? {
        guard QuantizedNames.isQuantizable(name) else { return nil }
        return { [unowned self] (input) throws(TorchError) in
            let channels = input.shape[input.rank - 1]
            let own = try input.to(.float32).abs().reshaped([-1, channels]).max([0])
            if let before = maxima[name] {
                maxima[name] = try before.maximum(own)
            } else {
                maxima[name] = own
            }
        }
    }
}
