/// The mean over data sets of each method's rank, as the paper's table 1 has it.
enum AverageRank {
    /// - Parameters:
    ///   - figures: For each data set the methods that have a figure; what is not a number counts as none.
    ///   - isScore: Whether more is better.
    /// - Returns: By method. Equal figures share the mean of their ranks.
    static func of(_ figures: [[String: Double]], isScore: Bool) -> [String: Double] {
        var ranks: [String: [Double]] = [:]
        for dataset in figures {
            let known = dataset.filter { !$0.value.isNaN }
            for (method, figure) in known {
                let better = known.values.count { isScore ? $0 > figure : $0 < figure }
                let equal = known.values.count { $0 == figure }
                ranks[method, default: []].append(Double(better) + Double(equal + 1) / 2)
            }
        }
        return ranks.mapValues { $0.reduce(0, +) / Double($0.count) }
    }
}
