internal import Foundation

/// The pixelwise metrics of depth. `d` is a prediction, `d̂` its target, means go over the pixels that are scored.
///
/// Everything is summed in double precision. Without a pixel to score every function returns `nil`.
public enum DepthMetrics {
    /// `δ_k`: the share, in 0…1, of pixels with `max(d/d̂, d̂/d) < 1.25^k` (Depth Pro, Tables 1 and 4; Eigen et al.
    /// 2014, section 4.2).
    ///
    /// - Parameter power: `k`, usually 1, 2 or 3.
    public static func delta(_ depths: MatchedDepths, power: Int) -> Double? {
        let limit = pow(1.25, Double(power))
        return depths.mean { max($0 / $1, $1 / $0) < limit ? 1 : 0 }
    }

    /// AbsRel: mean `|d − d̂| / d̂` (Depth Pro, Table 4).
    public static func absoluteRelativeError(_ depths: MatchedDepths) -> Double? {
        depths.mean { abs($0 - $1) / $1 }
    }

    /// Log10: mean `|log10 d − log10 d̂|` (Depth Pro, Table 4).
    public static func log10Error(_ depths: MatchedDepths) -> Double? { log10Error(LogRatios(depths)) }

    /// RMSE: `√mean (d − d̂)²`, in metres (Eigen et al. 2014, section 4.2).
    public static func rootMeanSquareError(_ depths: MatchedDepths) -> Double? {
        depths.mean { ($0 - $1) * ($0 - $1) }.map { $0.squareRoot() }
    }

    /// RMSE-log: `√mean (ln d − ln d̂)²` (Eigen et al. 2014, section 4.2).
    public static func rootMeanSquareLogError(_ depths: MatchedDepths) -> Double? {
        rootMeanSquareLogError(LogRatios(depths))
    }

    /// SI-Log: `100 · √(mean g² − (mean g)²)`, `g = ln d − ln d̂` (Depth Pro, Table 4, by the formula of the KITTI depth
    /// benchmark). Computed as the standard deviation of `g`, which is the same and does not cancel.
    public static func scaleInvariantLogError(_ depths: MatchedDepths) -> Double? {
        scaleInvariantLogError(LogRatios(depths))
    }

    static func log10Error(_ logRatios: LogRatios) -> Double? { logRatios.mean { abs($0) }.map { $0 / log(10) } }

    static func rootMeanSquareLogError(_ logRatios: LogRatios) -> Double? {
        logRatios.mean { $0 * $0 }.map { $0.squareRoot() }
    }

    static func scaleInvariantLogError(_ logRatios: LogRatios) -> Double? {
        guard let center = logRatios.mean({ $0 }) else { return nil }
        return logRatios.mean { ($0 - center) * ($0 - center) }.map { 100 * $0.squareRoot() }
    }
}
