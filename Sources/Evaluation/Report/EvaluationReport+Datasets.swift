extension EvaluationReport {
    /// All metrics of a data set as in the paper's table 4, how errors spread, and pictures.
    func section(_ dataset: EvaluatedDataset) -> String {
        let parts = results.alignments.map { (alignment: $0, html: figures(dataset, $0) + gallery(dataset, $0)) }
            .filter { !$0.html.isEmpty }
        if parts.isEmpty { return "" }
        // Focal lengths are the same after any alignment, and may be there once.
        let isTitled = parts.count > 1 || dataset.content == .depth && results.alignments.count > 1
        let html = parts.map { (isTitled ? "<h3>\($0.alignment.title)</h3>" : "") + $0.html }
        return "<section><h2>\(dataset.title.escaped)</h2>\(html.joined(separator: "\n"))</section>"
    }

    private func figures(_ dataset: EvaluatedDataset, _ alignment: Alignment) -> String {
        let metrics = Metric.allCases.filter { metric in
            metric != .seconds && results.methods.contains { summary(metric, dataset, $0, alignment) != nil }
        }
        if metrics.isEmpty { return "" }
        var table = table(metrics.map { Place(dataset: dataset, metric: $0) }, alignment)
        // The data set is the section's.
        for (index, metric) in metrics.enumerated() {
            table.columns[index] = .init(title: metric.heading, isScore: metric.isScore)
        }
        table.columns.append(.init(title: "Images"))
        for index in table.rows.indices {
            let count = index < results.methods.count ? count(dataset, results.methods[index], alignment) : nil
            table.rows[index].cells.append(
                .init(text: count.map(NumberText.whole) ?? "", value: count.map(Double.init)))
        }
        let charts = [histogram(dataset, alignment), byDistance(dataset, alignment)].compactMap { $0?.html }
        return table.html
            + (charts.isEmpty ? "" : "<div class=\"charts\">\(charts.joined(separator: "\n"))</div>")
    }

    private func count(_ dataset: EvaluatedDataset, _ method: EvaluatedMethod, _ alignment: Alignment) -> Int? {
        summary.cell(dataset: dataset.name, method: method.name, alignment: alignment)?.count
    }

    private func profiles(_ dataset: EvaluatedDataset, _ alignment: Alignment) -> [(Int, String, ErrorProfile)] {
        results.methods.enumerated().compactMap { color, method in
            summary.cell(dataset: dataset.name, method: method.name, alignment: alignment)?.profile
                .map { (color, method.name, $0) }
        }
    }

    private func histogram(_ dataset: EvaluatedDataset, _ alignment: Alignment) -> Chart? {
        Chart(
            "Errors", note: "dashed: the bounds of δ1; the outermost steps hold all beyond",
            series: profiles(dataset, alignment).map { color, name, profile in
                let total = Double(max(1, profile.histogram.reduce(0, +)))
                let points = profile.histogram.enumerated().map { index, count in
                    let start = ErrorProfile.smallestLogarithm + Double(index) * ErrorProfile.step
                    return (x: start, y: 100 * Double(count) / total)
                }
                return .init(name: name, color: color, points: points, form: .steps)
            },
            horizontal: .init("ln(prediction / truth)"), vertical: .init("% of pixels"),
            marks: [-Self.deltaBound, Self.deltaBound])
    }

    /// ln 1.25
    private static let deltaBound = 0.223_143_551_3

    private func byDistance(_ dataset: EvaluatedDataset, _ alignment: Alignment) -> Chart? {
        Chart(
            "AbsRel by distance",
            series: profiles(dataset, alignment).map { color, name, profile in
                let points = profile.countByDistance.enumerated().compactMap {
                    index, count -> (x: Double, y: Double)? in
                    let mean = profile.errorByDistance[index] / Double(count)
                    return count == 0 ? nil : (x: ErrorProfile.center(ofBin: index), y: mean)
                }
                return .init(name: name, color: color, points: points)
            },
            horizontal: .init("true distance in metres", prefersLogarithm: true),
            vertical: .init("mean |d − d̂| / d̂", prefersLogarithm: true))
    }
}
