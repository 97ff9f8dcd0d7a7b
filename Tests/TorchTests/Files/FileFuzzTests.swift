import Foundation
import TestSupport
import Testing
import Torch

/// Random damage must end in an error or in tensors that can be read, and never in a trap, a hang or a large allocation.
@Suite("File fuzzing", .timeLimit(.minutes(2)))
struct FileFuzzTests {
    private static let mutationsPerFile = 1500

    /// Changes up to eight places: bytes flipped, replaced, removed, repeated, or made an extreme number.
    private func mutate(_ data: Data, _ random: inout SeededGenerator) -> Data {
        var bytes = [UInt8](data)
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            guard !bytes.isEmpty else { break }
            let position = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[position] = .random(in: 0...255, using: &random)
            case 2: bytes.remove(at: position)
            case 3: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: position)
            case 4:
                let extreme = [0x00, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
                for index in position..<min(position + 4, bytes.count) { bytes[index] = UInt8(extreme) }
            default:
                let end = min(position + Int.random(in: 1...32, using: &random), bytes.count)
                let target = Int.random(in: 0...bytes.count, using: &random)
                bytes.insert(contentsOf: bytes[position..<end], at: target)
            }
        }
        return Data(bytes)
    }

    /// Opens the contents of a file and touches every tensor; returns whether it could be opened.
    private func use(_ data: Data, _ name: String) -> Bool {
        guard let archive = try? TensorArchive.open(data, name: name) else { return false }
        for name in archive.names {
            guard let tensor = archive[name], tensor.byteCount < 1 << 24 else { continue }
            _ = tensor.contiguousData()
        }
        return true
    }

    @Test(
        "Damaged archives",
        arguments: ["types.pt", "views.pt", "protocol5.pt", "types.safetensors", "compressed.npz", "stored.npz"])
    func archives(name: String) throws {
        let original = try FileFixtures.data(name)
        var random = SeededGenerator(seed: 7)
        var opened = 0
        for _ in 0..<Self.mutationsPerFile {
            opened += use(mutate(original, &random), name) ? 1 : 0
        }
        // Damage must not be refused wholesale, or nothing behind the first check was tried; nor all accepted.
        #expect(opened < Self.mutationsPerFile)
        if name.hasSuffix(".pt") { #expect(opened > 0) }
    }

    @Test("Damaged pickles inside intact archives")
    func pickles() {
        typealias P = PickleBytes
        let tensor = P.tensor(P.storage(count: 4), shape: [2, 2], strides: [2, 1])
        let pickle = P.proto + P.dictionary(tensor) + P.text("b") + tensor + P.setItem + P.stop
        var random = SeededGenerator(seed: 8)
        for _ in 0..<6000 {
            _ = use(P.file(mutate(pickle, &random), complete: false), "pickle.pt")
        }
    }

    @Test("Damaged indices of sharded checkpoints")
    func indices() throws {
        let folder = try TemporaryFolder()
        for name in ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"] {
            _ = try folder.file(name, FileFixtures.data("sharded/\(name)"))
        }
        let index = try FileFixtures.data("sharded/model.safetensors.index.json")
        var random = SeededGenerator(seed: 10)
        for round in 0..<1000 {
            _ = try? TensorArchive.open(try folder.file("\(round).json", mutate(index, &random)))
        }
    }

    @Test("Damaged headers of safetensors and NumPy files")
    func headers() throws {
        var random = SeededGenerator(seed: 9)
        let safetensors = try FileFixtures.data("types.safetensors")
        let headerCount = safetensors.prefix(2).reversed().reduce(0) { $0 << 8 | Int($1) }
        let (header, tail) = (safetensors[8..<8 + headerCount], safetensors[(8 + headerCount)...])
        let array = try FileFixtures.data("fortran.npy")
        for _ in 0..<2000 {
            let damaged = mutate(header, &random)
            _ = use(ZipBytes.le(UInt64(damaged.count), 8) + damaged + tail, "x.safetensors")
            _ = try? NPYArray(npyData: mutate(array, &random))
        }
    }
}
