package import Torch

/// Listens to what the linear layers of a network are given.
package protocol InputRecorder: AnyObject {
    /// - Parameter name: Of the layer's weights.
    /// - Returns: Called with each input, …×inputs; `nil` for layers of no interest.
    func observer(of name: String) -> ((Tensor) throws(TorchError) -> Void)?
}
