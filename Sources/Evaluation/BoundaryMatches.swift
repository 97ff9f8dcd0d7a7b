public import Images

/// How many boundaries a prediction and its target have and share, per threshold and neighbour relation.
///
/// Both maps become inverse depth, `1 / max(d, 1e-6)`. A boundary lies between two neighbours where the ratio of their
/// values is strictly greater than the threshold; there are four directed relations: the left neighbour over the right,
/// the right over the left, the upper over the lower, the lower over the upper (Depth Pro, section 4). As in the
/// reference: the arithmetic is single precision on the maps' own values and the comparison double; no thinning; NaN
/// makes no boundary; nothing is masked, so that 0 and negative values are as near, and infinity as far, as can be.
public struct BoundaryMatches: Sendable, Equatable {
    /// The counts of one relation at one threshold.
    public struct Count: Sendable, Equatable {
        /// Boundaries in the prediction.
        public internal(set) var predicted = 0
        /// Boundaries in the target.
        public internal(set) var actual = 0
        /// Boundaries in both.
        public internal(set) var common = 0
    }

    /// For each of ``BoundaryMetrics/thresholds`` the counts of the relations left, right, top, bottom.
    public let counts: [[Count]]

    /// Counts the boundaries of two maps.
    ///
    /// - Parameters:
    ///   - prediction: Depth; brought to the target's size bilinearly where it has another.
    ///   - target: Depth, the ground truth.
    ///   - valid: Where given, of the target's size (traps otherwise), relations that touch a pixel outside of it are
    ///     counted on neither side. The reference has no such mask.
    public init(prediction: FloatRaster, target: FloatRaster, valid: PixelMask? = nil) {
        let (width, height) = (target.width, target.height)
        if let valid {
            precondition(
                valid.width == width && valid.height == height,
                "A mask of \(valid.width)×\(valid.height) pixels fits no target of \(width)×\(height).")
        }
        let predicted = InverseDepth.values(of: prediction.resizedBilinearly(width: width, height: height))
        let actual = InverseDepth.values(of: target)
        var tally = Tally()
        func add(_ relation: Int, _ index: Int, _ neighbour: Int) {
            if let valid, !(valid.values[index] && valid.values[neighbour]) { return }
            let (p, q) = (predicted[index], predicted[neighbour])
            let (a, b) = (actual[index], actual[neighbour])
            tally.add(relation: relation, predicted: p / q, actual: a / b)
            tally.add(relation: relation + 1, predicted: q / p, actual: b / a)
        }
        for row in 0..<height {
            for index in row * width..<(row + 1) * width - 1 { add(0, index, index + 1) }
            if row == height - 1 { continue }
            for index in row * width..<(row + 1) * width { add(2, index, index + width) }
        }
        counts = tally.counts
    }

    /// Counts ratios by how many thresholds they exceed; what exceeds one exceeds all smaller ones.
    private struct Tally {
        private let thresholds = BoundaryMetrics.thresholds
        private var exceeding = [[Count]](
            repeating: [Count](repeating: Count(), count: 4), count: BoundaryMetrics.thresholds.count + 1)

        mutating func add(relation: Int, predicted: Float, actual: Float) {
            let (p, a) = (level(predicted), level(actual))
            if p > 0 { exceeding[p][relation].predicted += 1 }
            if a > 0 { exceeding[a][relation].actual += 1 }
            if min(p, a) > 0 { exceeding[min(p, a)][relation].common += 1 }
        }

        private func level(_ ratio: Float) -> Int {
            var level = 0
            while level < thresholds.count, Double(ratio) > thresholds[level] { level += 1 }
            return level
        }

        var counts: [[Count]] {
            thresholds.indices.map { threshold in
                (0..<4).map { relation in
                    exceeding[(threshold + 1)...].reduce(into: Count()) { sum, level in
                        sum.predicted += level[relation].predicted
                        sum.actual += level[relation].actual
                        sum.common += level[relation].common
                    }
                }
            }
        }
    }
}
