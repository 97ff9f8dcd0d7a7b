internal import Images

/// How a prediction is brought to the target before it is scored.
public enum Alignment: String, Sendable, Hashable, Codable, CaseIterable {
    /// Not at all: the prediction is metric.
    case none
    /// `d · median(d̂) / median(d)` (Zhou et al. 2017, section 4.1).
    case median
    /// `s · d` with the `s` that minimises `Σ (s·d − d̂)²`: `Σ d·d̂ / Σ d²`.
    case scale
    /// `1 / (s/d + t)` with the `s`, `t` that minimise `Σ (s/d + t − 1/d̂)²`: least squares on inverse depth, as methods
    /// that predict it up to scale and shift are scored (Ranftl et al. 2022, equation 4).
    case affineInverse = "affine-inverse"
    /// The same with a robust fit: `t` makes the medians of inverse depth equal, `s` their mean absolute deviations
    /// from the medians (Ranftl et al. 2022, equations 5 and 6). Far outliers in a few pixels move it little.
    case robustAffineInverse = "affine-inverse-robust"

    /// The transform that brings the predictions of `depths` to their targets; `nil` without a pixel to fit it to.
    ///
    /// A prediction of one value throughout has no scale in inverse depth: it becomes the targets' mean (or median) of
    /// inverse depth.
    public func transform(fitting depths: MatchedDepths) -> AlignmentTransform? {
        if depths.count == 0 { return nil }
        switch self {
        case .none: return .identity
        case .median:
            return .scale(Self.median(of: depths.targets) { $0 } / Self.median(of: depths.predictions) { $0 })
        case .scale:
            let (products, squares) = (depths.mean { $0 * $1 }, depths.mean { p, _ in p * p })
            return products.flatMap { products in squares.map { .scale(products / $0) } }
        case .affineInverse: return Self.leastSquares(depths)
        case .robustAffineInverse: return Self.robust(depths)
        }
    }

    private static func leastSquares(_ depths: MatchedDepths) -> AlignmentTransform? {
        guard let meanPrediction = depths.mean({ p, _ in 1 / p }), let meanTarget = depths.mean({ 1 / $1 }),
            let variance = depths.mean({ p, _ in (1 / p - meanPrediction) * (1 / p - meanPrediction) }),
            let covariance = depths.mean({ (1 / $0 - meanPrediction) * (1 / $1 - meanTarget) })
        else { return nil }
        // Below this there is only rounding: one pixel of a hundred million that differs by one bit weighs more.
        let isConstant = variance <= 1e-24 * meanPrediction * meanPrediction
        let scale = isConstant ? 0 : covariance / variance
        return .affineInverse(scale: scale, shift: meanTarget - scale * meanPrediction)
    }

    private static func robust(_ depths: MatchedDepths) -> AlignmentTransform? {
        let centerPrediction = median(of: depths.predictions) { 1 / $0 }
        let centerTarget = median(of: depths.targets) { 1 / $0 }
        guard let spreadPrediction = depths.mean({ p, _ in abs(1 / p - centerPrediction) }),
            let spreadTarget = depths.mean({ abs(1 / $1 - centerTarget) })
        else { return nil }
        let scale = spreadPrediction > 0 ? spreadTarget / spreadPrediction : 0
        return .affineInverse(scale: scale, shift: centerTarget - scale * centerPrediction)
    }

    /// The median of `quantity(depth)`, which must rise or fall throughout: the middle value, or the mean of the two
    /// middle ones. There is at least one depth.
    private static func median(of depths: [Float], _ quantity: (Double) -> Double) -> Double {
        let (lower, upper) = ((depths.count - 1) / 2, depths.count / 2)
        let sorted = OrderStatistics(ranks: [lower, upper], of: depths)
        return (quantity(Double(sorted[lower])) + quantity(Double(sorted[upper]))) / 2
    }
}
