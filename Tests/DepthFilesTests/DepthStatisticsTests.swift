import DepthFiles
import Foundation
import Testing

@Suite struct DepthStatisticsTests {
    /// numpy.percentile([1, 2, 4, 8, 10000], [1, 5, 25, 75, 95, 99]), its median and mean.
    @Test func agreesWithNumPy() {
        let statistics = DepthStatistics(metres: [8, 1, 10000, 4, 2])
        #expect(statistics.minimum == 1)
        #expect(statistics.maximum == 10000)
        #expect(statistics.median == 4)
        #expect(statistics.mean == 2003)
        #expect(statistics.farShare == 0.2)
        let expected = ["1": 1.04, "5": 1.2, "25": 2, "75": 8, "95": 8001.6, "99": 9600.32]
        #expect(statistics.percentiles.keys.sorted() == expected.keys.sorted())
        for (percent, value) in expected {
            // Rounding of double arithmetic alone.
            #expect(abs((statistics.percentiles[percent] ?? .nan) - value) < 1e-9 * value)
        }
    }

    @Test func oneValueIsEverything() {
        let statistics = DepthStatistics(metres: [2.5])
        #expect(statistics.minimum == 2.5 && statistics.maximum == 2.5 && statistics.mean == 2.5)
        #expect(statistics.median == 2.5)
        #expect(statistics.percentiles.values.allSatisfy { $0 == 2.5 })
    }

    /// Selecting by counting is the same as sorting, for values that crowd and for values that do not.
    @Test(arguments: [1, 2, 3, 10, 101, 5000]) func agreesWithSorting(count: Int) {
        for spread in [Float(0.001), 9999] {
            // Knuth's multiplicative sequence: unordered, and the same on every run.
            let metres = (1...count).map {
                1e-4 + spread * Float(UInt32(truncatingIfNeeded: $0 &* 2_654_435_761)) / Float(UInt32.max)
            }
            let sorted = metres.sorted().map(Double.init)
            let position = Double(count - 1) * 0.95
            let lower = sorted[Int(position)]
            let upper = sorted[min(Int(position) + 1, count - 1)]
            let statistics = DepthStatistics(metres: metres)
            let expected = lower + (upper - lower) * (position - position.rounded(.down))
            // Rounding of double arithmetic alone.
            #expect(abs((statistics.percentiles["95"] ?? .nan) - expected) < 1e-9 * expected)
            #expect(statistics.minimum == sorted[0] && statistics.maximum == sorted[count - 1])
        }
    }
}
