extension EvaluationReport {
    /// Run time and size as in the paper's table 5, and boundaries against run time as in its figures.
    var runTimes: String {
        guard results.methods.contains(where: { seconds($0) != nil || $0.parameters != nil }) else { return "" }
        let measured = results.methods.map { method in
            let seconds = seconds(method)
            return ReportTable.Row(
                name: method.name,
                cells: [
                    .init(parameters: method.parameters),
                    .init(columns: method.nativeWidth, rows: method.nativeHeight),
                    .init(text: seconds.map(Metric.seconds.text) ?? "–", value: seconds), .init(text: ""),
                ])
        }
        let published = PublishedRunTime.all.map { method in
            let seconds = method.millisecondsHD / 1000
            return ReportTable.Row(
                name: method.method,
                cells: [
                    .init(parameters: method.parameters),
                    .init(columns: method.nativeWidth, rows: method.nativeHeight, unknown: "the photo's"),
                    .init(text: ""), .init(text: Metric.seconds.text(seconds), value: seconds),
                ], isPublished: true)
        }
        let table = ReportTable(
            columns: [
                .init(title: "Parameters"), .init(title: "Native output"),
                .init(title: "Seconds", note: "measured, a photo", isScore: false),
                .init(title: "Seconds", note: "published: V100, HD photo"),
            ], rows: measured + published)
        let charts = results.alignments.prefix(1).flatMap { alignment in
            places([.boundaryF1, .matteRecall], alignment).compactMap { scatter($0, alignment)?.html }
        }
        return """
            <section><h2>Run time and size</h2>\(table.html)
            <div class="charts">\(charts.joined(separator: "\n"))</div></section>
            """
    }

    /// The mean over all images of one alignment; `nil` for predictions that were made elsewhere.
    private func seconds(_ method: EvaluatedMethod) -> Double? {
        let own = summary.cells.filter { $0.method == method.name && $0.alignment == results.alignments.first }
            .compactMap { $0.metrics[.seconds] }
        let count = own.reduce(0) { $0 + $1.count }
        return count == 0 ? nil : own.reduce(0) { $0 + $1.mean * Double($1.count) } / Double(count)
    }

    private func scatter(_ place: Place, _ alignment: Alignment) -> Chart? {
        let measured = results.methods.enumerated().compactMap { color, method -> Chart.Series? in
            guard let seconds = seconds(method), let figure = summary(place.metric, place.dataset, method, alignment)
            else { return nil }
            return .init(name: method.name, color: color, points: [(seconds, figure.mean)], form: .dots)
        }
        if measured.isEmpty { return nil }
        let published = PublishedResult.all(dataset: place.dataset.name).filter { $0.metric == place.metric }
            .compactMap { figure -> Chart.Series? in
                let plain = figure.method.replacing(" (rel.)", with: "")
                guard let time = PublishedRunTime.all.first(where: { $0.method == plain }) else { return nil }
                return .init(
                    name: plain, color: Chart.Series.grey, points: [(time.millisecondsHD / 1000, figure.value)],
                    form: .rings)
            }
        // One dot says nothing that the table does not.
        guard measured.count + published.count > 1 else { return nil }
        return Chart(
            "\(place.dataset.title): \(place.metric.title)",
            note: published.isEmpty ? "" : "hollow: published, on a V100", series: published + measured,
            horizontal: .init("seconds a photo", prefersLogarithm: true),
            vertical: .init(place.metric == .boundaryF1 ? "boundary F1" : "boundary recall"))
    }
}

extension ReportTable.Cell {
    fileprivate init(parameters: Int?) {
        guard let parameters else {
            self.init()
            return
        }
        let number = Double(parameters)
        let text = number < 1e9 ? NumberText.short(number) : NumberText.whole(Int((number / 1e6).rounded())) + "M"
        self.init(text: text, value: number)
    }

    fileprivate init(columns: Int?, rows: Int?, unknown: String = "–") {
        guard let columns, let rows else {
            self.init(text: unknown)
            return
        }
        self.init(text: "\(columns) × \(rows)", value: Double(columns) * Double(rows))
    }
}
