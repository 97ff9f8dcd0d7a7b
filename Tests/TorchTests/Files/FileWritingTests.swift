import Foundation
import TestSupport
import Testing
import Torch

/// Files written here; Resources/Files/written holds the same, verified by Scripts/files-check-written.py.
@Suite("File writing")
struct FileWritingTests {
    private typealias Description = TensorArchiveWriter.Description

    /// Set to a folder to write the files of Resources/Files/written anew.
    private static let record = ProcessInfo.processInfo.environment["RECORD_WRITTEN_FILES"]

    private func copy(
        _ archive: TensorArchive, _ names: [String], to url: URL, _ format: TensorArchive.Format,
        metadata: [String: String] = [:], zip64Limit: Int = Int(UInt32.max)
    ) throws {
        var tensors: [Description] = []
        for name in names {
            let tensor = try #require(archive[name])
            tensors.append(Description(name: name, scalarType: tensor.scalarType, shape: tensor.shape))
        }
        let writer = try TensorArchiveWriter(
            to: url, format: format, tensors: tensors, metadata: metadata, zip64Limit: zip64Limit)
        // Any order will do.
        for name in names.reversed() {
            let data = try #require(archive[name]).contiguousData()
            try data.withUnsafeBytes { try writer.write($0, to: name) }
        }
        try writer.commit()
    }

