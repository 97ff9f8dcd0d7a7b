internal import Foundation

/// Reads little-endian numbers from the bytes of a file, never past its end.
struct BinaryReader {
    private let data: Data
    private let name: String
    private var position = 0

    /// - Parameter name: What to call the file in messages.
    init(_ data: Data, name: String) {
        // Slices do not begin at 0.
        self.data = data.startIndex == 0 ? data : Data(data)
        self.name = name
    }

    /// How many bytes are left.
    var remaining: Int { data.count - position }

    mutating func float() throws(DatasetError) -> Float { Float(bitPattern: try bits(UInt32.self)) }

    mutating func double() throws(DatasetError) -> Double { Double(bitPattern: try bits(UInt64.self)) }

    mutating func int32() throws(DatasetError) -> Int { Int(Int32(bitPattern: try bits(UInt32.self))) }

    /// The next `count` floats.
    mutating func floats(_ count: Int) throws(DatasetError) -> [Float] {
        guard count >= 0, count <= remaining / 4 else { throw truncated }
        let values = data.withUnsafeBytes { bytes in
            (0..<count).map { index in
                Float(
                    bitPattern: UInt32(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: position + 4 * index, as: UInt32.self)))
            }
        }
        position += 4 * count
        return values
    }

    private mutating func bits<Bits: FixedWidthInteger>(_ type: Bits.Type) throws(DatasetError) -> Bits {
        let size = MemoryLayout<Bits>.size
        guard remaining >= size else { throw truncated }
        let bits = data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: Bits.self) }
        position += size
        return Bits(littleEndian: bits)
    }

    private var truncated: DatasetError { DatasetError(.malformed, "\(name) ends too early.") }
}
