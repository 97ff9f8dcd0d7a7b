import DepthPro
import Foundation
import Images
import TestSupport
import Testing
import Torch

@Suite struct QuantizationTests {
    private func photo(in folder: URL) throws -> URL {
        let url = folder.appendingPathComponent("photo.png")
        let pixels = (0..<96 * 64 * 3).map { (index: Int) -> UInt8 in UInt8((index * 7 + index * index / 31) % 256) }
        try RGBImage(width: 96, height: 64, pixels: pixels).writePNG(to: url)
        return url
    }

    private func network(_ url: URL, _ input: Tensor) throws -> Tensor {
        let network = try Checkpoint(contentsOf: url).load(type: .float32, device: .cpu)
        return try withInferenceMode { try network(input).canonicalInverseDepth }
    }

    @Test func integersStandForNearlyTheSameNetwork() throws {
        let folder = try TemporaryFolder()
        let golden = try Golden("hf-basic")
        let output = folder.url.appendingPathComponent("int8.safetensors")
        let original = try Checkpoint(contentsOf: golden.checkpoint)
        var parts: [Double] = []
        try original.quantize(to: output, calibratingOn: [photo(in: folder.url)]) { parts.append($0) }
        #expect(parts == parts.sorted() && parts.last == 1)

        let quantized = try Checkpoint(contentsOf: output)
        #expect((quantized.scalarTypes[.int8] ?? 0) > 0)
        #expect(quantized.configuration == original.configuration)
        let input = try (golden.tensor("input").to(.float32) - 128) / 128
        let right = try network(golden.checkpoint, input)
        let close = try network(output, input)
        let deviation = try (close - right).abs().mean().item() / right.abs().mean().item()
        // Eight bits keep each matrix and input to about 1 %; not nothing, or integers would not have been used.
        #expect(deviation > 1e-6 && deviation < 0.05)
    }

    /// Norms and weights share the smoothing factors: what remains is the rounding, at most half a step of a row.
    @Test func readBackAsNumbersItComputesTheSame() throws {
        let folder = try TemporaryFolder()
        let golden = try Golden("hf-basic")
        let output = folder.url.appendingPathComponent("int8.safetensors")
        try Checkpoint(contentsOf: golden.checkpoint).quantize(to: output, calibratingOn: [photo(in: folder.url)])
        let widened = folder.url.appendingPathComponent("float.safetensors")
        try Checkpoint(contentsOf: output).write(to: widened, as: .safetensors)
        #expect(try Checkpoint(contentsOf: widened).scalarTypes[.int8] == nil)
        let input = try (golden.tensor("input").to(.float32) - 128) / 128
        let right = try network(golden.checkpoint, input)
        let close = try network(widened, input)
        #expect(try (close - right).abs().mean().item() / right.abs().mean().item() < 0.05)
    }

    @Test func refusals() throws {
        let folder = try TemporaryFolder()
        let golden = try Golden("hf-basic")
        let checkpoint = try Checkpoint(contentsOf: golden.checkpoint)
        let output = folder.url.appendingPathComponent("int8.safetensors")
        #expect(throws: DepthProError.self) { try checkpoint.quantize(to: output, calibratingOn: []) }
        let missing = folder.url.appendingPathComponent("missing.png")
        #expect(throws: ImageError.self) { try checkpoint.quantize(to: output, calibratingOn: [missing]) }
        #expect(!FileManager.default.fileExists(atPath: output.path))
        let photo = try photo(in: folder.url)
        try checkpoint.quantize(to: output, calibratingOn: [photo])
        #expect(throws: DepthProError.self) { try checkpoint.quantize(to: output, calibratingOn: [photo]) }
        let twice = folder.url.appendingPathComponent("twice.safetensors")
        #expect(throws: DepthProError.self) {
            try Checkpoint(contentsOf: output).quantize(to: twice, calibratingOn: [photo])
        }
    }

    /// An even range is kept whole; a single number far out is cut off where that helps the others.
    @Test func rangesOfBytes() {
        let even = (0..<1000).map { Float($0) / 100 }
        #expect(ByteRange(of: even).zero == 0)
        #expect(abs(ByteRange(of: even).scale - 9.99 / 255) < 1e-6)
        let narrow = (0..<100_000).map { Float($0 % 200 - 100) / 100 }
        let outlier = ByteRange(of: narrow + [40])
        #expect(outlier.scale < 0.96 * 41 / 255)
        let none = ByteRange(of: [])
        #expect(none.scale > 0 && none.zero == 0)
    }

    /// However many channels there are, the numbers kept are of all of them.
    @Test(arguments: [(4096, 1024), (577 * 1024, 1024), (10_000, 96), (577 * 4096, 4096), (12, 3), (1_000_000, 7)])
    func samplesMeetEveryChannel(count: Int, channels: Int) {
        let step = InputSamples.step(count: count, channels: channels)
        #expect(step >= 1 && step <= max(1, count / 4096) + channels)
        let met = Set(stride(from: 0, to: count, by: step).map { $0 % channels })
        #expect(met.count == min(channels, (count + step - 1) / step))
    }
}
