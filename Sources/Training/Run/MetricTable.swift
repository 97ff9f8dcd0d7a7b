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
            add("inverse_mae", Self.inverseError(depth, sample.depth))
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
        for (name, value) in values { add(prefix + name, value) }
    }

    private mutating func add(_ name: String, _ value: Double) {
        guard value.isFinite else { return }
        let old = sums[name] ?? (0, 0)
        sums[name] = (old.sum + value, old.count + 1)
    }

    /// What training minimises, in 1/m: unlike errors of depth, a pixel taken for the sky does not rule it.
    private static func inverseError(_ prediction: FloatRaster, _ truth: FloatRaster) -> Double {
        var (sum, count) = (0.0, 0)
        for (estimated, actual) in zip(prediction.values, truth.values) where actual > 0 {
            sum += Double(abs(1 / estimated - 1 / actual))
            count += 1
        }
        return count == 0 ? .nan : sum / Double(count)
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
