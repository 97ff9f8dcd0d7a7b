import DepthPro
import Foundation
import Scenes
import Synchronization
import Testing
import Torch
import Training

/// Whole runs on a tiny data set.
@Suite(.serialized) struct TrainerTests {
    private static func run(_ data: TinyData, stopAfter: Int? = nil) async throws -> [TrainingEvent] {
        // Threads that wait for each other beside other tests' cost more than they bring to a network this small.
        try LibTorch.load()
        LibTorch.setThreadCount(1)
        var options = Trainer.Options()
        options.workers = 1
        options.device = .cpu
        let trainer = try Trainer(
            recipe: data.folder.appending(path: "recipe.yaml"), output: data.output, options: options)
        let events = Mutex<[TrainingEvent]>([])
        let steps = Mutex(0)
        try await trainer.run(shouldStop: { steps.withLock { $0 >= stopAfter ?? .max } }) { event in
            if case .step = event { steps.withLock { $0 += 1 } }
            events.withLock { $0.append(event) }
        }
        return events.withLock { $0 }
    }

    private static func weights(_ data: TinyData) throws -> [String: [UInt8]] {
        let archive = try TensorArchive.open(data.output.appending(path: "model.safetensors"))
        return Dictionary(
            uniqueKeysWithValues: archive.names.map { ($0, archive[$0].map { Array($0.contiguousData()) } ?? []) })
    }

