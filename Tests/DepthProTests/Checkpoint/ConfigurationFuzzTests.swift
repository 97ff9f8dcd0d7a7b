import DepthPro
import Foundation
import TestSupport
import Testing
import Torch

/// Random damage to configurations and headers: an error or a network that runs, never a trap.
@Suite struct ConfigurationFuzzTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static var values: [Any] {
        [
            -1, 0, 1, 2, 3, 4, 5, 7, 8, 12, 16, 31, 32, 64, 100, 384, 1000, 4096, 65536, 16384, 1 << 30, 1 << 40,
            Int.max,
            Int.min,
            0.5, 0.25, 0.1, 0.3, 0.75, 0.999, 1e-300, 1e300, -1e300, 1e19, 1.5, "text", "", "12", "gelu", "swiglu",
            "relu",
            true, false, NSNull(), [Any](), [String: Any](), [1], [0.5, 1], [1, 1, 1, 1], [[1]],
        ]
    }

    /// One to three values of a JSON object, at any depth, replaced, removed or doubled.
    private static func mutated(_ object: Any, _ random: inout SeededGenerator) -> Any {
        if var members = object as? [String: Any], let key = members.keys.sorted().randomElement(using: &random) {
            if let inner = members[key], inner is [String: Any] || inner is [Any],
                Int.random(in: 0..<4, using: &random) > 0
            {
                members[key] = mutated(inner, &random)
            } else {
                members[key] = Int.random(in: 0..<8, using: &random) == 0 ? nil : values.randomElement(using: &random)
            }
            return members
        }
        if var list = object as? [Any], !list.isEmpty {
            let index = Int.random(in: list.indices, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: list.remove(at: index)
            case 1: list.append(list[index])
            default: list[index] = mutated(list[index], &random)
            }
            return list
        }
        return values.randomElement(using: &random) ?? 0
    }

    /// - Returns: Whether the checkpoint was accepted.
    private func opensOrRefuses(_ url: URL, _ description: @autoclosure () -> String) throws -> Bool {
        do throws(DepthProError) {
            let checkpoint = try Checkpoint(contentsOf: url)
            try checkpoint.validate()
            try run(checkpoint)
            return true
        } catch {
            #expect(error.message.contains(folder.url.lastPathComponent), "\(error.message) \(description())")
            #expect(!error.message.contains("\n"), "\(error.message)")
            return false
        }
    }

    /// What was accepted must also compute; large inputs are left out for their time.
    private func run(_ checkpoint: Checkpoint) throws(DepthProError) {
        let configuration = checkpoint.configuration
        guard configuration.inputRows * configuration.inputColumns <= 1 << 13 else { return }
        do {
            let network = try checkpoint.load(type: .float32, device: .cpu)
            let image = try Tensor.zeros([1, 3, configuration.inputRows, configuration.inputColumns])
            let schedule = DepthProNetwork.Schedule.fitting(configuration, batch: 1, budget: 64 << 20)
            try withInferenceMode { _ = try network(image, schedule: schedule) }
        } catch {
            Issue.record("\(configuration) was accepted and failed: \(error)")
        }
    }

    @Test(arguments: ["hf-nofov", "hf-swiglu-bn"]) func huggingFaceConfiguration(name: String) throws {
        let source = try Golden(name).checkpoint
        let copy = folder("hf")
        try FileManager.default.copyItem(at: source, to: copy)
        let original = try JSONSerialization.jsonObject(
            with: Data(contentsOf: source.appendingPathComponent("config.json")))
        let processor = try JSONSerialization.jsonObject(
            with: Data(contentsOf: source.appendingPathComponent("preprocessor_config.json")))
        var random = SeededGenerator(seed: 1)
        var accepted = 0
        for round in 0..<120 {
            var config = original
            for _ in 0..<Int.random(in: 1...3, using: &random) { config = Self.mutated(config, &random) }
            let size = round % 5 == 0 ? Self.mutated(processor, &random) : processor
            let text = try JSONSerialization.data(withJSONObject: config)
            try text.write(to: copy.appendingPathComponent("config.json"))
            try JSONSerialization.data(withJSONObject: size)
                .write(to: copy.appendingPathComponent("preprocessor_config.json"))
            if try opensOrRefuses(copy, String(decoding: text, as: UTF8.self)) { accepted += 1 }
        }
        #expect(accepted > 10 && accepted < 110, "\(accepted) of 120 accepted: too one-sided to be a test")
    }

    @Test func metadataConfiguration() throws {
        let original = try Checkpoint(contentsOf: Golden("hf-nofov").checkpoint)
        let ours = folder("a.safetensors")
        try original.write(to: ours, as: .safetensors)
        let archive = try TensorArchive.open(ours)
        let json = try #require(archive.metadata[DepthProConfiguration.metadataKey])
        let configuration = try JSONSerialization.jsonObject(with: Data(json.utf8))
        var random = SeededGenerator(seed: 2)
        var accepted = 0
        for _ in 0..<80 {
            let text = try JSONSerialization.data(withJSONObject: Self.mutated(configuration, &random))
            let url = folder("b.safetensors")
            let writer = try TensorArchiveWriter(
                to: url, format: .safetensors,
                tensors: archive.names.map {
                    let stored = try #require(archive[$0])
                    return .init(name: $0, scalarType: stored.scalarType, shape: stored.shape)
                },
                metadata: [DepthProConfiguration.metadataKey: String(decoding: text, as: UTF8.self)])
            for name in archive.names {
                try #require(archive[name]).withUnsafeBytes { try writer.write($0, to: name) }
            }
            try writer.commit()
            if try opensOrRefuses(url, String(decoding: text, as: UTF8.self)) { accepted += 1 }
        }
        #expect(accepted > 3 && accepted < 75, "\(accepted) of 80 accepted: too one-sided to be a test")
    }

    @Test(arguments: ["apple-basic", "apple-nofov"]) func headers(name: String) throws {
        let source = try Golden(name).checkpoint
        let original = try Data(contentsOf: source)
        // The header of safetensors is at the start; the pickle of a .pt too, and its directory at the end.
        let isZip = source.pathExtension == "pt"
        let places = isZip ? [0..<30_000, original.count - 20_000..<original.count] : [0..<20_000]
        let url = folder("a.\(source.pathExtension)")
        var random = SeededGenerator(seed: 3)
        for _ in 0..<60 {
            var data = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = places[Int.random(in: places.indices, using: &random)]
                data[Int.random(in: place, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            try data.write(to: url)
            do throws(DepthProError) {
                try Checkpoint(contentsOf: url).validate()
            } catch {
                #expect(error.message.contains(url.lastPathComponent) && !error.message.contains("\n"), "\(error)")
            }
        }
    }
}
