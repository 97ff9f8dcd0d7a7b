extension EvaluationReport {
    private static let metrics: [Metric] = [.focalDelta25, .focalDelta50]

    /// Estimated focal lengths as in the paper's table 3, and how errors spread.
    var focalLengths: String {
        // No alignment touches focal lengths: they are the same in all.
        let found = results.alignments.first { !places(Self.metrics + [.focalError], $0).isEmpty }
        guard let alignment = found else { return "" }
        let datasets = results.datasets.filter { dataset in
            places(Self.metrics + [.focalError], alignment).contains { $0.dataset == dataset }
        }
        let deltas = datasets.flatMap { dataset in Self.metrics.map { Place(dataset: dataset, metric: $0) } }
        var table = table(deltas, alignment)
        for dataset in datasets {
            table.columns.append(.init(title: dataset.title, note: "median error", isScore: false))
            for index in table.rows.indices { table.rows[index].cells.append(.init()) }
            for (index, method) in results.methods.enumerated() {
                let errors = focalErrors(dataset, method, alignment)
                guard !errors.isEmpty else { continue }
                let median = (errors[(errors.count - 1) / 2] + errors[errors.count / 2]) / 2
                table.rows[index].cells[table.columns.count - 1] =
                    .init(text: Metric.focalError.text(median), value: median)
            }
        }
        let charts = datasets.compactMap { focalChart($0, alignment)?.html }
        return """
            <section><h2>Focal length</h2>\(table.html)
            <div class="charts">\(charts.joined(separator: "\n"))</div></section>
            """
    }

    /// Sorted; infinite where nothing usable was estimated.
    private func focalErrors(
        _ dataset: EvaluatedDataset, _ method: EvaluatedMethod, _ alignment: Alignment
    ) -> [Double] {
        results.rows(dataset: dataset.name, method: method.name, alignment: alignment)
            .compactMap { $0.scores[.focalError] }.filter { !$0.isNaN }.sorted()
    }

    /// For each percent of relative error the percentage of images that have less.
    private static func curve(_ errors: [Double]) -> [(x: Double, y: Double)] {
        if errors.isEmpty { return [] }
        return (0...100).map { percent in
            let limit = Double(percent) / 100
            return (limit, 100 * Double(errors.count { $0 < limit }) / Double(errors.count))
        }
    }

    private func focalChart(_ dataset: EvaluatedDataset, _ alignment: Alignment) -> Chart? {
        Chart(
            dataset.title, note: "images with a smaller error; dashed: δ25 % and δ50 %",
            series: results.methods.enumerated().map { color, method in
                let errors = focalErrors(dataset, method, alignment)
                return .init(name: method.name, color: color, points: Self.curve(errors))
            },
            horizontal: .init("relative error", range: 0...1), vertical: .init("% of images", range: 0...100),
            marks: [0.25, 0.5])
    }
}
