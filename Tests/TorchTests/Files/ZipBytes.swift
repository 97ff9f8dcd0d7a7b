import Foundation

/// Builds zip archives by hand, so that any field can lie.
struct ZipBytes {
    struct Entry {
        var name: String
        var content: Data
        var method: UInt16 = 0
        var flags: UInt16 = 0
        /// The size in the directory; that of the content unless it lies.
        var count: UInt32?
        var storedCount: UInt32?
        var checksum: UInt32 = 0
        /// Where the directory says the entry begins.
        var offset: UInt32?
        var localName: String?
        var extra = Data()
    }

    var entries: [Entry]
    var entryCount: UInt16?
    var directoryOffset: UInt32?
    var comment = Data()

    var data: Data {
        var data = Data()
        var directory = Data()
        for entry in entries {
            let start = UInt32(data.count)
            let local = entry.localName ?? entry.name
            data.append(Self.le(0x0403_4B50, 4) + Self.le(20, 2) + fields(entry))
            data.append(Self.le(UInt64(local.utf8.count), 2) + Self.le(0, 2) + Data(local.utf8) + entry.content)
            directory.append(Self.le(0x0201_4B50, 4) + Self.le(20, 2) + Self.le(20, 2) + fields(entry))
            directory.append(Self.le(UInt64(entry.name.utf8.count), 2) + Self.le(UInt64(entry.extra.count), 2))
            directory.append(Data(count: 10) + Self.le(UInt64(entry.offset ?? start), 4))
            directory.append(Data(entry.name.utf8) + entry.extra)
        }
        let start = UInt64(directoryOffset ?? UInt32(data.count))
        let count = UInt64(entryCount ?? UInt16(entries.count))
        data.append(directory + Self.le(0x0605_4B50, 4) + Data(count: 4) + Self.le(count, 2) + Self.le(count, 2))
        data.append(Self.le(UInt64(directory.count), 4) + Self.le(start, 4))
        data.append(Self.le(UInt64(comment.count), 2) + comment)
        return data
    }

    private func fields(_ entry: Entry) -> Data {
        let count = UInt64(entry.count ?? UInt32(entry.content.count))
        let stored = UInt64(entry.storedCount ?? UInt32(entry.content.count))
        return Self.le(UInt64(entry.flags), 2) + Self.le(UInt64(entry.method), 2) + Data(count: 4)
            + Self.le(UInt64(entry.checksum), 4) + Self.le(stored, 4) + Self.le(count, 4)
    }

    /// The lowest `count` bytes of a number.
    static func le(_ value: UInt64, _ count: Int) -> Data {
        Data((0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) })
    }
}
