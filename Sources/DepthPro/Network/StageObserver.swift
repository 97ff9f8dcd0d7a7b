package import Torch

/// Receives the tensors that pass between the stages of a network, by name; for tests and measurements.
package final class StageObserver {
    private let receive: (String, Tensor) throws(TorchError) -> Void

    package init(_ receive: @escaping (String, Tensor) throws(TorchError) -> Void) { self.receive = receive }

    func callAsFunction(_ name: String, _ tensor: Tensor) throws(TorchError) { try receive(name, tensor) }
}
