import Foundation

/// Finds and reads the central directory of a zip archive.
struct ZipDirectory {
    private enum Signature {
        static let localHeader: UInt32 = 0x0403_4B50
        static let centralHeader: UInt32 = 0x0201_4B50
        static let end: UInt32 = 0x0605_4B50
        static let end64: UInt32 = 0x0606_4B50
        static let end64Locator: UInt32 = 0x0706_4B50
    }

    private let bytes: UnsafeRawBufferPointer
    private let url: URL?
    private let range: Range<Int>
    private let count: Int

    init(_ bytes: UnsafeRawBufferPointer, url: URL?) throws(FileFormatError) {
        self.bytes = bytes
        self.url = url
        guard let end = Self.endRecord(of: bytes) else {
            throw FileFormatError(.truncated, file: url, "is a zip file without its directory; it is cut short.")
        }
        var cursor = ByteCursor(bytes, from: end + 4, url: url)
        let disks: (UInt16, UInt16) = (try cursor.read(), try cursor.read())
        let counts: (UInt16, UInt16) = (try cursor.read(), try cursor.read())
        let size: UInt32 = try cursor.read()
        let start: UInt32 = try cursor.read()

        if counts.1 == .max || size == .max || start == .max {
            (range, count) = try Self.zip64Directory(in: bytes, before: end, url: url)
        } else {
            guard disks == (0, 0), counts.0 == counts.1, Int(start) + Int(size) <= end else {
                throw FileFormatError(.malformed, file: url, "the directory of the zip file contradicts itself.")
            }
            range = Int(start)..<Int(start) + Int(size)
            count = Int(counts.1)
        }
    }

    /// All entries, checked against their local headers and against each other.
    func entries() throws(FileFormatError) -> [ZipEntry] {
        var cursor = ByteCursor(
            UnsafeRawBufferPointer(rebasing: bytes[..<range.upperBound]), from: range.lowerBound, url: url)
        guard count <= range.count / 46 else { throw broken() }
        var entries: [ZipEntry] = []
        entries.reserveCapacity(count)
        for _ in 0..<count {
            entries.append(try entry(from: &cursor))
        }
        guard cursor.remaining == 0 else { throw broken() }
        try checkOverlaps(entries)
        return entries
    }

    // MARK: - End of the directory

