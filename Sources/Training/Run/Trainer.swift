internal import DepthPro
public import Foundation
public import Torch

/// Runs a recipe from wherever it stands to its end.
///
/// ```swift
/// let trainer = try Trainer(recipe: URL(fileURLWithPath: "Recipes/smoke.yaml"), output: folder)
/// try await trainer.run { print($0) }
/// ```
///
/// A run can be stopped at any moment, also by a power cut: the next run on the same folder goes on from the last
/// checkpoint, and ends with the same weights as one that was never stopped, on the same device.
public actor Trainer {
    /// What a run may use.
    public struct Options: Sendable {
        /// Where the network is trained; `nil` for the fastest there is.
        public var device: Device?
        /// Threads that read, render and augment.
        public var workers = 2
        /// Which of several processes this is; `nil` for one alone. See `DistributedEnvironment.current()`.
        public var environment: DistributedEnvironment?
        /// How long to wait for the other processes, which wait for the first while it measures.
        public var peerTimeout = Duration.seconds(3600)

        /// The defaults.
        public init() {}
    }

    private let recipe: Recipe
    private let recipeText: String
    private let recipeFolder: URL
    private let folder: RunFolder
    private let options: Options
    private let device: Device
    private let peers: Peers
    private let executor = NetworkExecutor(name: "Trainer")

    /// The thread that the network runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Reads and checks the recipe, and makes or recognises the run's folder.
    ///
    /// - Throws: ``TrainingError``, `TorchError`.
    public init(recipe url: URL, output: URL, options: Options = Options()) throws {
        recipe = try Recipe(contentsOf: url)
        recipeText = try String(contentsOf: url, encoding: .utf8)
        recipeFolder = url.deletingLastPathComponent()
        folder = RunFolder(output)
        self.options = options
        device = try options.device ?? .best(for: options.environment)
        try device.requireAvailable()
        if device == .cpu { LibTorch.keepMemory() }
        if options.environment?.rank ?? 0 == 0 { try folder.check(recipe: recipeText) }
        try recipe.validate(processes: options.environment?.worldSize ?? 1)
        peers = try Peers(options.environment, device: device, timeout: options.peerTimeout)
    }

    /// Goes through all stages that are left.
    ///
    /// - Parameters:
    ///   - shouldStop: Asked after every step; where true, a checkpoint is written and the run returns.
    ///   - watch: Told of everything that happens.
    /// - Returns: Whether the run is complete.
    /// - Throws: ``TrainingError``, `TorchError`.
    @discardableResult
    public func run(
        shouldStop: @Sendable () -> Bool = { false }, watch: @escaping @Sendable (TrainingEvent) -> Void
    ) throws -> Bool {
        // Whatever is missing is missed before a folder is made.
        let sources = try recipe.data.map { try OpenedSource($0, relativeTo: recipeFolder) }
        let validator = try recipe.validation.map { try Validator($0, relativeTo: recipeFolder) }
        var (position, learner) = try resumed(watch)
        if peers.isFirst { try folder.prepare(recipe: recipeText) }
        // The first process has found its checkpoint, and written none, when the others have found theirs.
        try peers.wait()
        try peers.agree(on: learner.model.tensors.map(\.tensor))
        let recorder = try peers.isFirst ? recorder(position, learner) : nil
        let tell: @Sendable (TrainingEvent) -> Void = { event in
            guard let recorder else { return }
            // A full disk stops the run at the next checkpoint, with a sentence; not in the middle of a step.
            try? recorder.record(event)
            watch(event)
        }
        while position.stage < recipe.stages.count {
            let stage = recipe.stages[position.stage]
            tell(
                .stage(
                    name: stage.name, index: position.stage, count: recipe.stages.count, steps: stage.steps,
                    from: position.step))
            let stageRun = try StageRun(
                recipe: recipe, folder: folder, sources: sources, learner: learner, workers: options.workers,
                device: device, peers: peers, validator: validator, watch: tell)
            guard try stageRun(&position, shouldStop: shouldStop) else { return false }
            position.stage += 1
            position.step = 0
            guard position.stage < recipe.stages.count else { break }
            learner = try next(after: learner, position)
            try stageRun.save(learner, position)
        }
        if peers.isFirst { try ModelFile.write(learner, name: recipe.name, to: folder.model) }
        try peers.wait()
        tell(.finished(folder.model))
        return true
    }

    private func recorder(_ position: RunPosition, _ learner: StageLearner) throws -> RunRecorder {
        let weights = learner.model.tensors.reduce(0) { $0 + $1.tensor.count }
        let facts = [
            "weights": String(weights), "device": device.description, "processes": String(peers.count),
            "libtorch": LibTorch.version, "seed": String(recipe.seed),
        ]
        return try RunRecorder(
            folder: folder,
            session: RunSession(
                name: recipe.name, totalSteps: position.totalSteps,
                plannedSteps: recipe.stages.reduce(0) { $0 + $1.steps }, facts: facts))
    }

    // MARK: Beginnings

    /// The learner where the last checkpoint left it, or a new one.
    private func resumed(
        _ watch: (TrainingEvent) -> Void
    ) throws -> (RunPosition, StageLearner) {
        for file in folder.checkpointFiles() {
            do {
                return try resumed(from: file.url)
            } catch let error as FileFormatError {
                // Only a damaged disk makes one; the checkpoint before it is as good.
                watch(.warning("\(file.url.relativePath) cannot be read and is passed over: \(error)"))
            }
        }
        LibTorch.seed(recipe.seed)
        let stage = recipe.stages[0]
        let network = try NetworkStart.network(
            recipe.start, recipe.configuration(of: stage), relativeTo: recipeFolder, device: device)
        return (RunPosition(), try StageLearner(stage, network, device: device))
    }

    private func resumed(from url: URL) throws -> (RunPosition, StageLearner) {
        let (archive, position) = try RunCheckpoint.open(url)
        let stage = recipe.stages[min(position.stage, recipe.stages.count - 1)]
        let network = try TrainableNetwork(
            recipe.configuration(of: stage), known: RunCheckpoint.weights(archive), device: device)
        guard network.drawn.isEmpty else {
            throw TrainingError(.unreadableRun, "\(url.relativePath) is of another network than its recipe's")
        }
        let learner = try StageLearner(stage, network, device: device)
        try RunCheckpoint.restore(learner, from: archive)
        return (position, learner)
    }

    /// The next stage begins with the averaged weights that this one leaves.
    private func next(after learner: StageLearner, _ position: RunPosition) throws -> StageLearner {
        let stage = recipe.stages[position.stage]
        // Drawn from the seed and the stage, so that resuming in between changes nothing.
        LibTorch.seed(recipe.seed &+ UInt64(position.stage))
        var state = try learner.withAverages { try learner.model.state.mapValues { try $0.detached().cloned() } }
        if beginsFieldOfView(stage, position.stage) {
            // What the image encoder has learned is a better beginning than numbers drawn at random.
            state = state.filter { !$0.key.hasPrefix("fov.encoder.0.") }
        }
        let network = try NetworkStart.grown(
            state, from: learner.model.configuration, to: recipe.configuration(of: stage), device: device)
        return try StageLearner(stage, network, device: device)
    }

    /// Whether a stage is the first to train a field-of-view network that was drawn at random.
    private func beginsFieldOfView(_ stage: Stage, _ index: Int) -> Bool {
        guard case .random = recipe.start, stage.trains == .fieldOfView else { return false }
        return !recipe.stages[..<index].contains { $0.trains == .fieldOfView }
    }
}

extension Device {
    /// The fastest there is; of several GPUs, the one that is this process's.
    fileprivate static func best(for environment: DistributedEnvironment?) throws(TorchError) -> Device {
        let device = try best()
        guard let environment, device != .cpu, device != .mps else { return device }
        return try .cuda(environment.localRank % max(1, cudaCount()))
    }
}
