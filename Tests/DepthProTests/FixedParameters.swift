import Torch

/// Parameters from a dictionary that has them all.
struct FixedParameters: ParameterSource {
    let tensors: [String: Tensor]

    func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
        guard let tensor = tensors[name] else { preconditionFailure("no \(name)") }
        return tensor
    }
}
