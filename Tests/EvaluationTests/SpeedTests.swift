import Evaluation
import Foundation
import Images
import TestSupport
import Testing

/// Processor time of one thread, against that of other work, so that a slow or busy machine changes little.
@Suite(.serialized) struct SpeedTests {
    /// Every metric of a large pair, median scale included, takes about as long as sorting its two maps would; it was
    /// three times as long when the median did sort them.
    @Test func scoringTakesNoLongerThanSortingTwice() throws {
        let (width, height) = (1500, 1000)
        var generator = SeededGenerator(seed: 6)
        let levels = (0..<1000).map { _ in Float.random(in: 1...20, using: &generator) }
        let truth = FloatRaster(
            width: width, height: height,
            values: (0..<width * height).map { index in
                levels[(index % width / 97 * 31 + index / width / 83 * 17) % 1000]
                    * (1 + Float(generator.next() >> 40) / Float(1 << 26))
            })
        let prediction = FloatRaster(
            width: width, height: height,
            values: truth.values.map { $0 * (1 + Float(generator.next() >> 40) / Float(1 << 26)) })
        let matte = FloatRaster(width: width, height: height, values: truth.values.map { $0 < 4 ? 1 : 0 })
        var count = 0
        let sorting = Self.processorTime { count += prediction.values.sorted().count + truth.values.sorted().count }
        let scoring = try Self.processorTime {
            let scores = PairScores(prediction: prediction, target: truth, alignment: .median, matte: matte)
            count += try #require(scores).scoredPixelCount
        }
        #expect(count == 3 * width * height)
        #expect(scoring < 2 * sorting)
    }

    /// In seconds.
    private static func processorTime(_ work: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        try work()
        return now() - start
    }

    @Test func orderStatisticsAreThoseOfSorting() {
        var generator = SeededGenerator(seed: 7)
        for count in [1, 2, 3, 10, 1001, 70_000] {
            // Ties, and neighbours in all but the last bits.
            let numbers = (0..<count).map { index in
                index % 3 == 0 ? 2 : Float.random(in: index % 3 == 1 ? 1e-30...1e30 : 1...1.001, using: &generator)
            }
            let ranks = [0, (count - 1) / 3, (count - 1) / 2, count / 2, count - 1]
            let statistics = OrderStatistics(ranks: ranks, of: numbers)
            let sorted = numbers.sorted()
            for rank in ranks { #expect(statistics[rank] == sorted[rank]) }
        }
    }
}
