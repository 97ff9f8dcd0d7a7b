internal import Foundation

/// Which sample of which source stands at each position of an endless, well-mixed sequence.
///
/// A pure function of the seed and the position: a run that is resumed, or spread over machines, needs no state to
/// see the same samples in the same order. Each source is gone through in a new random order time after time.
package struct SampleMixture: Sendable {
    /// One place in the sequence.
    package struct Pick: Sendable, Hashable {
        /// Index of the source.
        package var source: Int
        /// Index of the sample within it.
        package var sample: Int
    }

    private let seed: UInt64
    private let counts: [Int?]
    /// The source of every slot of a block, and how many slots of that source came before it in the block.
    private let slots: [(source: Int, before: Int)]
    private let perBlock: [Int]
    private let orders: OrderCache

    /// - Parameters:
    ///   - weights: How often each source is taken; none below 0, one above.
    ///   - counts: Samples of each source; `nil` for sources without end, which are taken in order.
    package init(weights: [Double], counts: [Int?], seed: UInt64) {
        precondition(weights.count == counts.count && weights.contains { $0 > 0 }, "a mixture of nothing")
        self.seed = seed
        self.counts = counts
        let block = 1000
        let total = weights.reduce(0, +)
        // Largest remainders, so that every weight is kept to a thousandth.
        var shares = weights.map { Int($0 / total * Double(block)) }
        let remainders = weights.indices.sorted {
            let (a, b) = (weights[$0] / total * Double(block), weights[$1] / total * Double(block))
            return a - Foundation.floor(a) > b - Foundation.floor(b)
        }
        for index in remainders.prefix(block - shares.reduce(0, +)) { shares[index] += 1 }
        for index in weights.indices where weights[index] > 0 && shares[index] == 0 { shares[index] = 1 }
        var sequence = shares.indices.flatMap { Array(repeating: $0, count: shares[$0]) }
        Self.shuffle(&sequence, seed: seed, index: .max)
        var seen = [Int](repeating: 0, count: shares.count)
        slots = sequence.map { source in
            defer { seen[source] += 1 }
            return (source, seen[source])
        }
        perBlock = shares
        orders = OrderCache()
    }

    /// The sample at `position`, from 0.
    package subscript(position: Int) -> Pick {
        let slot = slots[position % slots.count]
        let running = position / slots.count * perBlock[slot.source] + slot.before
        guard let count = counts[slot.source] else { return Pick(source: slot.source, sample: running) }
        let order = orders.order(source: slot.source, round: running / count) {
            var order = Array(0..<count)
            Self.shuffle(&order, seed: seed &+ UInt64(slot.source) &* 0x9E37_79B9, index: UInt64(running / count))
            return order
        }
        return Pick(source: slot.source, sample: order[running % count])
    }

    private static func shuffle(_ elements: inout [Int], seed: UInt64, index: UInt64) {
        var random = SampleRandom(seed: seed, position: index)
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, Int(random.bits() % UInt64(last + 1)))
        }
    }

    /// The last order of each source: a new one is made only once a round.
    private final class OrderCache: @unchecked Sendable {
        private let lock = NSLock()
        private var orders: [Int: [Int: [Int]]] = [:]

        func order(source: Int, round: Int, _ make: () -> [Int]) -> [Int] {
            lock.withLock {
                if let known = orders[source]?[round] { return known }
                let order = make()
                // Workers run ahead of one another by less than a round or two.
                orders[source] = (orders[source] ?? [:]).filter { abs($0.key - round) <= 1 }
                orders[source]?[round] = order
                return order
            }
        }
    }
}
