import Foundation

/// Reads little-endian numbers and runs of bytes one after the other, never beyond the end.
struct ByteCursor {
    private let bytes: UnsafeRawBufferPointer
    private let url: URL?
    /// The position of the next byte.
    private(set) var offset: Int

    init(_ bytes: UnsafeRawBufferPointer, from offset: Int = 0, url: URL?) {
        self.bytes = bytes
        self.offset = offset
        self.url = url
    }

    /// The number of bytes left.
    var remaining: Int { bytes.count - offset }

    /// The next number.
    mutating func read<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws(FileFormatError) -> Number {
        let part = try take(MemoryLayout<Number>.size)
        return Number(littleEndian: part.loadUnaligned(as: Number.self))
    }

    /// The next `count` bytes.
    mutating func take(_ count: Int) throws(FileFormatError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remaining else {
            throw FileFormatError(.truncated, file: url, "ends in the middle of its contents.")
        }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }

    /// The next `count` bytes as UTF-8 text.
    mutating func text(_ count: Int) throws(FileFormatError) -> String {
        guard let text = String(validating: try take(count), as: UTF8.self) else {
            throw FileFormatError(.malformed, file: url, "contains text that is not UTF-8.")
        }
        return text
    }

    /// The bytes up to the next `terminator`, which is passed over, as UTF-8 text.
    mutating func text(upTo terminator: UInt8) throws(FileFormatError) -> String {
        guard let end = bytes[offset...].firstIndex(of: terminator) else {
            throw FileFormatError(.truncated, file: url, "ends in the middle of its contents.")
        }
        let text = try text(end - offset)
        offset += 1
        return text
    }
}
