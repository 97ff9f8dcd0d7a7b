import Foundation

/// Encodes the headers of a zip archive.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10. Every entry is dated 1 January 1980, so that equal contents give equal archives.
struct ZipHeaders {
    /// The first number that goes into zip64 fields.
    let zip64Limit: Int

    /// The largest value of a plain size or offset, which would mean "see zip64".
    static let plainLimit = Int(UInt32.max)

    private static let alignment = 64
    private static let date: UInt16 = 1 << 5 | 1
    private static let utf8Names: UInt16 = 1 << 11

    /// The header in front of the data. Its length depends on the entry's name, method, count and position only.
    func localHeader(_ entry: ZipEntry) -> Data {
        let isLarge = isLarge(entry)
        var extra = Data()
        if isLarge {
            extra.append(UInt16(1), UInt16(16), UInt64(entry.count), UInt64(entry.range.count))
        }
        if entry.method == .stored {
            // The field for aligned data (0xA11E): the alignment, then padding.
            let unpadded = entry.headerOffset + 30 + entry.name.utf8.count + extra.count + 6
            let padding = (Self.alignment - unpadded % Self.alignment) % Self.alignment
            extra.append(UInt16(0xA11E), UInt16(2 + padding), UInt16(Self.alignment))
            extra.append(Data(count: padding))
        }
        var header = Data()
        header.append(UInt32(0x0403_4B50), version(isLarge: isLarge))
        appendCommon(of: entry, saturated: isLarge, to: &header)
        header.append(UInt16(entry.name.utf8.count), UInt16(extra.count))
        header.append(contentsOf: entry.name.utf8)
        return header + extra
    }

    /// The entry's record in the directory.
    func centralHeader(_ entry: ZipEntry) -> Data {
        let isLarge = isLarge(entry) || entry.headerOffset >= zip64Limit
        var extra = Data()
        if isLarge {
            extra.append(UInt16(1), UInt16(24), UInt64(entry.count), UInt64(entry.range.count))
            extra.append(UInt64(entry.headerOffset))
        }
        var header = Data()
        header.append(UInt32(0x0201_4B50), version(isLarge: isLarge), version(isLarge: isLarge))
        appendCommon(of: entry, saturated: isLarge, to: &header)
        header.append(UInt16(entry.name.utf8.count), UInt16(extra.count))
        // Comment, disk, attributes.
        header.append(Data(count: 10))
        header.append(isLarge ? UInt32.max : UInt32(entry.headerOffset))
        header.append(contentsOf: entry.name.utf8)
        return header + extra
    }

    /// The records behind the directory.
    func end(entryCount: Int, directory: Range<Int>) -> Data {
        var end = Data()
        let isLarge = entryCount >= UInt16.max || directory.upperBound >= zip64Limit
        if isLarge {
            end.append(UInt32(0x0606_4B50), UInt64(44), version(isLarge: true), version(isLarge: true))
            end.append(UInt32(0), UInt32(0), UInt64(entryCount), UInt64(entryCount))
            end.append(UInt64(directory.count), UInt64(directory.lowerBound))
            end.append(UInt32(0x0706_4B50), UInt32(0), UInt64(directory.upperBound), UInt32(1))
        }
        let count = isLarge ? UInt16.max : UInt16(entryCount)
        end.append(UInt32(0x0605_4B50), UInt16(0), UInt16(0), count, count)
        end.append(isLarge ? UInt32.max : UInt32(directory.count), isLarge ? UInt32.max : UInt32(directory.lowerBound))
        end.append(UInt16(0))
        return end
    }

    private func version(isLarge: Bool) -> UInt16 { isLarge ? 45 : 20 }

    private func isLarge(_ entry: ZipEntry) -> Bool {
        // Deflated data may be a little longer than the original; the decision must not change when it is known.
        let longest = entry.method == .deflated ? entry.count + entry.count / 1000 + 1024 : entry.count
        return longest >= zip64Limit
    }

    private func appendCommon(of entry: ZipEntry, saturated: Bool, to header: inout Data) {
        header.append(Self.utf8Names, entry.method.rawValue, UInt16(0), Self.date, entry.checksum)
        header.append(saturated ? UInt32.max : UInt32(entry.range.count))
        header.append(saturated ? UInt32.max : UInt32(entry.count))
    }
}

extension Data {
    /// Appends each number in little-endian order.
    mutating func append<each Number: FixedWidthInteger>(_ number: repeat each Number) {
        for value in repeat each number {
            Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
        }
    }
}
