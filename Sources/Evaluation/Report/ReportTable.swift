/// A table of a page: figures, with methods down its side.
struct ReportTable {
    struct Column {
        var title: String
        /// In small letters below the title.
        var note = ""
        /// Whether more is better; `nil` where nothing is best.
        var isScore: Bool?
    }

    struct Cell {
        var text = "–"
        /// In small letters below the text.
        var note = ""
        /// What sorting and the search for the best go by.
        var value: Double?
        /// What the pointer shows.
        var hint = ""
    }

    struct Row {
        var name: String
        var cells: [Cell]
        /// From the paper rather than measured: marked, and never best.
        var isPublished = false
    }

    /// Of the first column.
    var corner = "Method"
    var columns: [Column]
    var rows: [Row]

    var html: String {
        let heads = columns.map { column in
            "<th scope=\"col\"\(column.isScore == true ? " class=\"more\"" : "")>\(column.title.escaped)"
                + (column.note.isEmpty ? "" : "<small>\(column.note.escaped)</small>") + "</th>"
        }
        let best = columns.indices.map(bestText)
        let lines = rows.map { row in
            let mark = row.isPublished ? " <span class=\"tag\">published</span>" : ""
            let cells = row.cells.enumerated().map { column, cell in
                html(cell, isBest: !row.isPublished && best[column] != nil && cell.text == best[column])
            }
            return "<tr\(row.isPublished ? " class=\"published\"" : "")>"
                + "<th scope=\"row\">\(row.name.escaped)\(mark)</th>\(cells.joined())</tr>"
        }
        return """
            <div class="scroll"><table class="numbers sortable"><thead><tr><th scope="col">\(corner.escaped)</th>\
            \(heads.joined())</tr></thead>
            <tbody>\(lines.joined(separator: "\n"))</tbody></table></div>
            """
    }

    private func html(_ cell: Cell, isBest: Bool) -> String {
        let value = cell.value.flatMap { $0.isFinite ? " data-v=\"\($0)\"" : nil } ?? ""
        let hint = cell.hint.isEmpty ? "" : " title=\"\(cell.hint.escaped)\""
        let text = isBest ? "<b>\(cell.text.escaped)</b>" : cell.text.escaped
        return "<td\(value)\(hint)>\(text)" + (cell.note.isEmpty ? "" : "<small>\(cell.note.escaped)</small>") + "</td>"
    }

    /// What the best of the measured figures looks like, where there are several: what looks the same is as good.
    private func bestText(_ column: Int) -> String? {
        guard let isScore = columns[column].isScore else { return nil }
        let cells = rows.filter { !$0.isPublished }.map { $0.cells[column] }
        let known = cells.compactMap { cell in cell.value.flatMap { $0.isFinite ? (value: $0, cell.text) : nil } }
        guard known.count > 1 else { return nil }
        return (isScore ? known.max { $0.value < $1.value } : known.min { $0.value < $1.value })?.1
    }
}

extension ReportTable.Cell {
    /// A mean with its interval; "–" without one.
    init(_ metric: Metric, _ summary: MetricSummary?) {
        self.init()
        guard let summary else { return }
        (text, value) = (metric.text(summary.mean), summary.mean)
        let images = summary.count == 1 ? "1 image" : "\(NumberText.whole(summary.count)) images"
        guard summary.count > 1, summary.low.isFinite, summary.high.isFinite else {
            hint = images
            return
        }
        note = "\(metric.text(summary.low))–\(metric.text(summary.high))"
        hint = "95 % interval \(note), \(images)"
    }

    /// A figure of the paper.
    init(_ metric: Metric, published value: Double?) {
        self.init(text: value.map(metric.text) ?? "–", value: value)
    }
}
