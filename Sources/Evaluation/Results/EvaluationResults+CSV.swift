extension EvaluationResults {
    /// The rows as a table of comma-separated values with a header, quoted and ended as RFC 4180 has it.
    ///
    /// After data set, image, method and alignment comes a column for every ``Metric``, by its name in files, then the
    /// reason of a failure. Numbers are as exact as they are; `inf` and `nan` are written so.
    public var csv: String {
        let header = ["dataset", "image", "method", "alignment"] + Metric.allCases.map(\.rawValue) + ["failure"]
        let lines = rows.map { row in
            [row.dataset, row.image, row.method, row.alignment.rawValue]
                + Metric.allCases.map { row.scores[$0].map { "\($0)" } ?? "" } + [row.failure ?? ""]
        }
        return ([header] + lines).map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func field(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
