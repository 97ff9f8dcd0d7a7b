/// The metrics of estimated focal lengths (Depth Pro, Table 3).
public enum FocalLengthMetrics {
    /// `|f − f̂| / f̂`, with `f` estimated and `f̂` true, in the same unit.
    ///
    /// An estimate that is not finite and above zero is wrong beyond measure: infinity. Traps on such a true value.
    public static func relativeError(estimated: Double, actual: Double) -> Double {
        precondition(actual.isFinite && actual > 0, "A camera cannot have a focal length of \(actual).")
        guard estimated.isFinite, estimated > 0 else { return .infinity }
        return abs(estimated - actual) / actual
    }

    /// `δ25 %`: the percentage of images whose relative error is below 0.25 (Depth Pro, Table 3); `nil` without images.
    public static func delta25(_ relativeErrors: [Double]) -> Double? { share(of: relativeErrors, below: 0.25) }

    /// `δ50 %`: the percentage of images whose relative error is below 0.5 (Depth Pro, Table 3); `nil` without images.
    public static func delta50(_ relativeErrors: [Double]) -> Double? { share(of: relativeErrors, below: 0.5) }

    private static func share(of errors: [Double], below limit: Double) -> Double? {
        errors.isEmpty ? nil : 100 * Double(errors.count { $0 < limit }) / Double(errors.count)
    }
}
