import Datasets
import Evaluation
import Images

/// Compares one prediction with one truth.
struct ImageScorer: Sendable {
    /// Of depths; mattes and cameras, which no scale changes, are scored once, under the first. Not empty.
    let alignments: [Alignment]
    let range: ValidRange
    /// Whether boundaries that touch a pixel without valid depth are left out; in the reference they count.
    let ignoresInvalid: Bool
    /// Whether point clouds are compared, which takes longer than all else.
    let comparesClouds: Bool

    /// One result for each alignment.
    ///
    /// - Throws: ``CommandFailure`` where nothing can be compared.
    func callAsFunction(_ prediction: Prediction, _ item: EvaluationCase) throws -> [Alignment: Result] {
        let common = camera(prediction, item)
        switch item.truth {
        case .camera: return [alignments[0]: Result(scores: common)]
        case .matte(let matte):
            return [alignments[0]: Result(scores: common.merging(try self.matte(prediction, matte)) { $1 })]
        case .depth(let target): return try depth(prediction, target, item, common)
        }
    }

    private func depth(
        _ prediction: Prediction, _ target: FloatRaster, _ item: EvaluationCase, _ common: [Metric: Double]
    ) throws -> [Alignment: Result] {
        guard let depth = prediction.depth else { throw CommandFailure("the prediction has no depth") }
        guard target.values.contains(where: range.contains) else {
            throw CommandFailure("the truth has no depth that is finite, above zero and within the range")
        }
        var results: [Alignment: Result] = [:]
        for alignment in alignments {
            guard
                let scores = PairScores(
                    prediction: depth, target: target, range: range, alignment: alignment,
                    ignoringInvalid: ignoresInvalid)
            else {
                throw CommandFailure("the prediction has no finite depth above zero where the truth has one")
            }
            var own = scores.metrics
            if alignment == .none {
                own.merge(try clouds(depth, target, item.intrinsics)) { $1 }
                own.merge(annotated(depth, target, item)) { $1 }
            }
            results[alignment] = Result(
                scores: common.merging(own) { $1 }, profile: scores.profile,
                invalid: scores.invalidPredictionCount)
        }
        return results
    }

    /// What came of one alignment.
    struct Result {
        var scores: [Metric: Double]
        var profile: ErrorProfile?
        /// Pixels of the prediction that are no depth.
        var invalid = 0
    }

    private func camera(_ prediction: Prediction, _ item: EvaluationCase) -> [Metric: Double] {
        var scores: [Metric: Double] = [:]
        scores[.seconds] = prediction.seconds
        if let estimated = prediction.focalLength, let actual = item.intrinsics?.focalLength {
            let error = FocalLengthMetrics.relativeError(estimated: estimated, actual: actual)
            scores[.focalError] = error
            scores[.focalDelta25] = error < 0.25 ? 1 : 0
            scores[.focalDelta50] = error < 0.5 ? 1 : 0
        }
        return scores
    }

    private func matte(_ prediction: Prediction, _ matte: FloatRaster) throws -> [Metric: Double] {
        guard let depth = prediction.depth else { return [:] }
        let sized = depth.resizedBilinearly(width: matte.width, height: matte.height)
        guard sized.values.contains(where: ValidRange.everything.contains) else {
            throw CommandFailure("the prediction has no finite depth above zero")
        }
        return [
            .matteRecall: BoundaryMetrics.matteRecall(prediction: sized, foreground: PixelMask(matte: matte))
        ]
    }

    /// Of metric predictions: an aligned cloud says nothing of the world's size.
    private func clouds(
        _ prediction: FloatRaster, _ target: FloatRaster, _ intrinsics: Intrinsics?
    ) throws -> [Metric: Double] {
        guard comparesClouds, let intrinsics,
            let scores = try PointCloudScores(
                prediction: prediction, target: target, intrinsics: intrinsics, range: range)
        else { return [:] }
        return [
            .cloudChamfer: scores.chamferDistance, .cloudPrecision: scores.precision, .cloudRecall: scores.recall,
            .cloudF: scores.fScore, .cloudIoU: scores.intersectionOverUnion,
        ]
    }

    /// What iBims-1 adds where edges and planes are marked.
    private func annotated(
        _ prediction: FloatRaster, _ target: FloatRaster, _ item: EvaluationCase
    ) -> [Metric: Double] {
        guard let annotations = item.annotations, let intrinsics = item.intrinsics else { return [:] }
        let scores = IBimsScores(
            prediction: prediction, target: target, edges: PixelMask(matte: annotations.edges),
            planes: annotations.planes.map { PixelMask(matte: $0.mask) }, intrinsics: intrinsics, range: range)
        return [
            .edgeAccuracy: scores.boundaryAccuracy, .edgeCompleteness: scores.boundaryCompleteness,
            .planarity: scores.planes.map { $0.planarity / 100 }, .planeOrientation: scores.planes?.orientation,
            .directedCorrect: scores.directed?.agreeing, .directedNear: scores.directed?.tooNear,
            .directedFar: scores.directed?.tooFar,
        ].compactMapValues(\.self)
    }
}
