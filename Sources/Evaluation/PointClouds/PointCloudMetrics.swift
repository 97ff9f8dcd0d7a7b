/// The metrics of point clouds (Depth Pro, Table 4, after Spencer et al. 2022, “Deconstructing self-supervised
/// monocular reconstruction”, section 4.2). Without a point in either cloud every function returns `nil`.
public enum PointCloudMetrics {
    /// The distance in metres below which a point counts as found.
    public static let threshold: Float = 0.1

    /// PC-CD, Chamfer distance in metres: the mean distance from a predicted point to the nearest true one, plus the
    /// mean distance from a true point to the nearest predicted one.
    public static func chamferDistance(_ distances: PointCloudDistances) -> Double? {
        guard let there = mean(distances.fromPrediction), let back = mean(distances.fromTarget) else { return nil }
        return there + back
    }

    /// Precision: the share, in 0…1, of predicted points that lie less than `threshold` metres from a true one.
    public static func precision(
        _ distances: PointCloudDistances, threshold: Float = PointCloudMetrics.threshold
    ) -> Double? {
        distances.fromTarget.isEmpty ? nil : share(of: distances.fromPrediction, below: threshold)
    }

    /// Recall: the share, in 0…1, of true points that lie less than `threshold` metres from a predicted one.
    public static func recall(
        _ distances: PointCloudDistances, threshold: Float = PointCloudMetrics.threshold
    ) -> Double? {
        distances.fromPrediction.isEmpty ? nil : share(of: distances.fromTarget, below: threshold)
    }

    /// PC-F: `2PR / (P + R)`, in 0…1; 0 where `P + R` is.
    public static func fScore(precision: Double, recall: Double) -> Double {
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    }

    /// PC-IoU: `PR / (P + R − PR)`, in 0…1; 0 where `P + R` is.
    public static func intersectionOverUnion(precision: Double, recall: Double) -> Double {
        precision + recall == 0 ? 0 : precision * recall / (precision + recall - precision * recall)
    }

    private static func mean(_ distances: [Float]) -> Double? {
        if distances.isEmpty { return nil }
        var sum = 0.0
        for distance in distances { sum += Double(distance) }
        return sum / Double(distances.count)
    }

    private static func share(of distances: [Float], below threshold: Float) -> Double? {
        distances.isEmpty ? nil : Double(distances.count { $0 < threshold }) / Double(distances.count)
    }
}
