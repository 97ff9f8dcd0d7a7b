import Evaluation
import Foundation
import Testing

/// CSV, JSON and the terminal's table.
@Suite struct EvaluationFilesTests {
    private func results(_ rows: [ImageScore], methods: [String]) -> EvaluationResults {
        EvaluationResults(
            datasets: ["a", "b"].map {
                EvaluatedDataset(name: $0, title: $0, content: .depth, minimum: 0, maximum: nil, count: 2)
            },
            methods: methods.map { EvaluatedMethod(name: $0) }, alignments: [.none, .median], rows: rows)
    }

    private func row(
        _ dataset: String, _ method: String, _ scores: [Metric: Double], image: String = "1", failure: String? = nil
    ) -> ImageScore {
        ImageScore(dataset: dataset, image: image, method: method, alignment: .none, scores: scores, failure: failure)
    }

    /// RFC 4180, section 2.
    private func fields(_ csv: String) -> [[String]] {
        var (records, record, field, isQuoted): ([[String]], [String], String, Bool) = ([], [], "", false)
        var scalars = csv.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            switch scalar {
            case "\"" where isQuoted && next == "\"":
                field.unicodeScalars.append("\"")
                next = scalars.next()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                record.append(field)
                field = ""
            case "\r" where !isQuoted && next == "\n":
                next = scalars.next()
                records.append(record + [field])
                (record, field) = ([], "")
            default: field.unicodeScalars.append(scalar)
            }
        }
        return records
    }

    @Test func csvHoldsEveryRowExactly() throws {
        let hostile = "a,\"b\"\r\nc\u{301}; =1+1"
        let rows = [
            row("a", "x", [.delta1: 0.1 + 0.2, .absoluteRelativeError: 1e-7, .focalError: .infinity], image: hostile),
            row("b", "y", [:], failure: hostile),
        ]
        let records = fields(results(rows, methods: ["x", "y"]).csv)
        #expect(records.count == 3 && records.allSatisfy { $0.count == 5 + Metric.allCases.count })
        #expect(records[0][..<6] == ["dataset", "image", "method", "alignment", "delta1", "delta2"])
        #expect(records[1][1] == hostile && records[2].last == hostile && records[1].last == "")
        for (row, record) in zip(rows, records.dropFirst()) {
            for (column, metric) in Metric.allCases.enumerated() {
                #expect(Double(record[4 + column]) == row.scores[metric])
            }
        }
    }

    @Test func csvNamesItsColumnsAsFilesDo() {
        let header = fields(results([], methods: []).csv)[0]
        for name in ["abs_rel", "rmse_log", "boundary_f1", "matte_recall", "focal_error", "pc_iou", "seconds"] {
            #expect(header.contains(name))
        }
    }

    @Test func jsonHoldsSummariesAndRanks() throws {
        let results = ReportFixture.results()
        let file = try JSONDecoder().decode(File.self, from: EvaluationSummary(results).json())
        #expect(file.failures == 1 && file.datasets == results.datasets && file.methods == results.methods)
        #expect(file.summaries.count == 2 * 4 * 3)
        let first = try #require(file.summaries.first)
        #expect(first.dataset == "sintel" && first.method == "small" && first.alignment == .none)
        #expect(first.images == 11 && first.failures == 1)
        let expected = results.summary(.delta1, dataset: "sintel", method: "small", alignment: .none)
        #expect(first.metrics[.delta1] == expected && expected?.count == 11)
        for rank in file.average_ranks {
            #expect(rank.rank == results.averageRanks(rank.metric, alignment: rank.alignment)[rank.method])
        }
        #expect(file.average_ranks.count == 2 * 2 * 3)
    }

    /// What a reader expects of the JSON file.
    private struct File: Decodable {
        struct Summary: Decodable {
            let dataset: String
            let method: String
            let alignment: Alignment
            let images: Int
            let failures: Int
            let metrics: [Metric: MetricSummary]
        }

        struct Rank: Decodable {
            let metric: Metric
            let alignment: Alignment
            let method: String
            let rank: Double
        }

        let datasets: [EvaluatedDataset]
        let methods: [EvaluatedMethod]
        let summaries: [Summary]
        let average_ranks: [Rank]
        let failures: Int
    }

    @Test func jsonKnowsNoInfinity() throws {
        let rows = [row("a", "x", [.focalError: .infinity]), row("b", "x", [.focalError: .nan])]
        let data = try EvaluationSummary(results(rows, methods: ["x"])).json()
        let file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        for summary in try #require(file["summaries"] as? [[String: Any]]) {
            let metrics = try #require(summary["metrics"] as? [String: [String: Any]])
            #expect(metrics["focal_error"]?["mean"] is NSNull && metrics["focal_error"]?["count"] as? Int == 1)
        }
    }

    @Test func ranksShareTiesAndSkipWhatIsMissing() {
        let rows = [
            row("a", "x", [.delta1: 0.5]), row("a", "y", [.delta1: 0.5]), row("a", "z", [.delta1: 0.9]),
            row("b", "x", [.delta1: 0.1]), row("b", "y", [.delta1: .nan]),
        ]
        let results = results(rows, methods: ["x", "y", "z", "w"])
        // On a: z 1, x and y 2.5 each; on b: x 1 alone, as what is not a number is no figure.
        #expect(results.averageRanks(alignment: .none) == ["x": 1.75, "y": 2.5, "z": 1])
        #expect(results.averageRanks(alignment: .median).isEmpty)
        #expect(results.averageRanks(.absoluteRelativeError, alignment: .none).isEmpty)
    }

    @Test func tableIsAligned() {
        let rows = [
            row("a", "small", [.delta1: 0.876, .absoluteRelativeError: 0.1]),
            row("a", "m", [.delta1: 0.5, .absoluteRelativeError: .infinity], image: "ok"),
            row("a", "m", [:], image: "\u{1b}[31m", failure: "missing"), row("b", "m\u{1b}", [.delta1: 0.5]),
        ]
        let table = results(rows, methods: ["small", "m", "m\u{1b}"]).table(alignment: .none)
        #expect(
            table == """
                data set      method  δ1 (%)   AbsRel   images   failed
                a             small     87.6*   0.100        1        0
                              m         50.0        –        1        1
                b             m?        50.0                 1        0

                average rank  small        1*
                              m            2
                              m?           1*

                """)
        #expect(results(rows, methods: ["small"]).table(alignment: .median).isEmpty)
    }

    @Test func bestAndWorstImages() {
        let rows = (0..<7).map { row("a", "x", [.absoluteRelativeError: abs(Double($0) - 3)], image: "\($0)") }
        let results = results(rows + [row("a", "x", [:], image: "9", failure: "no")], methods: ["x"])
        func images(_ count: Int) -> [String] {
            results.bestAndWorst(dataset: "a", method: "x", alignment: .none, count: count).map(\.image)
        }
        #expect(images(2) == ["3", "2", "0", "6"])
        #expect(images(9) == ["3", "2", "4", "1", "5", "0", "6"])
        #expect(results.bestAndWorst(dataset: "b", method: "x", alignment: .none, count: 2).isEmpty)
    }
}
