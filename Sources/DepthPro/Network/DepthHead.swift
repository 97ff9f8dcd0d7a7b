internal import Torch

/// From the decoder's finest map to canonical inverse depth at twice its size.
struct DepthHead {
    let reduction: Convolution2D
    let doubling: TransposedConvolution2D
    let hidden: Convolution2D
    let output: Convolution2D
    /// What ``output`` says of a pixel.
    let meaning: HeadOutput

    init(_ parameters: Parameters, _ configuration: DepthProConfiguration) throws(TorchError) {
        let width = configuration.decoderWidth
        let half = width / 2
        reduction = try Convolution2D(parameters / 0, inputs: width, outputs: half, size: 3, padding: 1)
        doubling = try TransposedConvolution2D(parameters / 1, inputs: half, outputs: half, bias: true)
        hidden = try Convolution2D(
            parameters / 2, inputs: half, outputs: configuration.headWidth, size: 3, padding: 1)
        output = try Convolution2D(parameters / 4, inputs: configuration.headWidth, outputs: 1, size: 1)
        meaning = configuration.output
    }

    func callAsFunction(_ x: Strip, observe: StageObserver?) throws(TorchError) -> Strip {
        let reduced = try x.convolved(reduction)
        try observe?("head.0", reduced.tensor)
        let doubled = try reduced.doubled { x throws(TorchError) in try doubling(x) }
        try observe?("head.1", doubled.tensor)
        // Observers are shown what comes before the ReLU.
        let features = try doubled.convolved(hidden, hasOutputRelu: observe == nil)
        try observe?("head.2", features.tensor)
        if observe != nil { try features.tensor.reluInPlace() }
        let raw = try features.map { x throws(TorchError) in try output(x) }
        return try raw.map { x throws(TorchError) in try inverseDepth(x) }
    }

    /// Canonical inverse depth of what ``output`` says, in the same memory where nothing is differentiated.
    func inverseDepth(_ raw: Tensor) throws(TorchError) -> Tensor {
        switch meaning {
        case .inverseDepth: return try Self.notNegative(raw)
        case .logarithm where raw.requiresGradient: return try raw.exp()
        case .logarithm:
            try raw.expInPlace()
            return raw
        }
    }

    /// The last ReLU. In training three tenths of the gradient pass where it is closed: one bad step can close it
    /// everywhere, and nothing would ever open it again. The share is chosen, not measured.
    private static func notNegative(_ x: Tensor) throws(TorchError) -> Tensor {
        guard x.requiresGradient else {
            try x.reluInPlace()
            return x
        }
        let below = try x.clamped(nil, 0)
        return try x.relu() + (below - below.detached()) * 0.3
    }
}