    private static func endRecord(of bytes: UnsafeRawBufferPointer) -> Int? {
        let size = 22
        var position = bytes.count - size
        let lowest = max(0, position - Int(UInt16.max))
        while position >= lowest {
            let signature = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
            let comment = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: position + 20, as: UInt16.self))
            if signature == Signature.end, position + size + Int(comment) == bytes.count { return position }
            position -= 1
        }
        return nil
    }

    private static func zip64Directory(
        in bytes: UnsafeRawBufferPointer, before end: Int, url: URL?
    ) throws(FileFormatError) -> (range: Range<Int>, count: Int) {
        let broken = FileFormatError(.malformed, file: url, "the zip64 directory contradicts itself.")
        guard end >= 20 else { throw broken }
        var locator = ByteCursor(bytes, from: end - 20, url: url)
        guard try locator.read(UInt32.self) == Signature.end64Locator, try locator.read(UInt32.self) == 0,
            let position = Int(exactly: try locator.read(UInt64.self)), position <= end - 20 - 56
        else { throw broken }

        var record = ByteCursor(bytes, from: position, url: url)
        guard try record.read(UInt32.self) == Signature.end64 else { throw broken }
        // The record's size, the versions.
        _ = try record.take(12)
        guard try record.read(UInt64.self) == 0 else { throw broken }
        let counts: (UInt64, UInt64) = (try record.read(), try record.read())
        let size: UInt64 = try record.read()
        let start: UInt64 = try record.read()
        let (stop, overflow) = start.addingReportingOverflow(size)
        guard counts.0 == counts.1, !overflow, stop <= UInt64(position), counts.1 <= size / 46 else { throw broken }
        return (Int(start)..<Int(stop), Int(counts.1))
    }

    // MARK: - Entries

    private func entry(from cursor: inout ByteCursor) throws(FileFormatError) -> ZipEntry {
        guard try cursor.read(UInt32.self) == Signature.centralHeader else { throw broken() }
        _ = try cursor.take(4)
        let flags: UInt16 = try cursor.read()
        let method: UInt16 = try cursor.read()
        _ = try cursor.take(4)
        let checksum: UInt32 = try cursor.read()
        let sizes: (stored: UInt32, original: UInt32) = (try cursor.read(), try cursor.read())
        let nameCount: UInt16 = try cursor.read()
        let extraCount: UInt16 = try cursor.read()
        let commentCount: UInt16 = try cursor.read()
        let disk: UInt16 = try cursor.read()
        _ = try cursor.take(6)
        let header: UInt32 = try cursor.read()
        let name = try cursor.text(Int(nameCount))
        let extra = try cursor.take(Int(extraCount))
        _ = try cursor.take(Int(commentCount))

        let shown = FileFormatError.printable(name)
        guard flags & 0x2041 == 0 else {
            throw FileFormatError(.unsupported, file: url, "“\(shown)” in the zip file is encrypted.")
        }
        guard let method = ZipEntry.Method(rawValue: method) else {
            throw FileFormatError(.unsupported, file: url, "“\(shown)” is compressed with zip method \(method).")
        }
        let fields = try Zip64Fields(
            original: sizes.original, stored: sizes.stored, header: header, extra: extra, url: url)
        guard disk == 0, method == .deflated || fields.original == fields.stored else { throw broken() }
        let start = try dataStart(header: fields.header, name: name)
        guard fields.stored <= range.lowerBound - start else {
            throw FileFormatError(.malformed, file: url, "“\(shown)” reaches into the directory of the zip file.")
        }
        return ZipEntry(
            name: name, method: method, checksum: checksum, count: fields.original,
            range: start..<start + fields.stored, headerOffset: fields.header)
    }

    /// Where the data begins whose local header is at `header`; never beyond the start of the directory.
    private func dataStart(header: Int, name: String) throws(FileFormatError) -> Int {
        guard header <= range.lowerBound else { throw broken() }
        var cursor = ByteCursor(UnsafeRawBufferPointer(rebasing: bytes[..<range.lowerBound]), from: header, url: url)
        guard try cursor.read(UInt32.self) == Signature.localHeader else { throw broken() }
        _ = try cursor.take(22)
        let nameCount: UInt16 = try cursor.read()
        let extraCount: UInt16 = try cursor.read()
        guard try cursor.take(Int(nameCount)).elementsEqual(name.utf8) else { throw broken() }
        _ = try cursor.take(Int(extraCount))
        return cursor.offset
    }

    private func checkOverlaps(_ entries: [ZipEntry]) throws(FileFormatError) {
        var end = 0
        for entry in entries.sorted(by: { $0.headerOffset < $1.headerOffset }) {
            guard entry.headerOffset >= end else {
                throw FileFormatError(
                    .malformed, file: url,
                    "“\(FileFormatError.printable(entry.name))” overlaps another entry of the zip file.")
            }
            end = entry.range.upperBound
        }
    }

    private func broken() -> FileFormatError {
        FileFormatError(.malformed, file: url, "the directory of the zip file contradicts itself.")
    }
}

/// The sizes and the position of an entry, taken from the zip64 field where the plain ones are full.
private struct Zip64Fields {
    var original: Int
    var stored: Int
    var header: Int

    init(original: UInt32, stored: UInt32, header: UInt32, extra: UnsafeRawBufferPointer, url: URL?)
        throws(FileFormatError)
    {
        self.original = Int(original)
        self.stored = Int(stored)
        self.header = Int(header)
        guard original == .max || stored == .max || header == .max else { return }

        var fields = ByteCursor(extra, url: url)
        while fields.remaining > 0 {
            let tag: UInt16 = try fields.read()
            let count: UInt16 = try fields.read()
            let content = try fields.take(Int(count))
            guard tag == 1 else { continue }
            var values = ByteCursor(content, url: url)
            if original == .max { self.original = try Self.next(&values, url) }
            if stored == .max { self.stored = try Self.next(&values, url) }
            if header == .max { self.header = try Self.next(&values, url) }
            return
        }
    }

    private static func next(_ values: inout ByteCursor, _ url: URL?) throws(FileFormatError) -> Int {
        guard let value = Int(exactly: try values.read(UInt64.self)) else {
            throw FileFormatError(.malformed, file: url, "a size in the zip file is too large.")
        }
        return value
    }
}
