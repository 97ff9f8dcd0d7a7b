internal import Foundation

/// The bytes of one Protocol Buffers message, field by field, in the published wire format
/// (protobuf.dev/programming-guides/encoding).
struct ProtobufMessage {
    private(set) var bytes: [UInt8] = []

    private enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case delimited = 2
        case fixed32 = 5
    }

    /// Writes nothing for 0, which readers take where nothing stands.
    mutating func add(_ field: Int, integer value: Int) {
        guard value != 0 else { return }
        begin(field, .varint)
        // Negative numbers take the ten bytes of their two's complement.
        add(varint: UInt64(bitPattern: Int64(value)))
    }

    mutating func add(_ field: Int, double value: Double) {
        begin(field, .fixed64)
        add(littleEndian: value.bitPattern)
    }

    mutating func add(_ field: Int, float value: Float) {
        begin(field, .fixed32)
        add(littleEndian: value.bitPattern)
    }

    mutating func add(_ field: Int, bytes value: some Collection<UInt8>) {
        begin(field, .delimited)
        add(varint: UInt64(value.count))
        bytes += value
    }

    mutating func add(_ field: Int, text: String) { add(field, bytes: text.utf8) }

    mutating func add(_ field: Int, message build: (inout ProtobufMessage) -> Void) {
        var message = ProtobufMessage()
        build(&message)
        add(field, bytes: message.bytes)
    }

    private mutating func begin(_ field: Int, _ type: WireType) { add(varint: UInt64(field) << 3 | type.rawValue) }

    private mutating func add(varint value: UInt64) {
        var rest = value
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func add<Number: FixedWidthInteger>(littleEndian value: Number) {
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
}
