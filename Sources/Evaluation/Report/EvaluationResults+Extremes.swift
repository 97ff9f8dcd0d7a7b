extension EvaluationResults {
    /// The metric that images are ordered by: of depth, or else of mattes.
    static let ordering: [Metric] = [.absoluteRelativeError, .matteRecall]

    /// The images of one cell that were predicted best and worst: those to make an ``EvaluationPicture`` of.
    ///
    /// - Parameter count: How many of either; fewer where there are not as many images.
    /// - Returns: The best first, the worst last, none twice; empty where there is neither depth nor a matte.
    public func bestAndWorst(dataset: String, method: String, alignment: Alignment, count: Int) -> [ImageScore] {
        let ordered = ordered(dataset: dataset, method: method, alignment: alignment)
        return ordered.count <= 2 * count ? ordered : Array(ordered.prefix(count) + ordered.suffix(count))
    }

    /// The scored images of one cell, the best first.
    func ordered(dataset: String, method: String, alignment: Alignment) -> [ImageScore] {
        let rows = rows(dataset: dataset, method: method, alignment: alignment)
        guard let metric = Self.ordering.first(where: { metric in rows.contains { $0.scores[metric] != nil } }) else {
            return []
        }
        let known = rows.compactMap { row in row.scores[metric].flatMap { $0.isNaN ? nil : (row: row, value: $0) } }
        // Equal ones stay in the order of their names.
        return known.enumerated().sorted { left, right in
            let (a, b) = (left.element.value, right.element.value)
            return a == b ? left.offset < right.offset : (a < b) != metric.isScore
        }.map(\.element.row)
    }
}
