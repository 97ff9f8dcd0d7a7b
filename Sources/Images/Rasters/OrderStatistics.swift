/// The values that would stand at given places if positive numbers were sorted, without sorting them.
///
/// Positive floats order as their bit patterns do, so two counting passes suffice: over the upper 16 bits, then over
/// the lower 16 bits of those that matter.
package struct OrderStatistics {
    private var values: [Int: Float] = [:]

    /// Takes time proportional to the numbers and half a megabyte, once more for each rank.
    ///
    /// - Parameters:
    ///   - ranks: Places, counted from 0, within `numbers`.
    ///   - numbers: Greater than zero.
    package init(ranks: [Int], of numbers: [Float]) {
        var upperCounts = [Int](repeating: 0, count: 1 << 16)
        for number in numbers { upperCounts[Int(number.bitPattern >> 16)] += 1 }

        // Where each wanted rank falls: its upper half and how many of that half come before it.
        var wanted: [(rank: Int, upper: UInt32, offset: Int)] = []
        var sorted = Set(ranks).sorted()[...]
        var before = 0
        for (upper, count) in upperCounts.enumerated() where count > 0 {
            while let rank = sorted.first, rank < before + count {
                wanted.append((rank, UInt32(upper), rank - before))
                sorted.removeFirst()
            }
            before += count
        }

        var slots = [Int](repeating: -1, count: 1 << 16)
        var lowerCounts: [[Int]] = []
        for (_, upper, _) in wanted where slots[Int(upper)] < 0 {
            slots[Int(upper)] = lowerCounts.count
            lowerCounts.append([Int](repeating: 0, count: 1 << 16))
        }
        for number in numbers {
            let slot = slots[Int(number.bitPattern >> 16)]
            if slot >= 0 { lowerCounts[slot][Int(number.bitPattern & 0xFFFF)] += 1 }
        }
        for (rank, upper, offset) in wanted {
            var rest = offset
            for (lower, count) in lowerCounts[slots[Int(upper)]].enumerated() {
                if rest < count {
                    values[rank] = Float(bitPattern: upper << 16 | UInt32(lower))
                    break
                }
                rest -= count
            }
        }
    }

    /// The value at one of the ranks asked for.
    package subscript(rank: Int) -> Float {
        guard let value = values[rank] else { preconditionFailure("rank \(rank) was not asked for") }
        return value
    }
}
