/// Counts how far the ratios of neighbours go in two maps of inverse depth, for all thresholds in one reading.
struct BoundaryTally {
    enum Axis: Int { case across, down }

    private static let levels = BoundaryMetrics.thresholds.count
    /// The steps that there are between two neighbours, see ``step(_:_:_:)``.
    private static let steps = 2 * levels + 1

    /// How often each pair of steps occurs, for each axis: the prediction's times ``steps``, plus the target's.
    private var occurrences = [[Int]](repeating: [Int](repeating: 0, count: steps * steps), count: 2)

    /// Adds `count` pairs of neighbours, the first ones from index `first` on, the others from `second` on.
    mutating func add(
        _ axis: Axis, _ predicted: [Float], _ actual: [Float], from first: Int, neighbours second: Int, count: Int,
        _ valid: PixelMask?
    ) {
        let thresholds = BoundaryMetrics.singlePrecisionThresholds
        for offset in 0..<count {
            let (a, b) = (first + offset, second + offset)
            if let valid, !(valid.values[a] && valid.values[b]) { continue }
            let here = Self.step(predicted[a], predicted[b], thresholds)
            let there = Self.step(actual[a], actual[b], thresholds)
            // Few neighbours have a boundary between them.
            if here | there != 0 { occurrences[axis.rawValue][here * Self.steps + there] += 1 }
        }
    }

    /// How many thresholds the larger of two neighbours' values over the smaller exceeds; ``levels`` more where the
    /// second is the larger, and exceeds any.
    @inline(__always)
    private static func step(_ first: Float, _ second: Float, _ thresholds: [Float]) -> Int {
        let ratio = first > second ? first / second : second / first
        guard ratio > thresholds[0] else { return 0 }
        var level = first > second ? 0 : thresholds.count
        for threshold in thresholds { level &+= ratio > threshold ? 1 : 0 }
        return level
    }

    /// For each threshold the counts of the relations left, right, top, bottom.
    var counts: [[BoundaryMatches.Count]] {
        (0..<Self.levels).map { threshold in
            (0..<4).map { relation in
                let start = relation % 2 * Self.levels
                let exceeding = (start + threshold + 1)...(start + Self.levels)
                return count(occurrences[relation / 2], where: exceeding.contains)
            }
        }
    }

    private func count(_ occurrences: [Int], where isBoundary: (Int) -> Bool) -> BoundaryMatches.Count {
        var count = BoundaryMatches.Count()
        for (pair, number) in occurrences.enumerated() where number > 0 {
            let (predicted, actual) = (isBoundary(pair / Self.steps), isBoundary(pair % Self.steps))
            if predicted { count.predicted += number }
            if actual { count.actual += number }
            if predicted && actual { count.common += number }
        }
        return count
    }
}
