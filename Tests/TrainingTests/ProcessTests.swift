import DepthPro
import Foundation
import Scenes
import Testing
import Torch
import Training

/// `depthpro train` as processes of its own: killed at any moment, and several together.
@Suite(.serialized) struct ProcessTests {
    /// Starts the program on the recipe of `data`; one thread each, as many run beside each other.
    private static func start(_ data: TinyData, output: URL? = nil, environment: [String: String] = [:]) throws
        -> Process
    {
        let process = Process()
        process.executableURL = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "depthpro")
        process.arguments = [
            "train", data.folder.appending(path: "recipe.yaml").path, "--output", (output ?? data.output).path,
            "--device", "cpu", "--threads", "1", "--workers", "1", "--quiet",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardError = Pipe()
        try process.run()
        return process
    }

    private static func wait(_ process: Process, seconds: Double = 240) throws {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    private static func weights(_ folder: URL) throws -> [String: [UInt8]] {
        let archive = try TensorArchive.open(folder.appending(path: "model.safetensors"))
        return Dictionary(
            uniqueKeysWithValues: archive.names.map { ($0, archive[$0].map { Array($0.contiguousData()) } ?? []) })
    }

    /// Twenty kills without warning, at random moments, also while a checkpoint is being written.
    @Test func killedRunsEndWithTheSameWeights() throws {
        let whole = try TinyData()
        try whole.writeRecipe(steps: 300)
        try Self.wait(Self.start(whole))
        let expected = try Self.weights(whole.output)

        let killed = try TinyData()
        try killed.writeRecipe(steps: 300)
        var random = SeededGenerator(seed: 12)
        var kills = 0
        for _ in 0..<20 {
            let process = try Self.start(killed)
            Thread.sleep(forTimeInterval: 0.3 + Double(random.next() % 900) / 1000)
            if process.isRunning { kills += 1 }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        #expect(kills > 5, "most runs ended before they were killed")
        let last = try Self.start(killed)
        try Self.wait(last)
        #expect(last.terminationStatus == 0)
        #expect(try Self.weights(killed.output) == expected)
        let leftovers = try FileManager.default.contentsOfDirectory(
            atPath: killed.output.appending(path: "checkpoints").path)
        #expect(leftovers.filter { $0.hasSuffix(".safetensors") && !$0.hasPrefix(".") }.count <= 2)
    }

    /// The shipped recipe, from worlds rendered on the way to a model that can be opened.
    @Test func theSmokeRecipeLearns() throws {
        let data = try TinyData()
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        try FileManager.default.removeItem(at: data.folder.appending(path: "manifest.jsonl"))
        try FileManager.default.copyItem(
            at: root.appending(path: "Recipes/smoke.yaml"), to: data.folder.appending(path: "recipe.yaml"))
        let process = try Self.start(data)
        try Self.wait(process, seconds: 600)
        #expect(process.terminationStatus == 0)
        let history = try RunHistory(contentsOf: data.output.appending(path: "history.jsonl"))
        let errors = history.evaluations.compactMap { $0.metrics["inverse_mae"] }
        let first = try #require(errors.first)
        let last = try #require(errors.last)
        #expect(last < 0.6 * first, "held-back error, in 1/m: \(errors)")
        #expect(history.evaluations.contains { $0.metrics["focal_error"] != nil })
        let names = try FileManager.default.contentsOfDirectory(atPath: data.output.path)
        #expect(Set(names).isSuperset(of: ["report.html", "events", "model.safetensors", "pictures", "recipe.yaml"]))
        try Checkpoint(contentsOf: data.output.appending(path: "model.safetensors")).validate()
    }

    private static func environment(rank: Int, port: Int) -> [String: String] {
        [
            "RANK": "\(rank)", "WORLD_SIZE": "2", "LOCAL_RANK": "\(rank)", "MASTER_ADDR": "127.0.0.1",
            "MASTER_PORT": "\(port)",
        ]
    }

    @Test func twoProcessesEqualOneWithTheWholeBatch() throws {
        let one = try TinyData()
        try one.writeRecipe(steps: 6)
        try Self.wait(Self.start(one))
        let two = try TinyData()
        try two.writeRecipe(steps: 6)
        let port = Int.random(in: 20_000..<32_000)
        let processes = try (0..<2).map { try Self.start(two, environment: Self.environment(rank: $0, port: port)) }
        for process in processes { try Self.wait(process) }
        #expect(processes.map(\.terminationStatus) == [0, 0])
        try TrainerTests.expectClose(Self.weights(one.output), Self.weights(two.output))
    }

    @Test func aDeadPeerEndsTheRunWithACheckpoint() throws {
        let data = try TinyData()
        try data.writeRecipe(steps: 100_000)
        let port = Int.random(in: 20_000..<32_000)
        let processes = try (0..<2).map { try Self.start(data, environment: Self.environment(rank: $0, port: port)) }
        let checkpoints = data.output.appending(path: "checkpoints")
        let deadline = Date(timeIntervalSinceNow: 120)
        while (try? FileManager.default.contentsOfDirectory(atPath: checkpoints.path))?.isEmpty ?? true,
            Date() < deadline
        {
            Thread.sleep(forTimeInterval: 0.05)
        }
        kill(processes[1].processIdentifier, SIGKILL)
        try Self.wait(processes[0], seconds: 120)
        #expect(processes[0].terminationReason == .exit)
        #expect(processes[0].terminationStatus != 0)
        let pipe = try #require(processes[0].standardError as? Pipe)
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        #expect(text.contains("Another process of the run is gone"), "\(text)")
        #expect(text.split(separator: "\n").count == 1, "\(text)")
        let names = try FileManager.default.contentsOfDirectory(atPath: checkpoints.path).sorted()
        let archive = try TensorArchive.open(checkpoints.appending(path: try #require(names.last)))
        #expect(archive.names.contains("weight/head.4.bias"))
    }
}
