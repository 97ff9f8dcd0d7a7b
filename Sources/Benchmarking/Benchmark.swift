internal import DepthPro
internal import DepthFiles
internal import Foundation
internal import Images
internal import Torch

/// Measures the way from an encoded photo to a written depth map, stage by stage.
package struct Benchmark {
    let plan: BenchmarkPlan
    private let types: Precision.Types
    private let progress: (String) -> Void
    private let watch: Stopwatch
    let counters: [EnergyCounter]

    /// - Parameter progress: Told what is being done.
    /// - Throws: `DepthProError`, `TorchError` where the device cannot do it.
    package init(_ plan: BenchmarkPlan, progress: @escaping (String) -> Void = { _ in }) throws {
        precondition(plan.batch > 0 && plan.repeats > 0)
        try plan.device.requireAvailable()
        try plan.device.prepare()
        self.plan = plan
        self.progress = progress
        types = try plan.precision.types(on: plan.device)
        watch = Stopwatch(device: plan.device)
        counters = EnergyCounter.available(gpu: plan.device.kind == .cuda ? plan.device.index : nil)
    }

    /// Does all of it; blocks until it is done.
    ///
    /// - Parameter processor: The processor's name, for the result.
    /// - Throws: `DepthProError`, `TorchError`, `ImageError`.
    package func run(processor: String) throws -> BenchmarkResult {
        try withInferenceMode { try measure(processor: processor) }
    }

    private func measure(processor: String) throws -> BenchmarkResult {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("depthpro-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        progress("reading the weights")
        let (network, load) = try Self.timed { try loaded() }
        let schedule = try types.schedule(plan.subject.configuration, batch: plan.batch, device: plan.device)
        try plan.device.resetPeakMemory()
        progress("first pass")
        let first = try Self.timed { try wholeWay(network, schedule, folder) }.seconds
        watch.reset()

        var totals: [Double] = []
        var joules: [String: Double] = [:]
        for index in 0..<plan.repeats {
            progress("pass \(index + 1) of \(plan.repeats)")
            totals.append(try counted(counters, &joules) { try wholeWay(network, schedule, folder) })
        }
        let memory = try (ProcessMemory.peak, plan.device.peakMemory(), plan.device.memory())

        progress("passes without a pause")
        let sustained = try sustained(
            network, schedule, secondsOfAPass: (watch.times["network"] ?? totals).min() ?? 1)
        progress("pass with a timer inside")
        let stages = try stageTimes(network, schedule)
        progress("matrix products")
        let rate = try MatrixRate.measure(types.arithmetic, on: plan.device)
        return result(
            processor, load, first, totals, stages, rate, memory, joules.mapValues { $0 / Double(plan.repeats) },
            sustained)
    }

    private func loaded() throws -> DepthProNetwork {
        switch plan.subject {
        case .checkpoint(let checkpoint):
            try checkpoint.load(
                type: types.weights, arithmetic: types.arithmetic, device: plan.device,
                multipliesAsFloat8: types.multipliesAsFloat8)
        case .random(let configuration):
            try DepthProNetwork(
                configuration,
                Parameters(
                    source: RandomParameters(
                        type: types.weights, device: plan.device, multipliesAsFloat8: types.multipliesAsFloat8,
                        narrowArithmetic: NarrowArithmetic.isOffered(for: types.arithmetic, on: plan.device)
                            ? .fine : .none)))
        }
    }

    // MARK: Passes

    private func wholeWay(
        _ network: DepthProNetwork, _ schedule: DepthProNetwork.Schedule, _ folder: URL
    ) throws {
        let photos = try watch.time("decode") { try (0..<plan.batch).map { _ in try Photo(data: Data(plan.photo)) } }
        let input = try watch.time("resize") { try self.input(photos) }
        let output = try watch.time("network") { try network(input, schedule: schedule) }
        let maps = try watch.time("metres") {
            try photos.enumerated().map { index, photo in
                try FloatRaster(
                    width: photo.width, height: photo.height,
                    values: DepthOutput.metres(
                        output.canonicalInverseDepth.narrowed(0, from: index, count: 1), width: photo.width,
                        height: photo.height, focalLength: Double(photo.width), unit: .width))
            }
        }
        try watch.time("write") {
            for (index, map) in maps.enumerated() {
                try map.writePNG16(to: folder.appendingPathComponent("\(index).png"))
            }
        }
    }

    private func stageTimes(
        _ network: DepthProNetwork, _ schedule: DepthProNetwork.Schedule
    ) throws -> [NetworkStage: Double] {
        let input = try self.input()
        let timer = StageTimer(network.configuration, device: plan.device, batch: plan.batch)
        _ = try timer.time { observer in try network(input, schedule: schedule, observe: observer) }
        return timer.durations.mapValues { $0 / .seconds(1) }
    }

    /// One batch, ready for the network.
    func input() throws -> Tensor { try input((0..<plan.batch).map { _ in try Photo(data: Data(plan.photo)) }) }

    private func input(_ photos: [Photo]) throws -> Tensor {
        let configuration = plan.subject.configuration
        let inputs = try photos.map {
            try ImageInput.tensor(
                $0.image, rows: configuration.inputRows, columns: configuration.inputColumns,
                antialiases: configuration.antialiasesInput, device: plan.device)
        }
        return try Tensor.concatenated(inputs, axis: 0).to(types.arithmetic)
    }

    private static func timed<Result>(_ body: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
        let start = ContinuousClock.now
        let result = try body()
        return (result, (ContinuousClock.now - start) / .seconds(1))
    }

    /// Seconds; joules are added by counter.
    func counted(
        _ counters: [EnergyCounter], _ joules: inout [String: Double], _ body: () throws -> Void
    ) throws -> Double {
        guard let counter = counters.first else { return try Self.timed(body).seconds }
        let (seconds, used) = try counter.joules { try counted(Array(counters.dropFirst()), &joules, body) }
        if let used { joules[counter.part, default: 0] += used }
        return seconds
    }

    // MARK: The result

    private func result(
        _ processor: String, _ load: Double, _ first: Double, _ totals: [Double], _ stages: [NetworkStage: Double],
        _ rate: Double, _ memory: (process: Int, device: Int?, reserved: DeviceMemory?), _ joules: [String: Double],
        _ sustained: BenchmarkResult.Sustained?
    ) -> BenchmarkResult {
        let configuration = plan.subject.configuration
        let batch = Double(plan.batch)
        let operations = configuration.operations
        let total = BenchmarkResult.Timing(totals)
        let network = BenchmarkResult.Timing(watch.times["network"] ?? totals)
        let around = { (name: String) in
            BenchmarkResult.Stage(name: name, time: .init(watch.times[name] ?? [0]), teraoperations: nil)
        }
        let inside = NetworkStage.all(configuration).compactMap { stage in
            stages[stage].map {
                BenchmarkResult.Stage(
                    name: "\(stage)", time: .init([$0]), teraoperations: operations[stage].map { $0 * batch / 1e12 })
            }
        }
        let parameters =
            (try? Checkpoint.wantedTensors(of: configuration))?
            .reduce(0) { $0 + $1.shape.reduce(1, *) } ?? 0
        return BenchmarkResult(
            processor: processor, device: "\(plan.device)", threads: LibTorch.threadCount,
            precision: types.description,
            libtorch: LibTorch.version, attention: plan.device.kind == .cpu ? LibTorch.attentionKernel : "libtorch",
            parameters: parameters, input: "\(configuration.inputColumns)×\(configuration.inputRows)",
            batch: plan.batch,
            repeats: plan.repeats, load: load, first: first, total: total, network: network,
            stages: ["decode", "resize"].map(around) + inside + ["metres", "write"].map(around),
            imagesPerSecond: batch / total.median,
            teraoperationsPerSecond: operations.values.reduce(0, +) * batch / 1e12 / network.median,
            matrixTeraoperationsPerSecond: rate / 1e12, peakProcessMemory: memory.process,
            peakDeviceMemory: memory.device, peakReservedMemory: memory.reserved?.peakReserved,
            joulesPerImage: joules.mapValues { $0 / batch },
            sustained: sustained)
    }
}
