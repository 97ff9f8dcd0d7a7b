internal import Datasets
internal import Evaluation
internal import Images

/// The metrics of many samples, and their means.
struct MetricTable {
    private var sums: [String: (sum: Double, count: Int)] = [:]
    private var focalErrors: [Double] = []
    /// How many samples were scored.
    private(set) var samples = 0

    mutating func add(_ prediction: Validator.Prediction, _ sample: DepthSample, _ range: ValidRange) {
        samples += 1
        if let estimated = prediction.focalLength, let actual = sample.intrinsics?.focalLength {
            focalErrors.append(FocalLengthMetrics.relativeError(estimated: estimated, actual: actual))
        }
        guard let depth = prediction.depth else { return }
        if sample.traits.isMetric, sample.intrinsics != nil {
            add("", PairScores(prediction: depth, target: sample.depth, range: range, ignoringInvalid: true))
            add(
                "median_",
                PairScores(
                    prediction: depth, target: sample.depth, range: range, alignment: .median, ignoringInvalid: true))
        } else {
            add(
                "affine_",
                PairScores(
                    prediction: depth, target: sample.depth, range: range, alignment: .affineInverse,
                    ignoringInvalid: true))
        }
    }

    private mutating func add(_ prefix: String, _ scores: PairScores?) {
        guard let scores else { return }
        let values = [
            "abs_rel": scores.depth.absoluteRelativeError, "delta1": scores.depth.delta1,
            "log10": scores.depth.log10Error, "boundary_f1": scores.boundaryF1,
        ]
        for (name, value) in values where value.isFinite {
            let old = sums[prefix + name] ?? (0, 0)
            sums[prefix + name] = (old.sum + value, old.count + 1)
        }
    }

    /// By name.
    var means: [String: Double] {
        var means = sums.mapValues { $0.sum / Double($0.count) }
        if !focalErrors.isEmpty {
            means["focal_error"] = focalErrors.sorted()[focalErrors.count / 2]
            means["focal_delta25"] = FocalLengthMetrics.delta25(focalErrors)
        }
        return means
    }
}
