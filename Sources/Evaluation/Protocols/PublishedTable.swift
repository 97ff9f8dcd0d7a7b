/// A table of the Depth Pro paper (arXiv 2410.02073) with its figures as printed.
struct PublishedTable: Sendable {
    let number: Int
    /// Data sets, as ``PublishedResult/dataset``, and what is measured there.
    let columns: [(dataset: String, metric: Metric)]
    /// `nil` where the paper has none, because memory did not suffice.
    let rows: [(method: String, values: [Double?])]

    static let all = [metricDepth, boundaries, focalLength] + fullMetrics + [planes]

    /// With shares in 0…1, as everywhere else.
    var results: [PublishedResult] {
        rows.flatMap { row in
            zip(columns, row.values).compactMap { column, value in
                value.map { value in
                    PublishedResult(
                        table: number, method: row.method, dataset: column.dataset, metric: column.metric,
                        value: column.metric.isPercentage ? value / 100 : value)
                }
            }
        }
    }
}
