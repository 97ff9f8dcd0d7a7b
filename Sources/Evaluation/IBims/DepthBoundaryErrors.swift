/// The depth-boundary errors of iBims-1 (Koch et al. 2018, section 3.2), in pixels; less is better. Without an edge in
/// the target every function returns `nil`.
///
/// The published script has had several versions. ``accuracy(_:)`` and ``completeness(_:)`` are those of 2018; the
/// completeness that Depth Pro prints in Table 6 (8 to 39 pixels) exceeds their limit and can only be an untruncated
/// one, such as ``untruncatedCompleteness(_:)``. Which exactly is not known.
public enum DepthBoundaryErrors {
    /// The distance in pixels from which on edges are none of each other's.
    public static let limit = 10.0

    /// DBE accuracy: the mean distance to the target's edges over the prediction's edge pixels that are closer than 10
    /// pixels to one; 10 where none is.
    public static func accuracy(_ distances: EdgeDistances) -> Double? {
        if distances.fromTarget.isEmpty { return nil }
        let near = distances.fromPrediction.filter { $0 < limit }
        return near.isEmpty ? limit : near.reduce(0, +) / Double(near.count)
    }

    /// DBE completeness: `Σ min(distance, 10)` over the edge pixels of both, divided by how many they are; 10 where the
    /// prediction has no edge closer than 10 pixels to the target's.
    public static func completeness(_ distances: EdgeDistances) -> Double? {
        if distances.fromTarget.isEmpty { return nil }
        guard distances.fromPrediction.contains(where: { $0 < limit }) else { return limit }
        let all = distances.fromPrediction + distances.fromTarget
        return all.reduce(0) { $0 + min($1, limit) } / Double(all.count)
    }

    /// The mean distance of the target's edge pixels to the prediction's edges, neither truncated nor the other way
    /// round; infinite where the prediction has no edge.
    public static func untruncatedCompleteness(_ distances: EdgeDistances) -> Double? {
        if distances.fromTarget.isEmpty { return nil }
        return distances.fromTarget.reduce(0, +) / Double(distances.fromTarget.count)
    }
}
