import Foundation
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

    /// Opens the file and touches every tensor; returns whether it could be opened.
    private func use(_ url: URL) -> Bool {
        guard let archive = try? TensorArchive.open(url) else { return false }
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
        let folder = try TemporaryFolder()
        let url = folder.url.appending(path: name)
        var random = SeededGenerator(seed: 7)
        var opened = 0
        for _ in 0..<Self.mutationsPerFile {
            try mutate(original, &random).write(to: url)
            opened += use(url) ? 1 : 0
        }
        // Damage must not be refused wholesale, or nothing behind the first check was tried; nor all accepted.
        #expect(opened < Self.mutationsPerFile)
        if name.hasSuffix(".pt") { #expect(opened > 0) }
    }

    @Test("Damaged pickles inside intact archives")
    func pickles() throws {
        typealias P = PickleBytes
        let tensor = P.tensor(P.storage(count: 4), shape: [2, 2], strides: [2, 1])
        let pickle = P.proto + P.dictionary(tensor) + P.text("b") + tensor + P.setItem + P.stop
        let folder = try TemporaryFolder()
        let url = folder.url.appending(path: "pickle.pt")
        var random = SeededGenerator(seed: 8)
        for _ in 0..<6000 {
            try P.file(mutate(pickle, &random), complete: false).write(to: url)
            _ = use(url)
        }
    }

    @Test("Damaged headers of JSON and NumPy files")
    func headers() throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 9)
        let safetensors = try FileFixtures.data("types.safetensors")
        let headerCount = safetensors.prefix(2).reversed().reduce(0) { $0 << 8 | Int($1) }
        let (header, tail) = (safetensors[8..<8 + headerCount], safetensors[(8 + headerCount)...])
        let file = folder.url.appending(path: "x.safetensors")
        let index = try FileFixtures.data("sharded/model.safetensors.index.json")
        let indexFile = folder.url.appending(path: "x.index.json")
        let array = try FileFixtures.data("fortran.npy")
        for _ in 0..<2000 {
            let damaged = mutate(header, &random)
            try (ZipBytes.le(UInt64(damaged.count), 8) + damaged + tail).write(to: file)
            _ = use(file)
            try mutate(index, &random).write(to: indexFile)
            _ = use(indexFile)
            _ = try? NPYArray(npyData: mutate(array, &random))
        }
    }
}
