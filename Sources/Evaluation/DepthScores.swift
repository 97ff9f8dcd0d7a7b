/// Every metric of ``DepthMetrics`` on one pair of depth maps.
public struct DepthScores: Sendable, Equatable {
    /// `δ1`, in 0…1.
    public let delta1: Double
    /// `δ2`, in 0…1.
    public let delta2: Double
    /// `δ3`, in 0…1.
    public let delta3: Double
    /// AbsRel.
    public let absoluteRelativeError: Double
    /// Log10.
    public let log10Error: Double
    /// RMSE, in metres.
    public let rootMeanSquareError: Double
    /// RMSE-log.
    public let rootMeanSquareLogError: Double
    /// SI-Log, times 100.
    public let scaleInvariantLogError: Double

    /// Computes every metric; `nil` without a pixel to score.
    public init?(_ depths: MatchedDepths) {
        let logRatios = LogRatios(depths)
        guard let delta1 = DepthMetrics.delta(depths, power: 1),
            let delta2 = DepthMetrics.delta(depths, power: 2),
            let delta3 = DepthMetrics.delta(depths, power: 3),
            let absoluteRelativeError = DepthMetrics.absoluteRelativeError(depths),
            let log10Error = DepthMetrics.log10Error(logRatios),
            let rootMeanSquareError = DepthMetrics.rootMeanSquareError(depths),
            let rootMeanSquareLogError = DepthMetrics.rootMeanSquareLogError(logRatios),
            let scaleInvariantLogError = DepthMetrics.scaleInvariantLogError(logRatios)
        else { return nil }
        self.delta1 = delta1
        self.delta2 = delta2
        self.delta3 = delta3
        self.absoluteRelativeError = absoluteRelativeError
        self.log10Error = log10Error
        self.rootMeanSquareError = rootMeanSquareError
        self.rootMeanSquareLogError = rootMeanSquareLogError
        self.scaleInvariantLogError = scaleInvariantLogError
    }
}
