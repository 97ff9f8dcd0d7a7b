import Foundation
import Testing
import Torch

/// Files written by PyTorch, safetensors and NumPy themselves.
@Suite("Golden files")
struct GoldenFileTests {
    @Test(
        "Every tensor is read as its writer meant it",
        arguments: [
            "types.pt", "views.pt", "state.pt", "protocol5.pt", "parameters.pt", "checkpoint.pt",
            "one-dictionary.pt", "empty.pt", "types.safetensors", "sharded", "sharded-bin", "compressed.npz",
            "stored.npz",
        ])
    func archives(name: String) throws {
        let expected = try #require(FileFixtures.expected()[name])
        let archive = try TensorArchive.open(FileFixtures.url(name))
        #expect(archive.names == expected.map(\.name))
        for tensor in expected {
            let stored = try #require(archive[tensor.name])
            #expect(stored.scalarType.rawValue == tensor.type, "\(tensor.name)")
            #expect(stored.shape == tensor.shape, "\(tensor.name)")
            #expect(stored.byteCount == tensor.bytes.count / 2, "\(tensor.name)")
            #expect(stored.contiguousData().hexadecimal == tensor.bytes, "\(tensor.name)")
        }
        #expect(archive["no such name"] == nil)
    }

    @Test("Single arrays are read", arguments: ["fortran.npy", "version2.npy", "version3.npy"])
    func arrays(name: String) throws {
        let expected = try #require(FileFixtures.expected()[name]?.first)
        for array in [try NPYArray(contentsOf: FileFixtures.url(name)), try NPYArray(npyData: FileFixtures.data(name))]
        {
            #expect(array.scalarType.rawValue == expected.type)
            #expect(array.shape == expected.shape)
            #expect(array.data.hexadecimal == expected.bytes)
        }
    }

    @Test("Formats, files and metadata are reported")
    func facts() throws {
        #expect(try TensorArchive.open(FileFixtures.url("types.pt")).format == .pytorch)
        #expect(try TensorArchive.open(FileFixtures.url("compressed.npz")).format == .npz)
        let single = try TensorArchive.open(FileFixtures.url("types.safetensors"))
        #expect(single.format == .safetensors)
        #expect(single.metadata == ["quoted": "a \"b\"\n\tc\u{1} é"])
        let index = try TensorArchive.open(FileFixtures.url("sharded/model.safetensors.index.json"))
        #expect(index.format == .safetensors)
        #expect(index.metadata == ["format": "pt"])
        #expect(
            index.files.map(\.lastPathComponent).sorted() == [
                "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
            ])
    }

    @Test("Views keep their strides and share their bytes")
    func views() throws {
        let archive = try TensorArchive.open(FileFixtures.url("views.pt"))
        let transposed = try #require(archive["transposed"])
        #expect(transposed.strides == [1, 12, 4])
        #expect(!transposed.isContiguous)
        let (whole, tied) = (try #require(archive["whole"]), try #require(archive["tied"]))
        #expect(whole.isContiguous)
        let addresses = [whole, tied].map { $0.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } }
        #expect(addresses[0] == addresses[1])
        #expect(addresses[0] % 64 == 0)
    }

    @Test("Pages can be given back and are read again")
    func discard() throws {
        let archive = try TensorArchive.open(FileFixtures.url("types.pt"))
        let tensor = try #require(archive["float32"])
        let before = tensor.contiguousData()
        tensor.discardPages()
        #expect(tensor.contiguousData() == before)
    }

    @Test("Values come out as Swift numbers")
    func values() throws {
        let archive = try TensorArchive.open(FileFixtures.url("compressed.npz"))
        let floats = NPYArray(try #require(archive["float32"]))
        #expect(floats.values() == [0, -1, 2, 3.5, -100, 7.25] as [Float])
        #expect(floats.values(as: Double.self) == nil)
        #expect(NPYArray(try #require(archive["row"])).values() == [0, 1, 2] as [Int32])
        #expect(NPYArray(try #require(archive["empty"])).values() == [] as [Float])
    }

    @Test("Files that are not dictionaries of tensors are refused with their reason")
    func refused() {
        let cases: [(name: String, code: FileFormatError.Code, words: String)] = [
            ("legacy.pt", .unsupported, "old format"),
            ("list.pt", .unsupported, "does not hold a dictionary"),
            ("two-dictionaries.pt", .unsupported, "ema, weights"),
            ("complex.pt", .refused, "torch.ComplexFloatStorage"),
            ("module.pt", .refused, "torch.nn.modules.container.Sequential"),
            ("command.pt", .refused, "posix.system"),
            ("fortran.npy", .unsupported, "one array"),
            ("expected.json", .unsupported, "weight_map"),
        ]
        for (name, code, words) in cases {
            expectFailure(code, naming: name, saying: words) { try TensorArchive.open(FileFixtures.url(name)) }
        }
        for (name, code, words) in [
            ("object.npy", .refused, "Python objects"), ("big-endian.npy", .unsupported, "big-endian"),
            ("record.npy", .unsupported, "records"), ("types.pt", .unsupported, "not a NumPy array"),
        ] as [(String, FileFormatError.Code, String)] {
            expectFailure(code, naming: name, saying: words) { try NPYArray(contentsOf: FileFixtures.url(name)) }
        }
    }
}
