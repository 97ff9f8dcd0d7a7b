import ArgumentParser
import Benchmarking
import DepthPro
import Foundation
import Images
import Torch

/// `depthpro benchmark`: where the time goes.
struct BenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark", abstract: "Measure speed, memory and energy, stage by stage.",
        discussion: """
            One pass to warm up, then --repeat passes from an encoded photo to a written depth map, then one pass with \
            a timer in the network. Times of one machine say little about another: compare settings within one sitting, \
            on an idle machine.

              depthpro benchmark                                    the bundled model
              depthpro benchmark --model depth_pro.pt --repeat 3
              depthpro benchmark --random --precision bfloat16      Apple's dimensions, random weights
              depthpro benchmark photo.jpg --device cuda --batch 4 --json
            """)

    @Argument(help: .init("A photo; a made-up one unless given.", valueName: "photo"), completion: .file())
    var photo: String?

    @OptionGroup(title: "Network") var network: NetworkArguments

    @Flag(help: "Random weights in Apple's dimensions (952 million parameters) instead of a model's.")
    var random = false

    @Option(
        help: .init("Width and height of the made-up photo.", valueName: "WxH"),
        transform: PictureSize.init(argument:))
    var size = PictureSize(width: 1536, height: 1024)

    @Option(help: .init("Photos in one pass.", valueName: "n"))
    var batch = 1

    @Option(name: .customLong("repeat"), help: .init("Timed passes.", valueName: "n"))
    var repeats = 5

    @Option(
        help: .init(
            "For how long to queue passes without a pause, for rate and energy; 3 on a GPU and 0 on a CPU unless given.",
            valueName: "s"))
    var sustain: Double?

    @Flag(help: "Print the figures as one line of JSON.")
    var json = false

    func validate() throws {
        guard (1...1024).contains(batch) else {
            throw ValidationError("--batch must be from 1 to 1024, and is \(batch)")
        }
        guard (1...10_000).contains(repeats) else {
            throw ValidationError("--repeat must be from 1 to 10000, and is \(repeats)")
        }
        guard (0...3600).contains(sustain ?? 0) else {
            throw ValidationError("--sustain must be from 0 to 3600, and is \(sustain ?? 0)")
        }
        guard !random || network.model == nil else {
            throw ValidationError("--random and --model exclude each other")
        }
    }

    func run() throws {
        try LibTorch.load()
        if let threads = network.threads { LibTorch.setThreadCount(threads) }
        let subject: BenchmarkPlan.Subject =
            random ? .random(.large) : .checkpoint(try Checkpoint(contentsOf: ModelStore().find(network.model).url))
        let device = try network.device.device ?? .best()
        let plan = BenchmarkPlan(
            subject: subject, device: device, precision: network.precision, photo: try encodedPhoto(), batch: batch,
            repeats: repeats, sustainedSeconds: sustain ?? (device.kind == .cpu ? 0 : 3))
        let reporter = ProgressReporter(total: repeats, isQuiet: json)
        let benchmark = try Benchmark(plan) { reporter.activity($0) }
        let result = try benchmark.run(processor: Processor.name ?? "an unknown processor")
        reporter.clear()
        _ = StandardOutput.write(json ? try ModelsOutput.line(result) + "\n" : result.text)
    }

    private func encodedPhoto() throws -> [UInt8] {
        if let photo {
            _ = try Photo(contentsOf: URL(fileURLWithPath: photo))
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: photo)))
        }
        // Waves of many lengths: as long to decode as a photo of that size.
        var image = RGBImage(width: size.width, height: size.height, filledWith: .black)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let wave = sin(Double(x * x + 3 * y * y) / 9000) + sin(Double(x - y) / 7)
                image[x, y] = RGBColor(
                    red: UInt8(127 + 60 * wave), green: UInt8(127 - 60 * wave), blue: UInt8(x * 255 / size.width))
            }
        }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("depthpro-\(UUID().uuidString).jpg")
        defer { try? FileManager.default.removeItem(at: file) }
        try image.writeJPEG(to: file)
        return [UInt8](try Data(contentsOf: file))
    }
}
