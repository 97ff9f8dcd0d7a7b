/// Reads little-endian numbers from bytes of unknown quality: past the end everything is nil.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - position }

    mutating func byte() -> UInt8? {
        slice(1)?.bytes[0]
    }

    mutating func int32() -> Int32? {
        uint32().map(Int32.init(bitPattern:))
    }

    mutating func uint32() -> UInt32? {
        slice(4).map { UInt32(littleEndian: $0.bytes.loadUnaligned(as: UInt32.self)) }
    }

    mutating func uint64() -> UInt64? {
        slice(8).map { UInt64(littleEndian: $0.bytes.loadUnaligned(as: UInt64.self)) }
    }

    /// Text up to a zero byte, at most 255 bytes long as OpenEXR's long names are.
    mutating func string() -> String? {
        let window = bytes[position...].prefix(256)
        guard let end = window.firstIndex(of: 0) else { return nil }
        defer { position = end + 1 }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    mutating func slice(_ count: Int) -> ByteReader? {
        guard count >= 0, count <= remaining else { return nil }
        defer { position += count }
        return ByteReader(UnsafeRawBufferPointer(rebasing: bytes[position..<position + count]))
    }

    mutating func seek(to offset: UInt64) -> Bool {
        guard offset <= UInt64(bytes.count) else { return false }
        position = Int(offset)
        return true
    }

    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[position...]) }
}