    private func expectEqual(_ one: TensorArchive, _ other: TensorArchive, names: [String]) throws {
        for name in names {
            let (left, right) = (try #require(one[name]), try #require(other[name]))
            #expect(left.scalarType == right.scalarType)
            #expect(left.shape == right.shape)
            #expect(left.contiguousData() == right.contiguousData(), "\(name)")
        }
    }

    /// Compares a file just written with the committed one, or replaces that.
    private func check(_ url: URL, sameBytes: Bool = true) throws {
        if let record = Self.record {
            let target = URL(filePath: record).appending(path: url.lastPathComponent)
            try? FileManager.default.removeItem(at: target)
            try FileManager.default.copyItem(at: url, to: target)
        } else if sameBytes {
            #expect(try Data(contentsOf: url) == FileFixtures.data("written/\(url.lastPathComponent)"))
        }
    }

    @Test("A safetensors file equals the reference implementation's, byte for byte")
    func safetensors() throws {
        let folder = try TemporaryFolder()
        let url = folder.url.appending(path: "types.safetensors")
        let source = try TensorArchive.open(FileFixtures.url("types.safetensors"))
        try copy(source, source.names.sorted(), to: url, .safetensors, metadata: source.metadata)
        #expect(try Data(contentsOf: url) == FileFixtures.data("types.safetensors"))
        #expect(try folder.contents == ["types.safetensors"])
    }

    @Test("A PyTorch file round-trips, plain and zip64", arguments: [Int(UInt32.max), 0])
    func pytorch(zip64Limit: Int) throws {
        let folder = try TemporaryFolder()
        let url = folder.url.appending(path: zip64Limit == 0 ? "zip64.pt" : "plain.pt")
        let source = try TensorArchive.open(FileFixtures.url("types.pt"))
        let views = try TensorArchive.open(FileFixtures.url("views.pt"))
        let names = source.names.filter { !$0.hasPrefix("uint") && !$0.hasPrefix("float8") } + ["uint8"]
        try copy(source, names, to: url, .pytorch, zip64Limit: zip64Limit)
        let read = try TensorArchive.open(url)
        #expect(read.names == names)
        try expectEqual(read, source, names: names)
        for name in names {
            // Alignment is what makes mapped tensors usable in place.
            let stored = try #require(read[name])
            #expect(stored.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) % 64 } == 0)
        }
        try check(url)

        let other = folder.url.appending(path: zip64Limit == 0 ? "views-zip64.pt" : "views.pt")
        try copy(views, views.names, to: other, .pytorch, zip64Limit: zip64Limit)
        try expectEqual(try TensorArchive.open(other), views, names: views.names)
        try check(other)
    }

    @Test("NPZ files round-trip", arguments: [true, false], [Int(UInt32.max), 0])
    func npz(compressed: Bool, zip64Limit: Int) throws {
        let folder = try TemporaryFolder()
        let name = (compressed ? "compressed" : "stored") + (zip64Limit == 0 ? "-zip64" : "") + ".npz"
        let url = folder.url.appending(path: name)
        let source = try TensorArchive.open(FileFixtures.url("compressed.npz"))
        let arrays = try source.names.map { ($0, NPYArray(try #require(source[$0]))) }
        try NPZ.write(arrays, to: url, compressed: compressed, zip64Limit: zip64Limit)
        let read = try TensorArchive.open(url)
        #expect(read.names == source.names)
        try expectEqual(read, source, names: source.names)
        #expect(try folder.contents == [name])
        // What deflate makes of it depends on the version of zlib.
        try check(url, sameBytes: !compressed)
    }

    @Test("NPY files round-trip")
    func npy() throws {
        let folder = try TemporaryFolder()
        for (name, array) in [
            ("number", NPYArray([2.5 as Double], shape: [])), ("row", NPYArray([1, -2, 3] as [Int16])),
            ("grid", NPYArray((0..<12).map(Float.init), shape: [3, 4])),
            ("none", NPYArray([] as [UInt8], shape: [4, 0])),
        ] {
            let url = folder.url.appending(path: "\(name).npy")
            try array.write(to: url)
            #expect(try NPYArray(contentsOf: url) == array)
            try check(url)
        }
    }

    @Test("Large incompressible arrays survive compression")
    func largeArray() throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 1)
        let values = (0..<600_000).map { _ in Float(bitPattern: UInt32.random(in: 0..<0x7F00_0000, using: &generator)) }
        let url = folder.url.appending(path: "large.npz")
        try NPZ.write([("values", NPYArray(values))], to: url)
        #expect(NPYArray(try #require(TensorArchive.open(url)["values"])).values() == values)
    }

    @Test("A writer that is not finished leaves nothing behind, and the old file in place")
    func abandoned() throws {
        let folder = try TemporaryFolder()
        for format in [TensorArchive.Format.safetensors, .pytorch] {
            let url = try folder.file("old.\(format)", Data("old".utf8))
            do {
                let writer = try TensorArchiveWriter(
                    to: url, format: format, tensors: [Description(name: "a", scalarType: .int8, shape: [1])])
                try [UInt8(1)].withUnsafeBytes { try writer.write($0, to: "a") }
                #expect(try folder.contents.count > 1)
            }
            #expect(try Data(contentsOf: url) == Data("old".utf8))
            try FileManager.default.removeItem(at: url)
            #expect(try folder.contents == [])
        }
    }

    @Test("What cannot be written is refused before anything is written")
    func refused() throws {
        let folder = try TemporaryFolder()
        let url = folder.url.appending(path: "x.out")
        func write(_ format: TensorArchive.Format, _ tensors: [Description], _ metadata: [String: String] = [:]) throws
        {
            _ = try TensorArchiveWriter(to: url, format: format, tensors: tensors, metadata: metadata)
        }
        let fine = Description(name: "a", scalarType: .float32, shape: [2])
        expectFailure(.malformed, naming: "x.out", saying: "two tensors") { try write(.safetensors, [fine, fine]) }
        expectFailure(.malformed, saying: "shape") {
            try write(.safetensors, [Description(name: "a", scalarType: .float32, shape: [-1])])
        }
        expectFailure(.malformed, saying: "shape") {
            try write(.pytorch, [Description(name: "a", scalarType: .float32, shape: [1 << 31, 1 << 31])])
        }
        expectFailure(.malformed, saying: "__metadata__") {
            try write(.safetensors, [Description(name: "__metadata__", scalarType: .float32, shape: [])])
        }
        expectFailure(.unsupported, saying: "uint16") {
            try write(.pytorch, [Description(name: "a", scalarType: .uint16, shape: [])])
        }
        expectFailure(.unsupported, saying: "metadata") { try write(.pytorch, [fine], ["a": "b"]) }
        expectFailure(.unsupported, saying: "NPZ") { try write(.npz, [fine]) }
        let half = NPYArray(scalarType: .bfloat16, shape: [1], data: Data(count: 2))
        expectFailure(.unsupported, saying: "bfloat16") { try half.write(to: url) }
        expectFailure(.unsupported, saying: "bfloat16") { try NPZ.write([("a", half)], to: url) }
        let array = NPYArray([1 as Float])
        expectFailure(.malformed, saying: "“a”") { try NPZ.write([("a", array), ("a", array)], to: url) }
        #expect(try folder.contents == [])

        expectFailure(.unwritable, naming: "missing/x", saying: "No such file") {
            try array.write(to: folder.url.appending(path: "missing/x"))
        }
        let taken = folder.url.appending(path: "taken")
        try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: false)
        expectFailure(.unwritable, naming: "taken") { try array.write(to: taken) }
        #expect(try folder.contents == ["taken"])
    }
}
