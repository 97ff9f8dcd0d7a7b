import Foundation

/// Files in a ZIP archive, without compression and with their bytes at multiples of 64, as USDZ wants it.
struct StoredZip {
    private var entries: [Entry] = []

    private struct Entry {
        let name: String
        let offset: Int
        let size: Int
        let checksum: UInt32
    }

    private static let alignment = 64
    private static let headerSize = 30
    private static let checksumOffset = 14
    private static let localSignature: UInt32 = 0x0403_4b50
    private static let centralSignature: UInt32 = 0x0201_4b50
    private static let endSignature: UInt32 = 0x0605_4b50
    /// Not assigned to anybody; readers skip what they do not know.
    private static let paddingIdentifier: UInt16 = 0x1986
    private static let version: UInt16 = 20
    /// 1 January 1980, so that equal contents make equal files.
    private static let date: UInt16 = 0x21

    /// Adds a file; `body` writes its bytes.
    mutating func add(_ name: String, to sink: inout ByteSink, _ body: (inout ByteSink) throws -> Void) throws {
        let offset = sink.count
        try sink.write(Self.localSignature)
        // Checksum and size are not known yet.
        try writeFacts(name, checksum: 0, size: 0, to: &sink)
        // The extra field that fills up begins with four bytes of its own.
        let bare = offset + Self.headerSize + name.utf8.count + 4
        let padding = (Self.alignment - bare % Self.alignment) % Self.alignment
        try sink.write(UInt16(4 + padding))
        try sink.write(name)
        try sink.write(Self.paddingIdentifier)
        try sink.write(UInt16(padding))
        for _ in 0..<padding { try sink.write(UInt8(0)) }

        let start = sink.count
        try sink.startChecksum()
        try body(&sink)
        let checksum = try sink.checksum()
        guard sink.count <= UInt32.max else {
            throw GeometryError(.tooLarge, "the file would exceed the 4 GB of a ZIP archive: ask for fewer points")
        }
        let size = sink.count - start
        var facts: [UInt8] = []
        for value in [checksum, UInt32(size), UInt32(size)] { facts.append(littleEndian: value) }
        try sink.overwrite(Data(facts), at: offset + Self.checksumOffset)
        entries.append(Entry(name: name, offset: offset, size: size, checksum: checksum))
    }

    /// Writes the list of files, after the last of them.
    func finish(_ sink: inout ByteSink) throws {
        let start = sink.count
        for entry in entries {
            try sink.write(Self.centralSignature)
            try sink.write(Self.version)
            try writeFacts(entry.name, checksum: entry.checksum, size: UInt32(entry.size), to: &sink)
            // Extra field, comment, disk and inner attributes.
            for _ in 0..<4 { try sink.write(UInt16(0)) }
            // Outer attributes.
            try sink.write(UInt32(0))
            try sink.write(UInt32(entry.offset))
            try sink.write(entry.name)
        }
        let size = sink.count - start
        try sink.write(Self.endSignature)
        for _ in 0..<2 { try sink.write(UInt16(0)) }
        for _ in 0..<2 { try sink.write(UInt16(entries.count)) }
        try sink.write(UInt32(size))
        try sink.write(UInt32(start))
        try sink.write(UInt16(0))
    }

    /// What local and central headers have in common: version to length of the name.
    private func writeFacts(_ name: String, checksum: UInt32, size: UInt32, to sink: inout ByteSink) throws {
        // Version, flags, method (stored), time, date.
        for value in [Self.version, 0, 0, 0, Self.date] { try sink.write(value) }
        for value in [checksum, size, size] { try sink.write(value) }
        try sink.write(UInt16(name.utf8.count))
    }
}
