/// What moves parameters by their gradients, and can be stopped and continued to the last bit.
public protocol Optimizer: AnyObject {
    /// The size of a step; may be changed between steps, as schedules do.
    var learningRate: Double { get set }
    /// What is moved.
    var parameters: [Tensor] { get }
    /// What has been gathered, by name, in the order of ``parameters``. The tensors are the optimiser's own: they change with
    /// the next ``step()``.
    var states: [[String: Tensor]] { get }
    /// Moves every parameter that has a gradient.
    func step() throws
}

extension Optimizer {
    /// Forgets all gradients.
    public func clearGradients() throws(TorchError) {
        for parameter in parameters { try parameter.setGradient(nil) }
    }

    /// Continues from `states`, which are copied.
    ///
    /// - Throws: ``TorchError`` where they are of other parameters; nothing has changed then.
    public func restore(_ saved: [[String: Tensor]]) throws(TorchError) {
        let own = states
        guard saved.count == own.count else {
            throw TorchError(
                .failed, "The optimiser's state is of \(saved.count) parameters, this one has \(own.count)")
        }
        for (index, state) in own.enumerated() {
            for (name, tensor) in state {
                // Files may keep a lone number as one axis of 1.
                let fits = saved[index][name].map { $0.shape == tensor.shape || ($0.count == 1 && tensor.count == 1) }
                if fits == true { continue }
                let found = saved[index][name].map { "is \($0.shape)" } ?? "is missing"
                throw TorchError(
                    .failed, "The optimiser's “\(name)” of parameter \(index) \(found), wanted \(tensor.shape)")
            }
        }
        for (index, state) in own.enumerated() {
            for (name, tensor) in state {
                if let value = saved[index][name] { try tensor.copyInPlace(from: value.reshaped(tensor.shape)) }
            }
        }
    }
}
