import ArgumentParser
import DepthPro
import Foundation
import Torch

/// `depthpro quantize`.
struct QuantizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quantize", abstract: "Writes a checkpoint in 8-bit integers, calibrated on photos.",
        discussion: """
            The transformers' matrices, nine tenths of a network, become 8-bit integers, and photos show how large \
            their inputs are. The result loads like any checkpoint, takes half the space of float16, and computes \
            faster on a CPU; what it costs in quality is for “depthpro evaluate” to say.

              depthpro quantize --model depth_pro.pt --photos holiday/ --output depth_pro-int8.safetensors
              depthpro predict photo.jpg --model depth_pro-int8.safetensors
            """)

    @Option(
        help: .init(
            "A checkpoint, or a model's name; unless given, the first of small and large that is installed.",
            valueName: "name|path"), completion: .file())
    var model: String?

    @Option(
        parsing: .upToNextOption,
        help: .init(
            "Photos, folders or patterns, some ten photos in all, of the kind that will be used.", valueName: "path"),
        completion: .file())
    var photos: [String]

    @Option(
        name: .shortAndLong, help: .init("The file to write (.safetensors).", valueName: "file"), completion: .file())
    var output: String

    @Option(help: .init("Photos to use at most, evenly chosen.", valueName: "n"))
    var limit = 16

    @Option(help: .init("Threads to compute with; all cores unless given.", valueName: "n"))
    var threads: Int?

    @Flag(help: "Replace a file that exists.")
    var force = false

    func validate() throws {
        guard output.lowercased().hasSuffix(".safetensors") else {
            throw ValidationError("“\(output)” must end in .safetensors, the format that holds such weights")
        }
        guard limit > 0 else { throw ValidationError("--limit must be at least 1, and is \(limit)") }
        guard (1...4096).contains(threads ?? 1) else {
            throw ValidationError("--threads must be between 1 and 4096, and is \(threads ?? 0)")
        }
    }

    func run() throws {
        try LibTorch.load()
        if let threads { LibTorch.setThreadCount(threads) }
        let url = URL(fileURLWithPath: output)
        let checkpoint = try Checkpoint(contentsOf: ModelStore().find(model).url)
        let list = InputList(photos, isRecursive: true, excluding: url)
        if let failure = list.failures.first { throw CommandFailure(failure.message) }
        let step = max(1, Double(list.inputs.count) / Double(limit))
        let chosen = (0..<min(limit, list.inputs.count)).map { list.inputs[Int(Double($0) * step)].url }
        guard !chosen.isEmpty else { throw CommandFailure("\(photos.joined(separator: ", ")): no photos there") }
        let progress = ModelsProgress("Calibrating on \(chosen.count) photo\(chosen.count == 1 ? "" : "s")")
        do {
            try checkpoint.quantize(to: url, calibratingOn: chosen, replacing: force) { progress.show(part: $0) }
        } catch let error as DepthProError where error.code == .alreadyExists {
            throw DepthProError(.alreadyExists, "\(error.message); --force replaces it")
        }
        progress.finish()
        ModelsOutput.note("\(url.path): \(ModelsOutput.size(url.byteCount))")
    }
}
