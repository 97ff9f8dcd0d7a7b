internal import Foundation
package import Torch

extension Checkpoint {
    /// Checks every tensor of the file against the network, without reading any.
    ///
    /// - Throws: ``DepthProError`` with ``DepthProError/Code/mismatchedTensors``, whose message lists all missing,
    ///   unexpected and mis-shaped tensors at once.
    public func validate() throws(DepthProError) {
        let mismatch = CheckpointTensors(self).mismatch(with: try wantedTensors())
        guard mismatch.isEmpty else {
            throw DepthProError(
                .mismatchedTensors, "\(url.path): does not fit the network: \(mismatch)", cause: mismatch)
        }
    }

    /// Reads the weights into a network.
    ///
    /// - Parameters:
    ///   - type: Of the weights and, unless told otherwise, of the arithmetic.
    ///   - arithmetic: Of what the network is given.
    ///   - isMutable: Gives every tensor memory of its own, for training.
    ///   - multipliesAsFloat8: Whether the transformers' products are done in 8-bit floats.
    ///   - recorder: Told what linear layers are given.
    /// - Throws: ``DepthProError``; `TorchError` where memory is short or the device fails.
    package func load(
        type: ScalarType, arithmetic: ScalarType? = nil, device: Device, isMutable: Bool = false,
        multipliesAsFloat8: Bool = false,
        recorder: (any InputRecorder)? = nil
    ) throws -> DepthProNetwork {
        try validate()
        if device == .cpu { LibTorch.keepMemory() }
        let stored = CheckpointTensors(self)
        let isNarrow =
            !isMutable && recorder == nil && type == .bfloat16
            && NarrowArithmetic.isOffered(for: arithmetic ?? type, on: device)
        let source = Source(
            tensors: stored, narrowArithmetic: isNarrow ? stored.narrowArithmetic : .none, type: type, device: device,
            isMutable: isMutable,
            isFloat8: multipliesAsFloat8, recorder: recorder)
        return try DepthProNetwork(configuration, Parameters(source: source))
    }

    /// Every tensor under Apple's name, with memory of its own and as float32, for training.
    ///
    /// - Throws: ``DepthProError``; `TorchError`.
    package func tensors() throws -> [String: Tensor] {
        try validate()
        let stored = CheckpointTensors(self)
        var tensors: [String: Tensor] = [:]
        for (name, _) in try wantedTensors() {
            tensors[name] = try stored.tensor(name, type: .float32, device: .cpu, isMutable: true)
        }
        return tensors
    }

    /// What the network asks for, found by building it from shapes alone.
    func wantedTensors() throws(DepthProError) -> [(name: String, shape: [Int])] {
        try Self.wantedTensors(of: configuration)
    }

    /// The names and shapes of a network's tensors, in the order in which it asks for them.
    package static func wantedTensors(
        of configuration: DepthProConfiguration
    ) throws(DepthProError) -> [(name: String, shape: [Int])] {
        let recorder = ShapeRecorder()
        do {
            _ = try DepthProNetwork(configuration, Parameters(source: recorder))
        } catch {
            throw DepthProError(.engine, error.message, cause: error)
        }
        return recorder.wanted
    }

    private struct Source: ParameterSource {
        let tensors: CheckpointTensors
        let narrowArithmetic: NarrowArithmetic
        let type: ScalarType
        let device: Device
        let isMutable: Bool
        let isFloat8: Bool
        let recorder: (any InputRecorder)?

        func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
            let tensor = try tensors.tensor(name, type: type, device: device, isMutable: isMutable)
            return try isMutable ? tensor : tensor.inPreferredLayout()
        }

        func quantized(_ name: String, _ shape: [Int]) throws(TorchError) -> QuantizedWeight? {
            device == .cpu && !isMutable && !isFloat8 ? try tensors.quantized(name) : nil
        }

        func discard(_ name: String) { tensors.discardPages(of: name) }

        func multipliesAsFloat8(_ name: String) -> Bool { isFloat8 && name.contains(".blocks.") }

        func observer(ofInputOf name: String) -> ((Tensor) throws(TorchError) -> Void)? { recorder?.observer(of: name) }
    }

    private final class ShapeRecorder: ParameterSource {
        var wanted: [(name: String, shape: [Int])] = []

        func tensor(_ name: String, _ shape: [Int], _ initial: Initializer) throws(TorchError) -> Tensor {
            wanted.append((name, shape))
            // One number repeated stands for the tensor, so that a network of any size costs nothing.
            return try Tensor.zeros([1]).expanded(shape)
        }
    }
}
