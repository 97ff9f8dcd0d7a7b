internal import CTorch

/// The Adam optimiser (Kingma and Ba, 2015), with weight decay in the gradient or apart from it (AdamW).
public final class Adam: Optimizer {
    /// Steps are `learningRate · m̂ / (√v̂ + epsilon)`.
    public struct Settings: Sendable, Hashable {
        /// The size of a step.
        public var learningRate: Double
        /// How slowly the mean of the gradient forgets.
        public var beta1 = 0.9
        /// How slowly the mean of its square forgets.
        public var beta2 = 0.999
        /// Keeps the division finite.
        public var epsilon = 1e-8
        /// How strongly parameters are drawn towards 0.
        public var weightDecay = 0.0
        /// Whether weight decay acts on the parameters directly (AdamW).
        public var isDecayDecoupled = true

        /// The usual settings, without weight decay.
        public init(learningRate: Double) { self.learningRate = learningRate }
    }

    /// May be changed between steps, as schedules do.
    public var settings: Settings
    /// What is moved.
    public let parameters: [Tensor]
    private let means: [Tensor]
    private let variances: [Tensor]
    private let steps: [Tensor]

    /// - Parameter parameters: Float tensors that require gradients.
    public init(_ parameters: [Tensor], settings: Settings) throws(TorchError) {
        var means: [Tensor] = []
        var variances: [Tensor] = []
        var steps: [Tensor] = []
        for parameter in parameters {
            means.append(try .zeros(parameter.shape, type: parameter.scalarType, device: parameter.device))
            variances.append(try .zeros(parameter.shape, type: parameter.scalarType, device: parameter.device))
            steps.append(try .zeros([], device: parameter.device))
        }
        self.parameters = parameters
        self.means = means
        self.variances = variances
        self.steps = steps
        self.settings = settings
    }

    /// Moves every parameter that has a gradient.
    public func step() throws(TorchError) {
        var moved: [Int] = []
        var gradients: [Tensor] = []
        for (index, parameter) in parameters.enumerated() {
            guard let gradient = try parameter.gradient() else { continue }
            moved.append(index)
            gradients.append(gradient)
        }
        guard !moved.isEmpty else { return }
        let native = CTAdam(
            learning_rate: settings.learningRate, beta1: settings.beta1, beta2: settings.beta2,
            epsilon: settings.epsilon, weight_decay: settings.weightDecay,
            decoupled: settings.isDecayDecoupled ? 1 : 0)
        let status = moved.map { parameters[$0] }.withNative { parameters, count in
            gradients.withNative { gradients, _ in
                moved.map { means[$0] }.withNative { means, _ in
                    moved.map { variances[$0] }.withNative { variances, _ in
                        moved.map { steps[$0] }.withNative { steps, _ in
                            LibTorch.tables.training.pointee.adam_step(
                                parameters, gradients, means, variances, steps, count, native)
                        }
                    }
                }
            }
        }
        try check("Adam.step", status)
    }

    /// ``Settings/learningRate`` of ``settings``.
    public var learningRate: Double {
        get { settings.learningRate }
        set { settings.learningRate = newValue }
    }

    /// For each parameter the running mean of its gradient (`mean`) and of its square (`variance`), both of its shape, and
    /// the number of steps taken (`steps`), one float32 without axes.
    public var states: [[String: Tensor]] {
        parameters.indices.map { ["mean": means[$0], "variance": variances[$0], "steps": steps[$0]] }
    }
}
