import Foundation
import TestSupport
import Testing
import Torch

@Suite("Hostile zip files", .timeLimit(.minutes(2)))
struct HostileZipTests {
    private func open(_ zip: ZipBytes) throws -> TensorArchive {
        let folder = try TemporaryFolder()
        return try TensorArchive.open(try folder.file("bad.npz", zip.data))
    }

    private func expect(
        _ code: FileFormatError.Code, saying words: String = "", _ zip: ZipBytes,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expectFailure(code, naming: "bad.npz", saying: words, sourceLocation: sourceLocation) { try open(zip) }
    }

    /// An entry with two numbers, whose checksum is right.
    private func array(_ name: String = "a.npy") throws -> ZipBytes.Entry {
        let header = "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }\n"
        let content =
            Data([0x93]) + Data("NUMPY\u{1}\u{0}".utf8) + ZipBytes.le(UInt64(header.utf8.count), 2)
            + Data(header.utf8) + Data([1, 0, 2, 0])
        // Computed by Python's zlib.crc32.
        return ZipBytes.Entry(name: name, content: content, checksum: 0x51F3_E6B5)
    }

    @Test("The hand-made archive is accepted when it does not lie")
    func control() throws {
        var zip = ZipBytes(entries: [try array()])
        zip.comment = Data("a comment PK".utf8)
        #expect(NPYArray(try #require(open(zip)["a"])).values() == [1, 2] as [Int16])
        #expect(try open(ZipBytes(entries: [])).names == [])
    }

    @Test("A directory that contradicts itself is refused")
    func directory() throws {
        let good = try array()
        var zip = ZipBytes(entries: [good])
        zip.entryCount = 2
        expect(.malformed, zip)
        zip.entryCount = 0
        expect(.malformed, zip)
        zip = ZipBytes(entries: [good])
        zip.directoryOffset = 1
        expect(.malformed, zip)
        zip.directoryOffset = .max
        expect(.malformed, saying: "zip64", zip)
        for change in [
            { $0.offset = 1 }, { $0.offset = 0xFFFF_FFF0 }, { $0.offset = .max }, { $0.localName = "b.npy" },
            { $0.localName = "much longer.npy" }, { $0.count = 1 },
            { ($0.count, $0.storedCount) = (1 << 20, 1 << 20) },
        ] as [(inout ZipBytes.Entry) -> Void] {
            var entry = good
            change(&entry)
            expect(.malformed, ZipBytes(entries: [entry]))
        }
        var encrypted = good
        encrypted.flags = 1
        expect(.unsupported, saying: "encrypted", ZipBytes(entries: [encrypted]))
        var method = good
        method.method = 12
        expect(.unsupported, saying: "method 12", ZipBytes(entries: [method]))
    }

    @Test("Zip64 sizes that overflow are refused")
    func zip64() throws {
        for size in [UInt64.max, UInt64(Int64.max), UInt64(Int64.max) + 1, 1 << 40] {
            var entry = try array()
            (entry.count, entry.storedCount) = (.max, .max)
            entry.extra = ZipBytes.le(1, 2) + ZipBytes.le(16, 2) + ZipBytes.le(size, 8) + ZipBytes.le(size, 8)
            expect(.malformed, ZipBytes(entries: [entry]))
        }
        var entry = try array()
        entry.count = .max
        entry.extra = ZipBytes.le(1, 2) + ZipBytes.le(100, 2)
        expect(.truncated, ZipBytes(entries: [entry]))
    }

    @Test("Entries that overlap or repeat are refused")
    func overlaps() throws {
        let first = try array("a.npy")
        var second = try array("a.npy")
        expect(.malformed, saying: "twice", ZipBytes(entries: [first, second]))
        second.name = "b.npy"
        second.localName = "a.npy"
        second.offset = 0
        expect(.malformed, ZipBytes(entries: [first, second]))
        // The second entry lies inside the data of the first.
        let inner = ZipBytes(entries: [try array("b.npy")]).data
        let outer = ZipBytes.Entry(name: "a.npy", content: inner)
        var hidden = try array("b.npy")
        hidden.localName = ""
        hidden.content = Data()
        hidden.offset = UInt32(30 + 5)
        (hidden.count, hidden.storedCount) = (4, 4)
        expect(.malformed, saying: "overlaps", ZipBytes(entries: [outer, hidden]))
    }

    @Test("Compressed data is not trusted about its size")
    func bombs() throws {
        // 3, 0 is the empty deflated stream.
        func deflated(_ content: [UInt8], count: UInt32) -> ZipBytes {
            ZipBytes(entries: [.init(name: "a.npy", content: Data(content), method: 8, count: count)])
        }
        expect(.malformed, saying: "damaged", deflated([3, 0], count: 1))
        expect(.malformed, saying: "damaged", deflated([3, 0], count: 1 << 30))
        expect(.malformed, saying: "damaged", deflated([3, 0, 0], count: 0))
        expect(.malformed, saying: "damaged", deflated([0xFF, 0xFF], count: 10))
        expect(.malformed, saying: "damaged", deflated([], count: 0))
        // One stored block of two bytes, claimed to be one byte.
        expect(.malformed, saying: "damaged", deflated([1, 2, 0, 0xFD, 0xFF, 65, 66], count: 1))
        var zip = deflated([3, 0], count: 0xFFFF_FFFE)
        zip.entries.append(.init(name: "b.npy", content: Data([3, 0]), method: 8, count: 0xFFFF_FFFE))
        expect(.tooLarge, saying: "unpacked", zip)
    }

    @Test("A wrong checksum is noticed")
    func checksum() throws {
        var entry = try array()
        entry.checksum ^= 1
        expect(.malformed, saying: "checksum", ZipBytes(entries: [entry]))
        entry = try array()
        entry.content[entry.content.count - 1] ^= 1
        expect(.malformed, saying: "checksum", ZipBytes(entries: [entry]))
    }

    @Test("An archive cut short is refused at every byte")
    func truncated() throws {
        for name in ["compressed.npz", "state.pt"] {
            let whole = try FileFixtures.data(name)
            for count in 0..<whole.count {
                #expect(throws: FileFormatError.self) { try TensorArchive.open(whole.prefix(count), name: name) }
            }
        }
    }
}
