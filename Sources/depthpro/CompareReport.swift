internal import Evaluation
internal import Foundation

/// What `depthpro compare` prints.
struct CompareReport: Encodable {
    private let rows: [(key: String, value: Double)]
    private let counts: [(key: String, value: Int)]

    init(_ scores: PairScores) {
        let metrics = scores.metrics
        rows = Metric.allCases.compactMap { metric in metrics[metric].map { (metric.rawValue, $0) } }
        counts = [
            ("scored_pixels", scores.scoredPixelCount), ("invalid_predictions", scores.invalidPredictionCount),
        ]
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (key, value) in rows { try container.encode(value, forKey: Key(key)) }
        for (key, value) in counts { try container.encode(value, forKey: Key(key)) }
    }

    /// One metric a line.
    var table: String {
        let lines = rows.map { ($0.key, String(format: "%.6g", $0.value)) } + counts.map { ($0.key, "\($0.value)") }
        return lines.map { $0.padding(toLength: 22, withPad: " ", startingAt: 0) + $1 }.joined(separator: "\n")
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
