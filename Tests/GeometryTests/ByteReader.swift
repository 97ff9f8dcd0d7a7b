import Foundation

/// Reads little-endian bytes from front to back; traps at the end, which a test must not reach.
struct ByteReader {
    let bytes: [UInt8]
    var position = 0

    init(_ data: Data) { bytes = [UInt8](data) }

    init(contentsOf url: URL) throws { self.init(try Data(contentsOf: url)) }

    var isAtEnd: Bool { position == bytes.count }

    mutating func read<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) -> Value {
        defer { position += MemoryLayout<Value>.size }
        return (0..<MemoryLayout<Value>.size).reduce(0) {
            $0 | Value(truncatingIfNeeded: bytes[position + $1]) << ($1 * 8)
        }
    }

    mutating func float() -> Float { Float(bitPattern: read()) }
    mutating func double() -> Double { Double(bitPattern: read()) }

    mutating func floats(_ count: Int) -> [Float] { (0..<count).map { _ in float() } }

    mutating func point() -> SIMD3<Double> {
        let values = floats(3)
        return SIMD3(Double(values[0]), Double(values[1]), Double(values[2]))
    }

    mutating func text(_ count: Int) -> String {
        defer { position += count }
        return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    /// Up to a line's end.
    mutating func line() -> String {
        let end = bytes[position...].firstIndex(of: 10) ?? bytes.endIndex
        defer { position = end + 1 }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }
}
