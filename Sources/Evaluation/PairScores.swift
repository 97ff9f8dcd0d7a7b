public import Images

/// Every score of one prediction against one target: resized, aligned, measured.
public struct PairScores: Sendable, Equatable {
    /// The metrics of depth.
    public let depth: DepthScores
    /// How the errors of the same pixels spread.
    public let profile: ErrorProfile
    /// ``BoundaryMetrics/f1(_:)``.
    public let boundaryF1: Double
    /// ``BoundaryMetrics/precision(_:)``.
    public let boundaryPrecision: Double
    /// ``BoundaryMetrics/recall(_:)``.
    public let boundaryRecall: Double
    /// ``BoundaryMetrics/matteRecall(prediction:foreground:valid:)``, where there is a matte.
    public let matteRecall: Double?
    /// How many pixels the metrics of depth are means over.
    public let scoredPixelCount: Int
    /// How many more have a valid target, but no valid aligned prediction.
    public let invalidPredictionCount: Int

    /// The metrics by name, as tables and files have them.
    public var metrics: [Metric: Double] {
        var metrics: [Metric: Double] = [
            .delta1: depth.delta1, .delta2: depth.delta2, .delta3: depth.delta3,
            .absoluteRelativeError: depth.absoluteRelativeError, .log10: depth.log10Error,
            .rootMeanSquareError: depth.rootMeanSquareError, .rootMeanSquareLogError: depth.rootMeanSquareLogError,
            .scaleInvariantLogError: depth.scaleInvariantLogError, .boundaryF1: boundaryF1,
            .boundaryPrecision: boundaryPrecision, .boundaryRecall: boundaryRecall,
        ]
        metrics[.matteRecall] = matteRecall
        return metrics
    }

    /// Scores `prediction`, which is brought to the target's size, and for the matte to the matte's, bilinearly.
    ///
    /// - Parameters:
    ///   - prediction: Depth, in metres unless it is aligned.
    ///   - target: The ground truth in metres.
    ///   - range: The target's depths that count in the metrics of depth and in the alignment; its maximum also caps
    ///     what ``Alignment/affineInverse`` yields.
    ///   - alignment: What happens to the prediction before it is scored.
    ///   - matte: Alpha in 0…1, for ``matteRecall``; foreground above 0.1.
    ///   - ignoringInvalid: Whether boundaries that touch an invalid target or prediction are left out. By default all
    ///     count, as in the reference.
    /// - Returns: `nil` where not one pixel can be scored.
    public init?(
        prediction: FloatRaster, target: FloatRaster, range: ValidRange = .everything, alignment: Alignment = .none,
        matte: FloatRaster? = nil, ignoringInvalid: Bool = false
    ) {
        let resized = prediction.resizedBilinearly(width: target.width, height: target.height)
        let unaligned = MatchedDepths(prediction: resized, target: target, range: range)
        guard let transform = alignment.transform(fitting: unaligned) else { return nil }
        let aligned = transform.applied(to: resized, farthest: range.maximum)
        let depths =
            transform == .identity ? unaligned : MatchedDepths(prediction: aligned, target: target, range: range)
        guard let depth = DepthScores(depths) else { return nil }
        self.depth = depth
        profile = ErrorProfile(depths)
        scoredPixelCount = depths.count
        invalidPredictionCount = depths.invalidPredictionCount

        let valid =
            ignoringInvalid
            ? PixelMask(validDepthsOf: aligned).intersection(PixelMask(validDepthsOf: target, range: range)) : nil
        let boundaries = BoundaryMatches(prediction: aligned, target: target, valid: valid)
        boundaryF1 = BoundaryMetrics.f1(boundaries)
        boundaryPrecision = BoundaryMetrics.precision(boundaries)
        boundaryRecall = BoundaryMetrics.recall(boundaries)
        matteRecall = matte.map { matte in
            let isTargetSized = matte.width == target.width && matte.height == target.height
            let atMatte =
                isTargetSized
                ? aligned
                : transform.applied(
                    to: prediction.resizedBilinearly(width: matte.width, height: matte.height), farthest: range.maximum)
            return BoundaryMetrics.matteRecall(
                prediction: atMatte, foreground: PixelMask(matte: matte),
                valid: ignoringInvalid ? PixelMask(validDepthsOf: atMatte) : nil)
        }
    }
}
