extension EvaluationSummary {
    /// The metrics that a terminal has room for, where any method has them.
    private static let columns: [Metric] = [
        .delta1, .absoluteRelativeError, .boundaryF1, .matteRecall, .focalDelta25, .focalDelta50, .seconds,
    ]

    /// A table for the terminal: for each data set a line for each method, and the average ranks by δ1.
    ///
    /// Best figures have a star where there is something to compare; the last column appears where images failed.
    /// Shares are in percent. Empty without a row of that alignment.
    public func table(alignment: Alignment) -> String {
        let cells = cells.filter { $0.alignment == alignment }
        guard !cells.isEmpty else { return "" }
        let metrics = Self.columns.filter { metric in cells.contains { $0.metrics[metric] != nil } }
        let ranks = averageRanks.filter { $0.alignment == alignment && $0.metric == .delta1 }
        let hasRanks = ranks.count > 1
        let hasFailures = cells.contains { $0.failureCount > 0 }
        var lines = [
            ["data set", "method"] + metrics.map { $0.heading + " " } + ["images "] + (hasFailures ? ["failed "] : [])
        ]
        for dataset in datasets {
            let own = cells.filter { $0.dataset == dataset.name }
            for (index, cell) in own.enumerated() {
                let figures = metrics.map { Self.figure($0, of: cell, among: own) }
                lines.append(
                    [index == 0 ? dataset.name : "", cell.method] + figures + ["\(cell.count) "]
                        + (hasFailures ? ["\(cell.failureCount) "] : []))
            }
        }
        guard hasRanks else { return Self.aligned(lines) }
        let best = ranks.map(\.rank).min()
        let rankLines = ranks.enumerated().map { index, rank in
            [index == 0 ? "average rank" : "", rank.method, Self.rank(rank.rank) + (rank.rank == best ? "*" : " ")]
        }
        return Self.aligned(lines + [[]] + rankLines)
    }

    /// Two decimals, fewer where they are zeros.
    static func rank(_ rank: Double) -> String { NumberText.short((rank * 100).rounded() / 100) }

    private static func figure(
        _ metric: Metric, of cell: Cell, among cells: [Cell]
    ) -> String {
        guard let mean = cell.metrics[metric]?.mean else { return "" }
        let text = metric.text(mean)
        return text + (text == metric.bestText(cells.compactMap { $0.metrics[metric]?.mean }) ? "*" : " ")
    }

    /// Columns as wide as their widest text: names begin at the left, numbers end at the right.
    private static func aligned(_ lines: [[String]]) -> String {
        // A name from a file must not steer the terminal.
        let lines = lines.map { line in
            line.map { text in
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : String($0) }.joined()
            }
        }
        let count = lines.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in lines.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return lines.map { line in
            var text = ""
            for (column, field) in line.enumerated() {
                let space = String(repeating: " ", count: widths[column] - field.count)
                text += (column == 0 ? "" : "  ") + (column < 2 ? field + space : space + field)
            }
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }.joined()
    }
}

extension EvaluationResults {
    /// ``EvaluationSummary/table(alignment:)``; for several alignments, a summary made once is faster.
    public func table(alignment: Alignment) -> String { EvaluationSummary(self).table(alignment: alignment) }
}

extension Metric {
    /// The best of several figures as it is shown; `nil` where there are not two to compare.
    func bestText(_ figures: [Double]) -> String? {
        let finite = figures.filter(\.isFinite)
        guard finite.count > 1 else { return nil }
        return (isScore ? finite.max() : finite.min()).map(text)
    }
}