    @Test func learnsWhatThereIsToLearn() async throws {
        let data = try TinyData()
        try data.writeRecipe(
            steps: 200,
            extra: """
                validation:
                  every: 20
                  samples: 2
                  pictures: 1
                  data: [{ name: unseen, manifest: ., only: [wall10, wall11] }]
                """)
        let events = try await Self.run(data)
        let losses = events.compactMap { event -> Double? in
            if case .step(let facts) = event { facts.loss } else { nil }
        }
        #expect(losses.count == 200)
        let begin = losses.prefix(10).reduce(0, +)
        let end = losses.suffix(10).reduce(0, +)
        #expect(end < 0.6 * begin, "the loss went from \(begin / 10) to \(end / 10)")
        let measured = events.compactMap { event -> EvaluationFacts? in
            if case .evaluation(let facts) = event { facts } else { nil }
        }
        let first = try #require(measured.first?.metrics["abs_rel"])
        let facts = try #require(measured.last)
        #expect(facts.samples == 2 && facts.pictures.count == 1)
        #expect(
            FileManager.default.fileExists(atPath: data.output.appending(path: "pictures/\(facts.pictures[0])").path))
        let last = try #require(facts.metrics["abs_rel"])
        #expect(last < 0.8 * first, "the validation error went from \(first) to \(last)")
        let checkpoint = try Checkpoint(contentsOf: data.output.appending(path: "model.safetensors"))
        try checkpoint.validate()
    }

    /// Stopped at two dozen different places, three times in each run.
    @Test func resumesExactly() async throws {
        let whole = try TinyData()
        try whole.writeRecipe(stage: Self.secondStage)
        _ = try await Self.run(whole)
        let expected = try Self.weights(whole)
        var random = SeededGenerator(seed: 8)
        for _ in 0..<8 {
            let data = try TinyData()
            try data.writeRecipe(stage: Self.secondStage)
            for _ in 0..<3 { _ = try await Self.run(data, stopAfter: 1 + Int(random.next() % 5)) }
            _ = try await Self.run(data)
            #expect(try Self.weights(data) == expected)
        }
    }

    static let secondStage = """
          - name: field
            trains: field-of-view
            steps: 5
            batch: 2
            optimizer: muon
            learning-rate: { encoder: 1e-3, decoder: 1e-3 }
            clip: 100
        """

    @Test func theFieldOfViewStageLeavesDepthAlone() async throws {
        let data = try TinyData()
        try data.writeRecipe(steps: 2, stage: Self.secondStage)
        _ = try await Self.run(data, stopAfter: 2)
        let before = try TensorArchive.open(data.output.appending(path: "checkpoints/step-00000002.safetensors"))
        // The encoder for it begins as the image encoder.
        for name in before.names where name.hasPrefix("weight/fov.encoder.0.") {
            let model = name.replacingOccurrences(of: "fov.encoder.0.", with: "encoder.image_encoder.")
            #expect(before[name]?.contiguousData() == before[model]?.contiguousData(), "\(name)")
        }
        _ = try await Self.run(data)
        let after = try Self.weights(data)
        var moved: Set<String> = []
        for (name, bytes) in after where before["weight/\(name)"].map({ Array($0.contiguousData()) }) != bytes {
            moved.insert(name)
        }
        #expect(!moved.isEmpty)
        #expect(moved.allSatisfy { $0.hasPrefix("fov.") }, "\(moved.filter { !$0.hasPrefix("fov.") })")
    }

    /// Where asked for, a doubling gives four pixels alike to the end, whatever moves it, and learns; else the four part.
    @Test(arguments: ["adam", "muon"]) func doublingsStayEven(optimizer: String) async throws {
        func kernels(_ more: String, steps: Int) async throws -> [[Float]] {
            let data = try TinyData()
            let recipe = try data.writeRecipe(steps: steps)
            let text = try String(contentsOf: recipe, encoding: .utf8)
                .replacing("    clip: 1\n", with: "    clip: 1\n    optimizer: \(optimizer)\n\(more)")
            try Data(text.utf8).write(to: recipe)
            _ = try await Self.run(data)
            let archive = try TensorArchive.open(data.output.appending(path: "model.safetensors"))
            return try archive.names.filter { $0.hasSuffix(".deconv.weight") || $0 == "head.1.weight" }.sorted().map {
                try Tensor(#require(archive[$0])).floats()
            }
        }
        func areEven(_ kernel: [Float]) -> Bool {
            stride(from: 0, to: kernel.count, by: 4).allSatisfy { Set(kernel[$0..<$0 + 4]).count == 1 }
        }
        let even = try await kernels("    even-doublings: true\n", steps: 6)
        #expect(even.count >= 2 && even.allSatisfy(areEven))
        let early = try await kernels("    even-doublings: true\n", steps: 1)
        #expect(zip(even, early).allSatisfy { $0 != $1 })
        let free = try await kernels("", steps: 6)
        #expect(!free.contains(where: areEven))
    }

    @Test func keepsTheLastCheckpoints() async throws {
        let data = try TinyData()
        try data.writeRecipe()
        _ = try await Self.run(data)
        let names = try FileManager.default.contentsOfDirectory(atPath: data.output.appending(path: "checkpoints").path)
        #expect(names.sorted() == ["step-00000008.safetensors", "step-00000010.safetensors"])
    }

    @Test func anotherRecipesFolderIsRefused() async throws {
        let data = try TinyData()
        try data.writeRecipe(steps: 1)
        _ = try await Self.run(data)
        try data.writeRecipe(steps: 2)
        await #expect { try await Self.run(data) } throws: { error in
            (error as? TrainingError)?.code == .unreadableRun && "\(error)".contains("--output")
        }
    }

    @Test func gradientsAccumulatedEqualThoseOfOneBatch() async throws {
        let one = try TinyData()
        try one.writeRecipe(steps: 3)
        _ = try await Self.run(one)
        let two = try TinyData()
        try two.writeRecipe(steps: 3, stage: "    accumulation: 2")
        _ = try await Self.run(two)
        try Self.expectClose(Self.weights(one), Self.weights(two))
    }

    @Test func recomputingBlocksChangesNothing() async throws {
        let one = try TinyData()
        try one.writeRecipe(steps: 3)
        _ = try await Self.run(one)
        let two = try TinyData()
        try two.writeRecipe(steps: 3, stage: "    recompute: true")
        _ = try await Self.run(two)
        try Self.expectClose(Self.weights(one), Self.weights(two))
    }

    /// Adam divides by the gradient's own size: where that is rounding, a step may differ by all of itself.
    static func expectClose(_ a: [String: [UInt8]], _ b: [String: [UInt8]]) throws {
        #expect(a.keys == b.keys)
        var differences: [Float] = []
        for (name, bytes) in a {
            let other = try #require(b[name])
            let x = bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
            let y = other.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
            differences += zip(x, y).map { abs($0 - $1) }
        }
        let sorted = differences.sorted()
        #expect(sorted[sorted.count * 99 / 100] < 1e-4, "99 of 100 weights")
        #expect(sorted[sorted.count - 1] < 2e-2, "the worst weight")
    }
}
