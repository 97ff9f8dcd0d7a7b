import Benchmarking
import DepthPro
import Foundation
import Images
import Testing
import Torch

@Suite struct BenchmarkTests {
    /// A network of all parts, small enough for a test.
    static let tiny: DepthProConfiguration = {
        let encoder = VisionTransformerConfiguration(width: 64, depth: 2, heads: 1, imageSize: 64, patchSize: 16)
        return DepthProConfiguration(
            inputRows: 256, inputColumns: 256, patchEncoder: encoder, imageEncoder: encoder,
            fieldOfView: .init(encoder: encoder),
            scales: [
                .init(ratio: 0.25, overlap: 0, featureWidth: 32), .init(ratio: 0.5, overlap: 0.5, featureWidth: 32),
                .init(ratio: 1, overlap: 0.25, featureWidth: 16),
            ], hooks: [.init(block: 1, featureWidth: 16), .init(block: 0, featureWidth: 16)], mergePadding: 1,
            decoderWidth: 16)
    }()

    private func photo() throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).jpg")
        defer { try? FileManager.default.removeItem(at: file) }
        try RGBImage(width: 90, height: 60, filledWith: .white).writeJPEG(to: file)
        return [UInt8](try Data(contentsOf: file))
    }

    @Test func everyStageIsTimedAndTheirSumIsThePass() throws {
        let benchmark = try Benchmark(
            BenchmarkPlan(
                subject: .random(Self.tiny), device: .cpu, precision: .float32, photo: try photo(), batch: 2,
                repeats: 3, sustainedSeconds: 0.01
            ))
        let result = try benchmark.run(processor: "a processor")
        let names = result.stages.map(\.name)
        #expect(
            names == [
                "decode", "resize", "encoder, fine", "encoder, middle", "encoder, coarse", "encoder, image",
                "encoder, field of view", "tiles", "projections", "decoder", "head", "field of view", "metres", "write",
            ])
        #expect(result.stages.allSatisfy { $0.time.median > 0 })
        let inside = result.stages.dropFirst(2).dropLast(2).reduce(0) { $0 + $1.time.median }
        // One pass among busy neighbours: within a factor of five of the median of three.
        #expect(inside > result.network.fastest / 5 && inside < result.network.slowest * 5)
        #expect(result.total.fastest <= result.total.median && result.total.median <= result.total.slowest)
        #expect(result.total.fastest > result.network.fastest)
        #expect(result.imagesPerSecond > 0 && result.peakProcessMemory > 10_000_000)
        let sustained = try #require(result.sustained)
        #expect(sustained.imagesPerSecond > 0.2 * 2 / result.network.slowest)
        #expect(result.peakReservedMemory == nil && result.text.contains("sustained"))
        #expect(result.text.contains("encoder, fine") && result.text.contains("energy"))
    }

    /// The whole of DESIGN's count for Apple's network: 19.2 · 10¹², of which 14.1 in the transformers.
    @Test func operationsOfTheLargeNetwork() {
        let operations = DepthProConfiguration.large.operations
        let encoders = operations.filter { "\($0.key)".hasPrefix("encoder") }.values.reduce(0, +)
        #expect(abs(encoders / 1e12 - 14.1) < 0.2)
        #expect(abs(operations.values.reduce(0, +) / 1e12 - 19.2) < 0.3)
        #expect(DepthProConfiguration.large.tileCounts == [1, 9, 25])
    }

    /// Twice the batch is twice the work, whatever the passes are cut into.
    @Test func tilesOfAPassAreSharedAmongTheirLevels() throws {
        let network = try DepthProNetwork(Self.tiny, Parameters(source: RandomParameters()))
        let timer = StageTimer(Self.tiny, device: .cpu, batch: 1)
        let images = try Tensor.randomNormal([1, 3, 256, 256])
        _ = try withInferenceMode {
            try timer.time { try network(images, schedule: .init(tilesPerPass: 35, stripRows: 64), observe: $0) }
        }
        let fine = try #require(timer.durations[.patchEncoder(level: 2, of: 3)])
        let coarse = try #require(timer.durations[.patchEncoder(level: 0, of: 3)])
        #expect(abs(fine / coarse - 25) < 0.01)
    }

    /// A pass of six tiles of each of two images: the last of the fine level and five of the middle one.
    @Test func tilesOfABatchAreThoseOfOneImage() throws {
        let timer = StageTimer(Self.tiny, device: .cpu, batch: 2)
        try timer.time { observe in try observe("pass.24", Tensor.zeros([12, 1, 1])) }
        let fine = try #require(timer.durations[.patchEncoder(level: 2, of: 3)])
        let middle = try #require(timer.durations[.patchEncoder(level: 1, of: 3)])
        #expect(abs(middle / fine - 5) < 0.01)
        #expect(timer.durations[.patchEncoder(level: 0, of: 3)] == nil)
    }
}
