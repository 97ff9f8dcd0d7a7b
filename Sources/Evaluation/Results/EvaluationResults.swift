/// Everything that an evaluation measured: what tables, files and the report are made from.
public struct EvaluationResults: Sendable, Codable {
    /// In the order of the tables.
    public var datasets: [EvaluatedDataset]
    /// In the order of the tables.
    public var methods: [EvaluatedMethod]
    /// How predictions were aligned; one table for each.
    public var alignments: [Alignment]
    /// One for each image, method and alignment.
    public var rows: [ImageScore]

    /// Puts results together.
    public init(
        datasets: [EvaluatedDataset], methods: [EvaluatedMethod], alignments: [Alignment], rows: [ImageScore]
    ) {
        self.datasets = datasets
        self.methods = methods
        self.alignments = alignments
        self.rows = rows
    }

    /// The rows of one cell of a table, in the order of the images' names.
    public func rows(dataset: String, method: String, alignment: Alignment) -> [ImageScore] {
        rows.filter { $0.dataset == dataset && $0.method == method && $0.alignment == alignment }
            .sorted { $0.image < $1.image }
    }

    /// One cell of a table.
    ///
    /// - Returns: `nil` where no image has that metric.
    public func summary(_ metric: Metric, dataset: String, method: String, alignment: Alignment) -> MetricSummary? {
        MetricSummary(rows(dataset: dataset, method: method, alignment: alignment).compactMap { $0.scores[metric] })
    }

    /// Images that could not be scored.
    public var failures: [ImageScore] { rows.filter { $0.failure != nil } }

    /// The mean over data sets of each method's rank by `metric`, as the paper's table 1 has it by δ1.
    ///
    /// Methods with equal means share the mean of their ranks. A method without a figure on a data set has no rank there.
    ///
    /// - Returns: By method; methods without any figure are missing.
    public func averageRanks(_ metric: Metric = .delta1, alignment: Alignment) -> [String: Double] {
        let figures = datasets.map { dataset in
            let means = methods.compactMap { method in
                summary(metric, dataset: dataset.name, method: method.name, alignment: alignment)
                    .map { (method.name, $0.mean) }
            }
            return Dictionary(means) { first, _ in first }
        }
        return AverageRank.of(figures, isScore: metric.isScore)
    }
}
