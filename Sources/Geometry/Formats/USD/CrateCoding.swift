/// The two codings of USD's tables, in their simplest forms: the tables are a few kilobytes.
enum CrateCoding {
    /// LZ4 with a byte before it that says that it is in one piece; here everything is literal.
    static func block(_ bytes: [UInt8]) -> [UInt8] {
        var rest = bytes.count - 15
        var coded: [UInt8] = [0, UInt8(min(bytes.count, 15)) << 4]
        while rest >= 0 {
            coded.append(UInt8(min(rest, 255)))
            rest -= 255
        }
        return coded + bytes
    }

    /// Differences from each number to the next, whose widths are coded in two bits; here all have four bytes.
    static func integers(_ numbers: [Int32]) -> [UInt8] {
        var coded: [UInt8] = []
        coded.append(littleEndian: Int32(0))
        for start in stride(from: 0, to: numbers.count, by: 4) {
            coded.append(start + 4 <= numbers.count ? 0xFF : 1 << (2 * UInt8(numbers.count - start)) - 1)
        }
        var previous: Int32 = 0
        for number in numbers {
            coded.append(littleEndian: number &- previous)
            previous = number
        }
        return block(coded)
    }
}

extension [UInt8] {
    mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    /// The count, then the bytes.
    mutating func append(counted bytes: [UInt8]) {
        append(littleEndian: UInt64(bytes.count))
        self += bytes
    }
}
