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
        var tally = BoundaryTally()
        for row in 0..<height {
            let start = row * width
            tally.add(.across, predicted, actual, from: start, neighbours: start + 1, count: width - 1, valid)
            if row == height - 1 { continue }
            tally.add(.down, predicted, actual, from: start, neighbours: start + width, count: width, valid)
        }
        counts = tally.counts
    }
}
