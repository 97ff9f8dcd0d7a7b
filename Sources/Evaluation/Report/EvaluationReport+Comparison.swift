extension EvaluationReport {
    /// What a column of a table of methods shows.
    struct Place {
        let dataset: EvaluatedDataset
        let metric: Metric
    }

    /// The tables of one alignment over all data sets: depth as in the paper's table 1, boundaries as in its table 2.
    func comparison(_ alignment: Alignment) -> String {
        let tables = [Metric.delta1, .absoluteRelativeError].map { metric in
            let places = places([metric], alignment)
            if places.isEmpty { return "" }
            return "<div><h3>\(metric.heading.escaped)</h3>\(table(places, alignment, ranks: metric).html)</div>"
        }
        let boundaries = places([.boundaryF1, .matteRecall], alignment)
        let boundaryTable =
            boundaries.isEmpty ? "" : "<div><h3>Boundaries</h3>\(table(boundaries, alignment).html)</div>"
        let content = (tables + [boundaryTable]).joined()
        if content.isEmpty { return "" }
        return "<section><h2>\(alignment.title)</h2><div class=\"tables\">\(content)</div></section>"
    }

    /// Data sets on which any method has one of the metrics.
    func places(_ metrics: [Metric], _ alignment: Alignment) -> [Place] {
        metrics.flatMap { metric in
            results.datasets.filter { dataset in
                results.methods.contains { summary(metric, dataset, $0, alignment) != nil }
            }.map { Place(dataset: $0, metric: metric) }
        }
    }

    func summary(
        _ metric: Metric, _ dataset: EvaluatedDataset, _ method: EvaluatedMethod, _ alignment: Alignment
    ) -> MetricSummary? {
        summary.cell(dataset: dataset.name, method: method.name, alignment: alignment)?.metrics[metric]
    }

    /// Measured methods, then published ones.
    ///
    /// - Parameter ranks: Adds a column of average ranks by that metric.
    func table(_ places: [Place], _ alignment: Alignment, ranks: Metric? = nil) -> ReportTable {
        var columns = places.map { place in
            // A table of ranks has its metric above it.
            ReportTable.Column(
                title: place.dataset.title, note: ranks == nil ? place.metric.heading : "",
                isScore: place.metric.isScore)
        }
        var rows = results.methods.map { method in
            ReportTable.Row(
                name: method.name,
                cells: places.map { .init($0.metric, summary($0.metric, $0.dataset, method, alignment)) })
        }
        var published = publishedRows(places, alignment)
        let byMethod = Dictionary(
            summary.averageRanks.filter { $0.metric == ranks && $0.alignment == alignment }.map { ($0.method, $0.rank) }
        ) { first, _ in first }
        if byMethod.count > 1 {
            columns.append(.init(title: "Average rank", isScore: false))
            for (index, method) in results.methods.enumerated() {
                let rank = byMethod[method.name]
                rows[index].cells.append(.init(text: rank.map(EvaluationSummary.rank) ?? "–", value: rank))
            }
            for index in published.indices { published[index].cells.append(.init(text: "")) }
        }
        return ReportTable(columns: columns, rows: rows + published)
    }

    /// What the paper has in the same places, its best known methods last.
    private func publishedRows(_ places: [Place], _ alignment: Alignment) -> [ReportTable.Row] {
        let figures = places.map { place in
            place.metric.isPublished(after: alignment)
                ? PublishedResult.all(dataset: place.dataset.name).filter { $0.metric == place.metric } : []
        }
        let methods = figures.joined().reduce(into: [String]()) { if !$0.contains($1.method) { $0.append($1.method) } }
        return methods.map { method in
            let cells = zip(places, figures).map { place, figures in
                ReportTable.Cell(place.metric, published: figures.first { $0.method == method }?.value)
            }
            return ReportTable.Row(name: method, cells: cells, isPublished: true)
        }
    }
}

extension Metric {
    /// Whether the paper's figures can stand beside those after an alignment: it aligns nothing, and boundaries do not
    /// change with scale.
    func isPublished(after alignment: Alignment) -> Bool {
        switch alignment {
        case .none: true
        case .median, .scale: [.boundaryF1, .boundaryPrecision, .boundaryRecall, .matteRecall].contains(self)
        case .affineInverse, .robustAffineInverse: false
        }
    }
}

extension Alignment {
    /// As a heading.
    var title: String {
        switch self {
        case .none: "Metric depth, not aligned"
        case .median: "After median scaling"
        case .scale: "After least-squares scaling"
        case .affineInverse: "After aligning scale and shift of inverse depth"
        case .robustAffineInverse: "After robustly aligning scale and shift of inverse depth"
        }
    }
}
