internal import Evaluation
internal import Foundation
internal import Images

/// A run on one page: curves, metrics, pictures of predictions and the recipe, in one file that needs nothing else.
public struct RunReport {
    let history: RunHistory
    let folder: RunFolder

    /// - Parameters:
    ///   - history: What happened.
    ///   - folder: Where the recipe and the pictures are, and where the report goes.
    public init(_ history: RunHistory, folder: RunFolder) {
        self.history = history
        self.folder = folder
    }

    /// Replaces the run's `report.html`.
    ///
    /// - Throws: ``TrainingError/Code/unwritable``; the page before stays then.
    public func write() throws(TrainingError) {
        do {
            try AtomicFile.write(Data(html.utf8), to: folder.report)
        } catch {
            throw TrainingError(.unwritable, error.message, cause: error)
        }
    }

    /// The page.
    public var html: String {
        let name = history.session?.name ?? folder.url.lastPathComponent
        let body = """
            \(head(name))
            \(section("Losses", lossCharts, note: marks.isEmpty ? nil : "At a dashed line, a stage begins."))
            \(validation)
            \(predictions)
            \(section("Optimisation", optimisationCharts))
            \(warnings)
            \(facts)
            \(recipe)
            """
        return ReportPage(title: "\(name) – training report", style: Self.style, body: body).html
    }

    private static let style = """
        .progress{height:6px;border-radius:3px;background:var(--grid);margin:14px 0 18px;overflow:hidden}
        .progress i{display:block;height:100%;background:var(--c0)}
        """

    // MARK: Head

    private func head(_ name: String) -> String {
        let planned = history.session?.plannedSteps ?? 0
        let done = history.totalSteps
        let stage = history.stages.last.map { "Stage “\($0.name)”" } ?? "Not begun"
        let share = planned > 0 ? min(1, max(0, Double(done) / Double(planned))) : 0
        return """
            <header><h1>\(name.escaped)</h1>
            <p class="muted">\(stage.escaped) · updated \(timestamp)</p>
            <div class="progress" role="img" aria-label="\(Int(share * 100)) % done">\
            <i style="width:\(String(format: "%.1f", share * 100))%"></i></div></header>
            <dl class="tiles">
            \(tiles.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }.joined(separator: "\n"))
            </dl>
            """
    }

    private var tiles: [(String, String)] {
        let planned = history.session?.plannedSteps ?? 0
        let last = history.steps.suffix(50)
        let losses = last.compactMap(\.loss)
        let speed = last.last?.imagesPerSecond ?? 0
        let perStep = history.seconds / Double(max(1, history.totalSteps))
        var tiles = [
            ("Steps", "\(NumberText.whole(history.totalSteps)) <small>of \(NumberText.whole(planned))</small>"),
            ("Images seen", NumberText.whole(last.last?.images ?? 0)),
            ("Loss, lately", losses.isEmpty ? "–" : NumberText.short(losses.reduce(0, +) / Double(losses.count))),
            ("Images a second", NumberText.short(speed)), ("Time spent", NumberText.duration(history.seconds)),
        ]
        if planned > history.totalSteps, perStep > 0 {
            tiles.append(
                ("Time left, about", NumberText.duration(perStep * (Double(planned) - Double(history.totalSteps)))))
        }
        return tiles
    }

    private var timestamp: String {
        let text = Date(timeIntervalSince1970: history.lastTime).formatted(.iso8601.dateTimeSeparator(.space))
        return text.prefix(16) + " UTC"
    }

    // MARK: End

    private var warnings: String {
        guard !history.warnings.isEmpty else { return "" }
        let items = history.warnings.reversed().map { "<li>\($0.escaped)</li>" }.joined()
        return "<section><h2>Warnings</h2><ul class=\"warnings\">\(items)</ul></section>"
    }

    private var facts: String {
        guard let facts = history.session?.facts, !facts.isEmpty else { return "" }
        let rows = facts.sorted { $0.key < $1.key }
            .map { "<tr><th scope=\"row\">\($0.key.escaped)</th><td>\($0.value.escaped)</td></tr>" }
        return "<section><h2>Facts</h2><div class=\"scroll\"><table>\(rows.joined())</table></div></section>"
    }

    private var recipe: String {
        guard let text = try? String(contentsOf: folder.recipe, encoding: .utf8) else { return "" }
        return
            "<section><h2>Recipe</h2><details><summary>recipe.yaml</summary>"
            + "<pre>\(text.escaped)</pre></details></section>"
    }

    private func section(_ title: String, _ charts: [Chart], note: String? = nil) -> String {
        guard !charts.isEmpty else { return "" }
        let note = note.map { "<p class=\"muted\">\($0)</p>" } ?? ""
        return
            "<section><h2>\(title)</h2>\(note)<div class=\"charts\">\n"
            + charts.map(\.html).joined(separator: "\n") + "\n</div></section>"
    }
}
