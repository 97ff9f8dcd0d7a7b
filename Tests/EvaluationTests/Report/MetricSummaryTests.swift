import Evaluation
import Foundation
import TestSupport
import Testing

@Suite struct MetricSummaryTests {
    /// What Scripts/evaluation-bootstrap.py computed.
    private struct Case: Decodable {
        let values: [Double]
        let mean: Double
        let low: Double
        let high: Double
    }

    @Test func agreesWithNumPy() throws {
        let url = Bundle.module.bundleURL.appendingPathComponent("Resources/bootstrap.json")
        for golden in try JSONDecoder().decode([Case].self, from: Data(contentsOf: url)) {
            let summary = try #require(MetricSummary(golden.values))
            #expect(abs(summary.mean - golden.mean) < 1e-12)
            // A thousand draws know a percentile in the tail to about a twelfth of the interval (three sigma), against
            // NumPy's hundred thousand.
            let tolerance = (golden.high - golden.low) / 12
            #expect(abs(summary.low - golden.low) <= tolerance)
            #expect(abs(summary.high - golden.high) <= tolerance)
            #expect(summary.low <= summary.mean && summary.mean <= summary.high)
            #expect(summary == MetricSummary(golden.values))
        }
    }

    /// Of intervals for 95 %, most hold the truth; fewer than 95 % on few values, as is known of the percentile method.
    @Test func coversTheTruth() throws {
        var generator = SeededGenerator(seed: 9)
        let covered = try (0..<400).count { _ in
            let summary = try #require(
                MetricSummary((0..<30).map { _ in Double.random(in: 0...1, using: &generator) }))
            return summary.low <= 0.5 && 0.5 <= summary.high
        }
        #expect((360...396).contains(covered), "\(covered) of 400")
    }

    @Test func fewAndOddValues() {
        #expect(MetricSummary([]) == nil)
        #expect(MetricSummary([0.3]).map { [$0.mean, $0.low, $0.high] } == [0.3, 0.3, 0.3])
        #expect(MetricSummary([2, 2, 2]).map { [$0.mean, $0.low, $0.high] } == [2, 2, 2])
        #expect(MetricSummary([1, .infinity])?.mean == .infinity)
        #expect(MetricSummary([1, .nan])?.mean.isNaN == true)
    }
}
