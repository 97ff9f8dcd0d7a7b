internal import ArgumentParser
internal import Foundation
internal import Torch
internal import Training

/// `depthpro train`.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Trains a network by a recipe.",
        discussion: """
            A recipe (YAML; see Recipes/) names the network, where it starts, the data and the stages of the curriculum. \
            The run's folder gets checkpoints, a report to look at, TensorBoard's event files and, at the end, \
            model.safetensors, which every command takes as --model. The same command again goes on where a run was \
            stopped.

              depthpro train Recipes/smoke.yaml
              depthpro train Recipes/fine-tune.yaml --output runs/mine --device cuda
            """)

    @Argument(help: "The recipe.")
    var recipe: String

    @Option(help: "The run's folder; by default runs/ and the recipe's name.")
    var output: String?

    @Option(help: "cpu, cuda, cuda:1 or mps; by default the fastest there is.")
    var device: DeviceChoice = .automatic

    @Option(help: "Threads of the network's arithmetic; by default one per core.")
    var threads: Int?

    @Option(help: "Threads that read, render and augment images.")
    var workers = 2

    @Flag(help: "Write progress as JSON lines on standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Say nothing but warnings.")
    var quiet = false

    func validate() throws {
        guard workers > 0 else { throw ValidationError("--workers must be 1 or more.") }
        guard threads ?? 1 > 0 else { throw ValidationError("--threads must be 1 or more.") }
    }

    func run() async throws {
        Interruption.install()
        let url = URL(fileURLWithPath: recipe)
        let folder = URL(fileURLWithPath: output ?? "runs/\(url.deletingPathExtension().lastPathComponent)")
        try LibTorch.load()
        if let threads { LibTorch.setThreadCount(threads) }
        var options = Trainer.Options()
        options.device = device.device
        options.workers = workers
        options.environment = try .current()
        let trainer = try Trainer(recipe: url, output: folder, options: options)
        let reporter = TrainingReporter(isQuiet: quiet, isJSON: json)
        let isComplete = try await trainer.run(shouldStop: { Interruption.exitStatus != nil }) { reporter.show($0) }
        guard !isComplete, let status = Interruption.exitStatus else { return }
        reporter.note("stopped; the same command goes on from here")
        throw ExitCode(status)
    }
}
