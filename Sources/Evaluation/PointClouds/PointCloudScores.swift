public import Images

/// Every metric of ``PointCloudMetrics`` on one pair of depth maps.
public struct PointCloudScores: Sendable, Equatable {
    /// ``PointCloudMetrics/chamferDistance(_:)``, in metres.
    public let chamferDistance: Double
    /// ``PointCloudMetrics/precision(_:threshold:)`` at 0.1 m.
    public let precision: Double
    /// ``PointCloudMetrics/recall(_:threshold:)`` at 0.1 m.
    public let recall: Double
    /// ``PointCloudMetrics/fScore(precision:recall:)``.
    public let fScore: Double
    /// ``PointCloudMetrics/intersectionOverUnion(precision:recall:)``.
    public let intersectionOverUnion: Double

    /// Scores two clouds by their distances; `nil` where one has no point.
    public init?(_ distances: PointCloudDistances) {
        guard let chamferDistance = PointCloudMetrics.chamferDistance(distances),
            let precision = PointCloudMetrics.precision(distances),
            let recall = PointCloudMetrics.recall(distances)
        else { return nil }
        self.chamferDistance = chamferDistance
        self.precision = precision
        self.recall = recall
        fScore = PointCloudMetrics.fScore(precision: precision, recall: recall)
        intersectionOverUnion = PointCloudMetrics.intersectionOverUnion(precision: precision, recall: recall)
    }

    /// Back-projects two depth maps and scores their points.
    ///
    /// The points are those of the pixels whose target is valid and in range; of the prediction, those of them that
    /// are finite and above zero.
    ///
    /// - Parameters:
    ///   - prediction: In metres; brought to the target's size bilinearly where it has another.
    ///   - target: The ground truth in metres.
    ///   - intrinsics: The camera, in pixels of the target.
    ///   - predictedIntrinsics: The camera that the prediction's points are placed with, in pixels of the target; `nil`
    ///     for the same one. Which one the paper takes is not known.
    ///   - range: The target's depths that count.
    ///   - threads: How many threads search for neighbours.
    /// - Returns: `nil` where a cloud has no point.
    /// - Throws: ``EvaluationError``; `invalidCamera` where an intrinsic is out of all bounds.
    public init?(
        prediction: FloatRaster, target: FloatRaster, intrinsics: Intrinsics, predictedIntrinsics: Intrinsics? = nil,
        range: ValidRange = .everything, threads: Int = 1
    ) throws(EvaluationError) {
        let valid = PixelMask(validDepthsOf: target, range: range)
        let resized = prediction.resizedBilinearly(width: target.width, height: target.height)
        self.init(
            PointCloudDistances(
                prediction: try PointCloud(depth: resized, intrinsics: predictedIntrinsics ?? intrinsics, mask: valid),
                target: try PointCloud(depth: target, intrinsics: intrinsics, mask: valid), threads: threads))
    }
}
