internal import DepthPro
internal import Foundation
internal import Torch

/// The network, optimisers and averaged weights of one stage, and what a step does with them.
final class StageLearner {
    let stage: Stage
    let model: TrainableNetwork
    /// The names of what moves, in the order of ``moving``, ``averages``, and the optimisers' parameters and states.
    let movingNames: [String]
    let moving: [Tensor]
    /// Follow the weights slowly; the weights themselves where the stage asks for no average.
    let averages: [Tensor]
    let optimizers: [any Optimizer]
    /// Which of ``optimizers`` move the transformers.
    private let movesEncoder: [Bool]
    private let device: Device
    private let loss: StageLoss
    private let doublings: EvenDoublings?

    init(_ stage: Stage, _ model: TrainableNetwork, device: Device) throws {
        self.stage = stage
        self.model = model
        self.device = device
        loss = StageLoss(stage)
        let names = Dictionary(model.tensors.map { (ObjectIdentifier($0.tensor), $0.name) }) { name, _ in name }
        let parts = try model.prepare(for: stage)
        let encoder = try StageOptimizers.make(parts.encoder, stage) { names[ObjectIdentifier($0)] ?? "" }
        let decoder = try StageOptimizers.make(parts.decoder, stage) { names[ObjectIdentifier($0)] ?? "" }
        optimizers = encoder + decoder
        movesEncoder = encoder.map { _ in true } + decoder.map { _ in false }
        moving = optimizers.flatMap(\.parameters)
        movingNames = moving.map { names[ObjectIdentifier($0)] ?? "" }
        doublings = stage.evensDoublings ? EvenDoublings(moving, names: movingNames) : nil
        try doublings?.applyToWeights()
        averages = try stage.average > 0 ? moving.map { try $0.detached().cloned() } : moving
    }

    /// What one step did.
    struct Outcome {
        /// Of this process's images; `nan` where it was skipped.
        var loss: Double
        /// The mean of each loss over its images.
        var parts: [LossName: Double]
        /// Before clipping.
        var gradientNorm: Double
        /// Nothing moved, because a number was not finite.
        var isSkipped: Bool
    }

    /// The learning rates of a step.
    func rates(at step: Int) -> (encoder: Double, decoder: Double) {
        let factor = stage.learningRate.factor(at: step, of: stage.steps)
        return (stage.learningRate.encoder * factor, stage.learningRate.decoder * factor)
    }

    /// Moves the weights once.
    ///
    /// - Parameters:
    ///   - samples: This process's share of the batch.
    ///   - step: From 0 within the stage.
    ///   - reduce: Replaces gradients by their means over all processes.
    func step(
        _ samples: [PreparedSample], at step: Int, reduce: ([Tensor]) throws -> Void = { _ in }
    ) throws -> Outcome {
        let rates = rates(at: step)
        for (optimizer, isEncoder) in zip(optimizers, movesEncoder) {
            optimizer.learningRate = isEncoder ? rates.encoder : rates.decoder
            try optimizer.clearGradients()
        }

        var total = 0.0
        var sums: [LossName: (sum: Double, images: Int)] = [:]
        let size = max(1, samples.count / stage.accumulation)
        for start in stride(from: 0, to: samples.count, by: size) {
            let part = Array(samples[start..<min(start + size, samples.count)])
            let value = try cost(of: part)
            let share = Double(part.count) / Double(samples.count)
            total += try value.total.item() * share
            if value.total.requiresGradient { try (value.total * share).backward() }
            for (name, new) in value.parts {
                let old = sums[name] ?? (0, 0)
                sums[name] = (old.sum + new.sum, old.images + new.images)
            }
        }
        try reduce(moving)
        try doublings?.applyToGradients()
        let norm = try clipGradientNorm(moving, maximum: stage.clip)
        // The norm is the same in all processes, so that all skip or none.
        guard norm.isFinite else {
            return Outcome(loss: .nan, parts: [:], gradientNorm: norm, isSkipped: true)
        }
        for optimizer in optimizers { try optimizer.step() }
        try followAverages(step)
        return Outcome(
            loss: total, parts: sums.mapValues { $0.sum / Double(max(1, $0.images)) }, gradientNorm: norm,
            isSkipped: false)
    }

    private func cost(of samples: [PreparedSample]) throws -> StageLoss.Value {
        let configuration = model.configuration
        let batch = try SampleBatch(
            samples, rows: configuration.inputRows, columns: configuration.inputColumns, device: device)
        switch stage.trains {
        case .depth:
            let depth = try autocast {
                try model.network(
                    batch.images, wantsFieldOfView: false, schedule: .training(recomputesBlocks: stage.recomputes)
                )
                .canonicalInverseDepth
            }
            return try loss.depth(depth, batch)
        case .fieldOfView:
            let degrees = try autocast { try model.network.fieldOfView(of: batch.images) }
            return try loss.fieldOfView(degrees, batch)
        }
    }

    private func autocast<Result>(_ body: () throws -> Result) throws -> Result {
        guard stage.precision == .bfloat16 else { return try body() }
        return try withAutocast(.bfloat16, on: device, body)
    }

    /// Early averages forget faster, so that the first weights do not linger.
    private func followAverages(_ step: Int) throws {
        guard stage.average > 0 else { return }
        let decay = min(stage.average, Double(1 + step) / Double(10 + step))
        try Tensor.moveAverages(averages, towards: moving, decay: decay)
    }

    /// Runs `body` with the averaged weights in the network.
    func withAverages<Result>(_ body: () throws -> Result) throws -> Result {
        guard stage.average > 0 else { return try body() }
        try exchange()
        defer { try? exchange() }
        return try body()
    }

    private func exchange() throws {
        try withoutGradients {
            for (weight, average) in zip(moving, averages) {
                let kept = try weight.detached().cloned()
                try weight.copyInPlace(from: average)
                try average.copyInPlace(from: kept)
            }
        }
    }
}
