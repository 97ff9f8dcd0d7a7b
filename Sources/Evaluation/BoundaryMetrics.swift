public import Images

/// The scale-invariant metrics of boundaries (Depth Pro, section 4 and Table 2), with the semantics of the reference.
///
/// Each is a weighted sum over ten thresholds of a mean over four directed relations of neighbours. All are in 0…1.
public enum BoundaryMetrics {
    /// The ratios that neighbours must exceed: ten values from 1.05 to 1.25.
    public static let thresholds: [Double] = {
        let (first, last) = (1.05, 1.25)
        let step = (last - first) / 9
        return (0..<9).map { index in first + Double(index) * step } + [last]
    }()

    /// The largest single-precision numbers that are not above ``thresholds``: a ratio in single precision exceeds both
    /// or neither, and needs no conversion.
    static let singlePrecisionThresholds: [Float] = thresholds.map { threshold in
        let nearest = Float(threshold)
        return Double(nearest) > threshold ? nearest.nextDown : nearest
    }

    /// What each threshold's score weighs: `t / Σ t`.
    public static let weights: [Double] = {
        let sum = thresholds.reduce(0, +)
        return thresholds.map { $0 / sum }
    }()

    /// F1: `Σ_t w_t · 2 P_t R_t / (P_t + R_t)`, 0 where `P_t + R_t` is, with the precision and recall of each threshold
    /// as in ``precision(_:)`` and ``recall(_:)`` (Depth Pro, section 4; Sintel, Spring and iBims in Table 2).
    public static func f1(_ matches: BoundaryMatches) -> Double {
        weighted(matches) { counts in
            let (precision, recall) = (precision(of: counts), recall(of: counts))
            return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
        }
    }

    /// Precision: `Σ_t w_t P_t`, `P_t` the mean over the relations of `common / max(predicted, 1)` (Depth Pro,
    /// section 4).
    public static func precision(_ matches: BoundaryMatches) -> Double { weighted(matches, precision(of:)) }

    /// Recall: `Σ_t w_t R_t`, `R_t` the mean over the relations of `common / max(actual, 1)` (Depth Pro, section 4).
    public static func recall(_ matches: BoundaryMatches) -> Double { weighted(matches, recall(of:)) }

    /// Recall on a matte: `Σ_t w_t R_t`, where the target's boundaries are the steps from foreground to background and
    /// the prediction's are thinned (Depth Pro, section 4; AM-2k, P3M-10k and DIS-5k in Table 2).
    ///
    /// Within each row, and for the vertical relations each column, consecutive boundaries of the prediction form a
    /// run, of which the first largest ratio stays. The directions agree where the foreground is nearer.
    ///
    /// - Parameters:
    ///   - prediction: Depth; brought to the matte's size bilinearly where it has another.
    ///   - foreground: The matte's foreground, see ``PixelMask/init(matte:threshold:)``.
    ///   - valid: Where given, of the matte's size (traps otherwise), relations that touch a pixel outside of it are
    ///     no boundaries on either side, and end runs. The reference has no such mask.
    public static func matteRecall(
        prediction: FloatRaster, foreground: PixelMask, valid: PixelMask? = nil
    ) -> Double {
        let counts = MatteBoundaries(prediction: prediction, foreground: foreground, valid: valid)
        var sum = 0.0
        for (weight, common) in zip(weights, counts.common) {
            let recalls = zip(common, counts.actual).map { Double($0) / Double(max($1, 1)) }
            sum += weight * recalls.reduce(0, +) / 4
        }
        return sum
    }

    private static func weighted(
        _ matches: BoundaryMatches, _ score: ([BoundaryMatches.Count]) -> Double
    ) -> Double {
        zip(weights, matches.counts).map { $0 * score($1) }.reduce(0, +)
    }

    private static func precision(of counts: [BoundaryMatches.Count]) -> Double {
        counts.map { Double($0.common) / Double(max($0.predicted, 1)) }.reduce(0, +) / 4
    }

    private static func recall(of counts: [BoundaryMatches.Count]) -> Double {
        counts.map { Double($0.common) / Double(max($0.actual, 1)) }.reduce(0, +) / 4
    }
}
