/// The cells of all tables: what is computed once from an evaluation's rows, and what its JSON file holds.
public struct EvaluationSummary: Sendable {
    /// What one method scored on one data set.
    public struct Cell: Sendable, Hashable {
        /// The data set's name.
        public let dataset: String
        /// The method's name.
        public let method: String
        /// How predictions were aligned.
        public let alignment: Alignment
        /// Images that were scored.
        public let count: Int
        /// Images that could not be scored.
        public let failureCount: Int
        /// Of the metrics that any image has.
        public let metrics: [Metric: MetricSummary]
        /// Errors of all pixels together, where depth was compared.
        public let profile: ErrorProfile?

        init(_ place: Place, _ rows: [ImageScore]) {
            (dataset, method, alignment) = (place.dataset, place.method, place.alignment)
            failureCount = rows.count { $0.failure != nil }
            count = rows.count - failureCount
            let present = Set(rows.flatMap(\.scores.keys))
            metrics = present.reduce(into: [:]) { metrics, metric in
                metrics[metric] = MetricSummary(rows.compactMap { $0.scores[metric] })
            }
            let profiles = rows.compactMap(\.profile)
            profile = profiles.isEmpty ? nil : .sum(profiles)
        }
    }

    /// A method's mean rank over data sets.
    public struct Rank: Sendable, Hashable, Encodable {
        /// What ranks go by.
        public let metric: Metric
        /// How predictions were aligned.
        public let alignment: Alignment
        /// The method's name.
        public let method: String
        /// 1 is best; see ``EvaluationResults/averageRanks(_:alignment:)``.
        public let rank: Double
    }

    /// In the order of the tables.
    public let datasets: [EvaluatedDataset]
    /// In the order of the tables.
    public let methods: [EvaluatedMethod]
    /// In the order of the tables.
    public let alignments: [Alignment]
    /// By alignment, data set and method; only those with a row.
    public let cells: [Cell]
    /// By what the tables rank: ``Metric/delta1`` and ``Metric/absoluteRelativeError``.
    public let averageRanks: [Rank]

    private let places: [Place: Int]

    /// Computes all cells.
    public init(_ results: EvaluationResults) {
        (datasets, methods, alignments) = (results.datasets, results.methods, results.alignments)
        let rows = Dictionary(grouping: results.rows, by: Place.init)
        var cells: [Cell] = []
        var places: [Place: Int] = [:]
        for alignment in results.alignments {
            for dataset in results.datasets {
                for method in results.methods {
                    let place = Place(dataset: dataset.name, method: method.name, alignment: alignment)
                    guard places[place] == nil, let own = rows[place] else { continue }
                    places[place] = cells.count
                    cells.append(Cell(place, own.sorted { $0.image < $1.image }))
                }
            }
        }
        (self.cells, self.places) = (cells, places)
        averageRanks = [Metric.delta1, .absoluteRelativeError].flatMap { metric in
            results.alignments.flatMap { Self.ranks(metric, $0, cells, results.methods) }
        }
    }

    /// One cell; `nil` without a row.
    public func cell(dataset: String, method: String, alignment: Alignment) -> Cell? {
        places[Place(dataset: dataset, method: method, alignment: alignment)].map { cells[$0] }
    }

    private static func ranks(
        _ metric: Metric, _ alignment: Alignment, _ cells: [Cell], _ methods: [EvaluatedMethod]
    ) -> [Rank] {
        var figures: [String: [String: Double]] = [:]
        for cell in cells where cell.alignment == alignment {
            figures[cell.dataset, default: [:]][cell.method] = cell.metrics[metric]?.mean
        }
        let ranks = AverageRank.of(Array(figures.values), isScore: metric.isScore)
        return methods.compactMap { method in
            ranks[method.name].map { Rank(metric: metric, alignment: alignment, method: method.name, rank: $0) }
        }
    }

    /// Where a row belongs.
    struct Place: Hashable {
        let dataset: String
        let method: String
        let alignment: Alignment
    }
}

extension EvaluationSummary.Place {
    init(_ row: ImageScore) { self.init(dataset: row.dataset, method: row.method, alignment: row.alignment) }
}
