import Evaluation
import Foundation
import Images
import Testing

@Suite struct EvaluationReportTests {
    private static let results = ReportFixture.results()
    private static let page = EvaluationReport(results: results).html
    private static let cells = Set(page.matches(of: /<td.*?<\/td>/).map { String($0.output) })

    @Test func standsAlone() throws {
        #expect(Self.page.hasPrefix("<!doctype html>"))
        // The paper's number in arXiv is a text, not a link.
        #expect(!Self.page.contains("http") && !Self.page.contains("@import") && !Self.page.contains("url("))
        #expect(!Self.page.contains("src="))
        try expectBalancedElements(Self.page)
    }

    @Test func showsEveryMean() throws {
        for cell in EvaluationSummary(Self.results).cells {
            for (metric, summary) in cell.metrics where metric != .seconds && metric != .focalError {
                let interval = "\(metric.text(summary.low))–\(metric.text(summary.high))"
                let start =
                    "<td data-v=\"\(summary.mean)\" title=\"95 % interval \(interval), \(summary.count) images\">"
                let cells = [metric.text(summary.mean), "<b>\(metric.text(summary.mean))</b>"]
                    .map { "\(start)\($0)<small>\(interval)</small></td>" }
                #expect(cells.contains { Self.cells.contains($0) }, "\(start)")
            }
        }
    }

    @Test func sectionsFollowWhatWasMeasured() {
        for title in [
            "Metric depth, not aligned", "After aligning scale and shift of inverse depth", "Focal length",
            "Run time and size", "Failures", "SUN RGB-D",
        ] {
            #expect(Self.page.contains("<h2>\(title)</h2>"), "\(title)")
        }
        #expect(Self.page.contains("The prediction has no valid pixel."))
        // Errors and distances of two sets and two alignments; focal curve; run time with Sintel and AM-2k,
        // where the paper has figures too.
        #expect(Self.page.components(separatedBy: "<svg").count - 1 == 8 + 1 + 2)
        var few = Self.results
        few.datasets.removeAll { $0.content != .mattes }
        few.methods = few.methods.filter { $0.parameters == nil }
        let page = EvaluationReport(results: few).html
        #expect(!page.contains("<h2>Focal length") && !page.contains("<h2>Run time"))
        #expect(!page.contains("<svg"))
    }

    /// In the order of the page's sections: rows below a heading until the next.
    private func section(_ title: String, of page: String) throws -> String {
        let start = try #require(page.range(of: "<h2>\(title)</h2>"))
        let rest = page[start.upperBound...]
        return String(rest[..<(rest.range(of: "<h2>")?.lowerBound ?? rest.endIndex)])
    }

    @Test func publishedRowsAreMarkedAndOnlyWhereTheyCompare() throws {
        let metric = try section("Metric depth, not aligned", of: Self.page)
        // Table 1, Sintel and SUN-RGBD.
        #expect(metric.contains("Depth Pro <span class=\"tag\">published</span></th><td data-v=\"0.4\">40.0</td>"))
        #expect(metric.contains("<td data-v=\"0.89\">89.0</td>"))
        // Table 2.
        #expect(
            metric.contains("<td data-v=\"0.409\">0.409</td>") && metric.contains("<td data-v=\"0.173\">0.173</td>"))
        let aligned = try section("After aligning scale and shift of inverse depth", of: Self.page)
        #expect(!aligned.contains("published"))
        let focal = try section("Focal length", of: Self.page)
        #expect(focal.contains("<td data-v=\"0.684\">68.4</td>") && focal.contains(">85.2</td>"))
        let times = try section("Run time and size", of: Self.page)
        #expect(times.contains("<td data-v=\"0.3413\">0.341</td>") && times.contains(">504M</td>"))
        // Published rows are never best.
        #expect(!Self.page.contains(/<tr class="published">(?:(?!<\/tr>).)*<b>/))
    }

    @Test func theBestIsBold() throws {
        let rows = try section("Metric depth, not aligned", of: Self.page).components(separatedBy: "<tr")
        let first = try #require(rows.first { $0.contains(">small</th>") })
        // δ1 of two sets, and the average rank.
        #expect(first.components(separatedBy: "<b>").count - 1 == 3)
        let second = try #require(rows.first { $0.contains(">midas</th>") })
        #expect(!second.contains("<b>"))
    }

    @Test func namesCannotBreakThePage() throws {
        let evil = "<img src=x onerror=\"a\">&'\u{202e}"
        var results = Self.results
        results.datasets[0].title = evil
        results.methods[0].name = evil
        for index in results.rows.indices {
            if results.rows[index].method == "small" { results.rows[index].method = evil }
            results.rows[index].image += evil
            if results.rows[index].failure != nil { results.rows[index].failure = evil }
        }
        let row = try #require(results.rows.first { $0.dataset == "sintel" && $0.method == evil })
        let file = try #require(Data(base64Encoded: Self.png))
        let picture = EvaluationPicture(
            dataset: row.dataset, image: row.image, method: row.method,
            panels: [.init(kind: .photo, data: file), .init(kind: .error, data: Data("no picture".utf8))])
        let page = EvaluationReport(results: results, pictures: [picture]).html
        #expect(!page.contains("<img src=x") && !page.contains("onerror=\"a"))
        #expect(page.contains("&lt;img src=x onerror=&quot;a&quot;&gt;&amp;'"))
        #expect(page.components(separatedBy: "<img ").count - 1 == 1)
        #expect(page.contains("src=\"data:image/png;base64,\(Self.png)\" width=\"1\" height=\"1\""))
        try expectBalancedElements(page)
    }

    /// One pixel.
    private static let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

    @Test func whatIsNoNumberIsADash() throws {
        var results = Self.results
        for index in results.rows.indices {
            for metric in results.rows[index].scores.keys {
                results.rows[index].scores[metric] = index % 3 == 0 ? .nan : index % 3 == 1 ? .infinity : -.infinity
            }
        }
        let page = EvaluationReport(results: results).html
        let style = try #require(page.range(of: "</style>")), script = try #require(page.range(of: "<script>"))
        let text = page[style.upperBound..<script.lowerBound].replacing(/>[^<]*Infinit[^<]*</, with: "")
        #expect(text.contains("–</td>"))
        #expect(!text.contains("nan") && !text.contains(/\binf\b/))
        try expectBalancedElements(page)
    }

    @Test func nothingMakesAPageToo() throws {
        let none = EvaluationResults(datasets: [], methods: [], alignments: [], rows: [])
        let page = EvaluationReport(results: none).html
        #expect(page.contains("Nothing was evaluated."))
        try expectBalancedElements(page)
        // Everything failed before a row was made.
        let empty = EvaluationResults(
            datasets: ReportFixture.datasets, methods: ReportFixture.methods, alignments: [.none], rows: [])
        try expectBalancedElements(EvaluationReport(results: empty).html)
        #expect(empty.table(alignment: .none).isEmpty)
    }
}

/// Every element that is opened is closed, in order.
func expectBalancedElements(_ page: String) throws {
    var open: [Substring] = []
    for match in page.matches(of: /<(\/?)([a-z0-9]+)([^>]*)>/) {
        let (_, slash, name, rest) = match.output
        if ["meta", "img"].contains(name) || rest.hasSuffix("/") { continue }
        if slash.isEmpty {
            open.append(name)
        } else {
            try #require(open.popLast() == name, "\(name) closed")
        }
    }
    #expect(open.isEmpty)
}
