/// An evaluation on one page: tables as in the paper, charts and pictures, in one file that needs nothing else.
public struct EvaluationReport: Sendable {
    let results: EvaluationResults
    let summary: EvaluationSummary
    let pictures: [EvaluationPicture]

    /// Computes what the page shows.
    ///
    /// - Parameters:
    ///   - results: What was measured.
    ///   - summary: Of the same results, where it has been computed already.
    ///   - pictures: Of some images, see ``EvaluationResults/bestAndWorst(dataset:method:alignment:count:)``.
    public init(results: EvaluationResults, summary: EvaluationSummary? = nil, pictures: [EvaluationPicture] = []) {
        self.results = results
        self.pictures = pictures
        self.summary = summary ?? EvaluationSummary(results)
    }

    /// The page.
    public var html: String {
        let parts = [head, evaluated] + results.alignments.map(comparison) + [focalLengths, runTimes]
        let rest = results.datasets.map(section) + [failures, notes]
        let body = (parts + rest).filter { !$0.isEmpty }.joined(separator: "\n")
        return ReportPage(title: "Depth evaluation", style: Self.style, body: body, script: Self.script).html
    }

    // MARK: Head

    private var head: String {
        let failed = results.failures.count
        let tiles = [
            ("Data sets", results.datasets.count), ("Methods", results.methods.count),
            ("Images", results.datasets.reduce(0) { $0 + $1.count }), ("Scores", results.rows.count - failed),
            ("Failures", failed),
        ]
        let items = tiles.map { "<div><dt>\($0)</dt><dd>\(NumberText.whole($1))</dd></div>" }
        return """
            <header><h1>Depth evaluation</h1>
            <p class="muted">\(results.methods.map(\.name).joined(separator: ", ").escaped)</p></header>
            <dl class="tiles">
            \(items.joined(separator: "\n"))
            </dl>
            """
    }

    private var evaluated: String {
        guard !results.datasets.isEmpty else { return "<p>Nothing was evaluated.</p>" }
        let rows = results.datasets.map { dataset in
            let own = results.rows.filter { $0.dataset == dataset.name }
            let failed = Set(own.filter { $0.failure != nil }.map(\.image)).count
            return ReportTable.Row(
                name: dataset.title,
                cells: [
                    .init(text: dataset.content.title), .init(text: dataset.rangeText, value: dataset.maximum),
                    .init(text: NumberText.whole(dataset.count), value: Double(dataset.count)),
                    .init(text: NumberText.whole(failed), value: Double(failed)),
                ])
        }
        let columns = ["Scored", "True depths that count", "Images", "Images with failures"]
        let table = ReportTable(corner: "Data set", columns: columns.map { .init(title: $0) }, rows: rows)
        return "<section><h2>What was evaluated</h2>\(table.html)</section>"
    }

    // MARK: End

    /// More would make a page that nobody reads; the CSV file has them all.
    private static let failureLimit = 200

    private var failures: String {
        let failures = results.failures
        guard !failures.isEmpty else { return "" }
        let rows = failures.prefix(Self.failureLimit).map { row in
            let cells = [row.image, row.method, row.alignment.rawValue, row.failure ?? ""]
                .map { "<td>\($0.escaped)</td>" }
            return "<tr><th scope=\"row\">\(row.dataset.escaped)</th>\(cells.joined())</tr>"
        }
        let more = failures.count - rows.count
        let note = more > 0 ? "<p class=\"muted\">\(NumberText.whole(more)) more are in the CSV file.</p>" : ""
        return """
            <section><h2>Failures</h2>
            <p class="muted">These images have no scores; the means go over the others.</p>
            <div class="scroll"><table class="words"><thead><tr><th scope="col">Data set</th>\
            <th scope="col">Image</th><th scope="col">Method</th><th scope="col">Alignment</th>\
            <th scope="col">Reason</th></tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>\(note)</section>
            """
    }

    private var notes: String {
        """
        <section><h2>How to read the figures</h2><ul class="notes">
        <li>A figure is the mean over a data set's images, each of which weighs the same. Below it, the middle 95 % of \
        the means of 1000 resampled sets of images (percentile bootstrap). The best of the methods is bold.</li>
        <li>δ1, δ2, δ3: share of pixels within a factor of 1.25, 1.25², 1.25³ of the truth. AbsRel: mean |d − d̂| / d̂. \
        F1 and recall of boundaries are scale-invariant, weighted over ten thresholds.</li>
        <li>Average rank: the mean of a method's ranks over the data sets on which it has a figure. Only methods that \
        were measured here are ranked.</li>
        <li><span class="tag">published</span> marks figures of the Depth Pro paper (arXiv 2410.02073), which were not \
        measured here; splits, resolutions and settings may differ.</li>
        </ul></section>
        """
    }
}

extension EvaluatedDataset.Content {
    var title: String {
        switch self {
        case .depth: "depth"
        case .mattes: "mattes"
        case .focalLengths: "focal lengths"
        }
    }
}

extension EvaluatedDataset {
    var rangeText: String {
        guard content == .depth else { return "–" }
        let upper = maximum.map { "\(NumberText.short($0)) m" } ?? "∞"
        return "\(NumberText.short(minimum)) m – \(upper)"
    }
}
