import Foundation

/// MD5 (RFC 1321), by which the parts of an extended XMP packet name their whole. It protects nothing.
enum MD5 {
    private static let shifts: [UInt32] =
        [7, 12, 17, 22, 7, 12, 17, 22, 7, 12, 17, 22, 7, 12, 17, 22]
        + [5, 9, 14, 20, 5, 9, 14, 20, 5, 9, 14, 20, 5, 9, 14, 20]
        + [4, 11, 16, 23, 4, 11, 16, 23, 4, 11, 16, 23, 4, 11, 16, 23]
        + [6, 10, 15, 21, 6, 10, 15, 21, 6, 10, 15, 21, 6, 10, 15, 21]
    private static let sines: [UInt32] = (0..<64).map { UInt32(abs(sin(Double($0 + 1))) * 4_294_967_296) }

    /// 32 upper-case hexadecimal digits.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        var padded = bytes + [0x80]
        padded += [UInt8](repeating: 0, count: (120 - padded.count % 64) % 64)
        withUnsafeBytes(of: UInt64(bytes.count * 8).littleEndian) { padded.append(contentsOf: $0) }
        var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
        for start in stride(from: 0, to: padded.count, by: 64) { mix(&state, padded, start) }
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var text = ""
        for word in state {
            for byte in 0..<4 {
                let value = Int(word >> (8 * UInt32(byte)) & 0xff)
                text.unicodeScalars.append(digits[value >> 4])
                text.unicodeScalars.append(digits[value & 15])
            }
        }
        return text
    }

    private static func mix(_ state: inout [UInt32], _ bytes: [UInt8], _ start: Int) {
        let words = (0..<16).map { word in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + 4 * word + $1]) << (8 * UInt32($1)) }
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        for round in 0..<64 {
            let (mixed, word): (UInt32, Int) =
                switch round / 16 {
                case 0: ((b & c) | (~b & d), round)
                case 1: ((d & b) | (~d & c), (5 * round + 1) % 16)
                case 2: (b ^ c ^ d, (3 * round + 5) % 16)
                default: (c ^ (b | ~d), 7 * round % 16)
                }
            let sum = a &+ mixed &+ sines[round] &+ words[word]
            (a, d, c) = (d, c, b)
            b = b &+ (sum << shifts[round] | sum >> (32 - shifts[round]))
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
    }
}
