/// The directed depth errors of iBims-1 (Koch et al. 2018, section 3.2): on which side of a plane parallel to the
/// image pixels lie. In percent; the three add up to 100.
public struct DirectedDepthErrors: Sendable, Equatable {
    /// DDE0: how many lie on the same side in prediction and target.
    public let agreeing: Double
    /// DDE−: how many are predicted in front of the plane, or on it, and lie behind.
    public let tooNear: Double
    /// DDE+: how many are predicted behind the plane and lie in front, or on it.
    public let tooFar: Double

    /// Compares depths with a plane `plane` metres away; `nil` without a pixel to score.
    public init?(_ depths: MatchedDepths, plane: Double = 3) {
        guard let tooNear = depths.mean({ $0 <= plane && $1 > plane ? 100 : 0 }),
            let tooFar = depths.mean({ $0 > plane && $1 <= plane ? 100 : 0 }),
            let agreeing = depths.mean({ ($0 <= plane) == ($1 <= plane) ? 100 : 0 })
        else { return nil }
        self.agreeing = agreeing
        self.tooNear = tooNear
        self.tooFar = tooFar
    }
}
