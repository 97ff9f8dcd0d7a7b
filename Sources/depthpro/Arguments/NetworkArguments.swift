import ArgumentParser
import DepthPro
import Torch

/// The network and where it runs.
struct NetworkArguments: ParsableArguments {
    @Option(
        name: .customLong("model"),
        help: .init(
            "A checkpoint (depth_pro.pt, a .safetensors file, a Hugging Face folder) or a model's name; unless given, "
                + "the first of small and large that is installed.",
            valueName: "name|path"),
        completion: .file())
    private var models: [String] = []

    /// The one that was asked for.
    var model: String? { models.first }

    @Option(help: .init("Where to compute; auto takes the fastest there is.", valueName: "device"))
    var device = DeviceChoice.automatic

    @Option(
        help: .init(
            "Number format; auto is float16 on a GPU, and on a CPU bfloat16 where it has instructions for it, else "
                + "float32. bfloat16 halves the memory; float8 is for "
                + "GPUs from Hopper on.",
            valueName: "type"))
    var precision = Precision.automatic

    @Option(help: .init("Threads to compute with; all cores unless given.", valueName: "n"))
    var threads: Int?

    func validate() throws {
        // The last would win silently.
        guard models.count < 2 else {
            throw ValidationError(
                "--model is given \(models.count) times (\(models.joined(separator: ", "))), and takes one network; "
                    + "run once for each")
        }
        guard (1...4096).contains(threads ?? 1) else {
            throw ValidationError("--threads must be between 1 and 4096, and is \(threads ?? 0)")
        }
    }

    /// Opens the checkpoint and readies the device; the weights are read later.
    func openModel() throws -> OpenedModel {
        try LibTorch.load()
        if let threads { LibTorch.setThreadCount(threads) }
        let found = try ModelStore().find(model)
        return OpenedModel(
            name: found.name,
            estimator: try DepthEstimator(
                Checkpoint(contentsOf: found.url), device: device.device, precision: precision))
    }
}
