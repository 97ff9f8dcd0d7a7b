public import Foundation

extension EvaluationSummary: Encodable {
    /// What the JSON file is made of: data sets, methods, a summary for each cell, ranks, and how much failed.
    ///
    /// Shares are in 0…1; a figure that is not finite is `null`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(datasets, forKey: .datasets)
        try container.encode(methods, forKey: .methods)
        try container.encode(alignments, forKey: .alignments)
        try container.encode(cells, forKey: .summaries)
        try container.encode(averageRanks, forKey: .averageRanks)
        try container.encode(cells.reduce(0) { $0 + $1.failureCount }, forKey: .failureCount)
    }

    /// The file, with sorted keys and lines for people.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    private enum Key: String, CodingKey {
        case datasets
        case methods
        case alignments
        case summaries
        case averageRanks = "average_ranks"
        case failureCount = "failures"
    }
}

extension EvaluationSummary.Cell: Encodable {
    /// One entry of the file's summaries.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(dataset, forKey: .dataset)
        try container.encode(method, forKey: .method)
        try container.encode(alignment, forKey: .alignment)
        try container.encode(count, forKey: .count)
        try container.encode(failureCount, forKey: .failureCount)
        try container.encode(metrics.mapValues(Figure.init), forKey: .metrics)
    }

    private enum Key: String, CodingKey {
        case dataset
        case method
        case alignment
        case count = "images"
        case failureCount = "failures"
        case metrics
    }

    /// A summary without infinities, which JSON does not know.
    private struct Figure: Encodable {
        let mean: Double?
        let low: Double?
        let high: Double?
        let count: Int

        init(_ summary: MetricSummary) {
            let figures = [summary.mean, summary.low, summary.high].map { $0.isFinite ? $0 : nil }
            (mean, low, high, count) = (figures[0], figures[1], figures[2], summary.count)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(mean, forKey: .mean)
            try container.encode(low, forKey: .low)
            try container.encode(high, forKey: .high)
            try container.encode(count, forKey: .count)
        }

        private enum Key: CodingKey { case mean, low, high, count }
    }
}
