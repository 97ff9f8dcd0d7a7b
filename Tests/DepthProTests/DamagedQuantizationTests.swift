import DepthPro
import Foundation
import Images
import TestSupport
import Testing
import Torch

/// Checkpoints of 8-bit integers whose integers, scales or ranges are damaged: one clear error, or a network.
@Suite struct DamagedQuantizationTests {
    private let folder: TemporaryFolder
    private let archive: TensorArchive

    init() throws {
        folder = try TemporaryFolder()
        let photo = folder("photo.png")
        try RGBImage(width: 32, height: 32, pixels: (0..<32 * 32 * 3).map { UInt8($0 * 7 % 256) }).writePNG(to: photo)
        let url = folder("int8.safetensors")
        try Checkpoint(contentsOf: Golden("hf-basic").checkpoint).quantize(to: url, calibratingOn: [photo])
        archive = try TensorArchive.open(url)
    }

    /// The file again, with one tensor's bytes, shape or type replaced.
    private func copy(replacing name: String, shape: [Int]? = nil, type: ScalarType? = nil, bytes: Data) throws -> URL {
        let url = folder("damaged.safetensors")
        let writer = try TensorArchiveWriter(
            to: url, format: .safetensors,
            tensors: archive.names.map {
                let stored = try #require(archive[$0])
                let isIt = $0 == name
                return .init(
                    name: $0, scalarType: isIt ? type ?? stored.scalarType : stored.scalarType,
                    shape: isIt ? shape ?? stored.shape : stored.shape)
            },
            metadata: archive.metadata)
        for own in archive.names {
            if own == name {
                try bytes.withUnsafeBytes { try writer.write($0, to: own) }
            } else {
                try #require(archive[own]).withUnsafeBytes { try writer.write($0, to: own) }
            }
        }
        try writer.commit()
        return url
    }

    private func bytes(_ values: [Float]) -> Data { values.withUnsafeBytes { Data($0) } }

    private func first(_ suffix: String) throws -> String {
        try #require(archive.names.first { $0.hasSuffix(suffix) })
    }

    static let ranges: [[Float]] = [
        [.nan, 3], [.infinity, 3], [0, 3], [-1, 3], [0.1, .nan], [0.1, -.infinity], [0.1, 1e30], [0.1, 256], [0.1, -1],
        [0.1, 2.5],
    ]

    @Test(arguments: ranges) func inputRanges(values: [Float]) throws {
        let name = try first(".weight_input")
        let url = try copy(replacing: name, bytes: bytes(values))
        let error = #expect(throws: TorchError.self) {
            _ = try Checkpoint(contentsOf: url).load(type: .float32, device: .cpu)
        }
        #expect(error?.message.contains(name) == true, "\(error as Any)")
    }

    @Test func scalesThatAreNotFinite() throws {
        let name = try first(".weight_scale")
        let count = try #require(archive[name]?.elementCount)
        let values = [Float](repeating: 0.1, count: count - 1) + [.nan]
        let url = try copy(replacing: name, bytes: bytes(values))
        let error = #expect(throws: TorchError.self) {
            _ = try Checkpoint(contentsOf: url).load(type: .float32, device: .cpu)
        }
        #expect(error?.message.contains(name) == true, "\(error as Any)")
    }

    /// Integers where a vector, a number or a window of weights is wanted.
    @Test(arguments: ["encoder.patch_encoder.norm.weight", "decoder.fusions.0.resnet1.residual.1.weight"])
    func integersThatAreNoMatrix(name: String) throws {
        let shape = try #require(archive[name]?.shape)
        for own in [shape, [], [0]] {
            let url = try copy(
                replacing: name, shape: own, type: .int8, bytes: Data(count: own.reduce(1, *)))
            let error = #expect(throws: DepthProError.self) { try Checkpoint(contentsOf: url).validate() }
            #expect(error?.code == .mismatchedTensors)
            #expect(error?.message.contains(name) == true, "\(error as Any)")
        }
    }

    @Test func mutations() throws {
        var random = SeededGenerator(seed: 11)
        let names = archive.names.filter { $0.hasSuffix(".weight_input") || $0.hasSuffix(".weight_scale") }
        var accepted = 0
        for _ in 0..<60 {
            let name = try #require(names.randomElement(using: &random))
            var data = try #require(archive[name]).contiguousData()
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                data[Int.random(in: data.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do throws(TorchError) {
                try load(copy(replacing: name, bytes: data))
                accepted += 1
            } catch {
                #expect(error.message.contains(name))
            }
        }
        #expect(accepted > 5 && accepted < 60, "\(accepted) of 60 accepted: too one-sided to be a test")
    }

    private func load(_ url: @autoclosure () throws -> URL) throws(TorchError) {
        do {
            _ = try Checkpoint(contentsOf: url()).load(type: .float32, device: .cpu)
        } catch let error as TorchError {
            throw error
        } catch {
            Issue.record("\(error)")
        }
    }
}
