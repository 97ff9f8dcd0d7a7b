internal import DepthPro
internal import Foundation
internal import Torch

/// Takes a stage's steps, and does what belongs between them: measuring, keeping, reporting.
final class StageRun {
    private let recipe: Recipe
    private let folder: RunFolder
    private let learner: StageLearner
    private let device: Device
    private let validator: Validator?
    private let watch: @Sendable (TrainingEvent) -> Void
    private let stream: SampleStream
    private let workers: Int
    private let peers: Peers
    private var throughput = Throughput()

    init(
        recipe: Recipe, folder: RunFolder, sources: [OpenedSource], learner: StageLearner, workers: Int, device: Device,
        peers: Peers, validator: Validator?, watch: @escaping @Sendable (TrainingEvent) -> Void
    ) throws {
        self.recipe = recipe
        self.folder = folder
        self.learner = learner
        self.workers = workers
        self.peers = peers
        self.device = device
        self.validator = validator
        self.watch = watch
        let stage = learner.stage
        let sources = sources.filter { stage.data?.contains($0.name) ?? true }
        let configuration = learner.model.configuration
        let preparation = SamplePreparation(configuration, plan: stage.augmentation)
        let number = recipe.stages.firstIndex { $0.name == stage.name } ?? 0
        stream = SampleStream(sources, preparation, seed: recipe.seed &+ UInt64(number) &* 0x5851_F42D_4C95_7F2D)
    }

    /// How many steps in a row may give no finite numbers.
    private static let patience = 10

    /// - Returns: Whether the stage is complete.
    func callAsFunction(_ position: inout RunPosition, shouldStop: () -> Bool) throws -> Bool {
        let stage = learner.stage
        let share = stage.batch / peers.count
        if position.totalSteps == 0, peers.isFirst, let validator { try evaluate(validator, position) }
        let prefetcher = prefetcher(from: position.step * share)
        defer { prefetcher.close() }
        while position.step < stage.steps {
            let samples = try (0..<share).map { _ in try prefetcher.take() }
            var stops = shouldStop()
            let outcome = try step(samples, position, &stops)
            advance(&position, outcome)
            try check(outcome, samples, position)
            try keep(position)
            if stops, position.step < stage.steps {
                try save(learner, position)
                return false
            }
        }
        return true
    }

    private func step(
        _ samples: [PreparedSample], _ position: RunPosition, _ stops: inout Bool
    ) throws -> StageLearner.Outcome {
        do {
            return try learner.step(samples, at: position.step) { stops = try peers.average($0, stops: stops) }
        } catch let error as TrainingError where error.code == .peerLost {
            // Nothing has moved in this step: what is here is worth keeping.
            try save(learner, position)
            throw error
        }
    }

    private func prefetcher(from start: Int) -> SamplePrefetcher {
        let stream = stream
        let watch = watch
        let (batch, count, rank) = (learner.stage.batch, peers.count, peers.rank)
        return SamplePrefetcher(
            start: start, threads: workers, ahead: 2 * batch / count,
            positions: { ProcessShare.position(of: $0, batch: batch, rank: rank, count: count) },
            make: { position in try stream.sample(at: position) { watch(.warning($0)) } })
    }

    // MARK: After a step

    private func advance(_ position: inout RunPosition, _ outcome: StageLearner.Outcome) {
        let stage = learner.stage
        let rates = learner.rates(at: position.step)
        position.step += 1
        position.totalSteps += 1
        position.images += stage.batch
        position.skippedInARow = outcome.isSkipped ? position.skippedInARow + 1 : 0
        throughput.add(stage.batch)
        watch(
            .step(
                StepFacts(
                    stage: stage.name, step: position.step, totalSteps: position.totalSteps, images: position.images,
                    loss: outcome.loss.isFinite ? outcome.loss : nil,
                    parts: Dictionary(uniqueKeysWithValues: outcome.parts.map { ($0.key.description, $0.value) }),
                    gradientNorm: outcome.gradientNorm.isFinite ? outcome.gradientNorm : nil,
                    encoderLearningRate: rates.encoder,
                    decoderLearningRate: rates.decoder,
                    imagesPerSecond: throughput.imagesPerSecond)))
    }

    /// Skipped steps are reported; too many in a row end the run, with the batch kept for a look.
    private func check(
        _ outcome: StageLearner.Outcome, _ samples: [PreparedSample], _ position: RunPosition
    ) throws {
        guard outcome.isSkipped else { return }
        let names = samples.map(\.id).joined(separator: ", ")
        watch(.warning("step \(position.totalSteps) gave no finite gradients and was skipped; its images: \(names)"))
        guard position.skippedInARow >= Self.patience else { return }
        let configuration = learner.model.configuration
        let batch = try SampleBatch(
            samples, rows: configuration.inputRows, columns: configuration.inputColumns, device: .cpu)
        try TensorFile.write(
            [("images", batch.images), ("inverse_depth", batch.inverseDepth), ("mask", batch.mask)],
            metadata: ["samples": names], to: folder.failedBatch)
        throw TrainingError(
            .diverged,
            "\(Self.patience) steps in a row gave no finite gradients: lower the learning rate or look at the batch in "
                + folder.failedBatch.relativePath)
    }

    private func keep(_ position: RunPosition) throws {
        let isEnd = position.step == learner.stage.steps
        guard peers.isFirst else { return }
        if let plan = recipe.validation, let validator, isEnd || position.totalSteps % plan.every == 0 {
            try evaluate(validator, position)
        }
        // The end of a stage is kept as the beginning of the next.
        if position.totalSteps % recipe.checkpoints.every == 0, !isEnd { try save(learner, position) }
    }

    private func evaluate(_ validator: Validator, _ position: RunPosition) throws {
        let watch = watch
        let facts = try learner.withAverages {
            try validator(
                learner.model.network, stage: learner.stage, totalSteps: position.totalSteps,
                pictures: folder.pictures, device: device, report: { watch(.warning($0)) })
        }
        for fact in facts { watch(.evaluation(fact)) }
    }

    /// Writes a checkpoint, then removes the oldest beyond those to keep.
    func save(_ learner: StageLearner, _ position: RunPosition) throws {
        guard peers.isFirst else { return }
        let url = folder.checkpoint(steps: position.totalSteps)
        try RunCheckpoint.write(learner, position, to: url)
        for file in folder.checkpointFiles().dropFirst(recipe.checkpoints.keep) {
            try? FileManager.default.removeItem(at: file.url)
        }
        watch(.checkpoint(url))
    }
}
