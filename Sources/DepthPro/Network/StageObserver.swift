package import Torch

/// Receives the tensors that pass between the stages of a network, by name, as soon as each is there; for tests and
/// measurements.
package final class StageObserver {
    /// Whether the patch encoder keeps all that its hooks give, also where the network has no use for it.
    let keepsEverything: Bool
    private let receive: (String, Tensor) throws(TorchError) -> Void

    package init(keepsEverything: Bool = true, _ receive: @escaping (String, Tensor) throws(TorchError) -> Void) {
        self.keepsEverything = keepsEverything
        self.receive = receive
    }

    package func callAsFunction(_ name: String, _ tensor: Tensor) throws(TorchError) { try receive(name, tensor) }
}
