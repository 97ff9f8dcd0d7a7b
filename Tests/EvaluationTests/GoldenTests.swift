import Evaluation
import Images
import Testing

/// Every metric and alignment against NumPy, SciPy and PyTorch.
@Suite struct GoldenTests {
    @Test(arguments: try Golden.load().cases, Alignment.allCases)
    func scoresAgree(golden: Golden.Case, alignment: Alignment) throws {
        let entry = try #require(golden.scores[alignment.rawValue], "the golden file lacks \(alignment)")
        for ignoringInvalid in [false, true] {
            let scores = PairScores(
                prediction: golden.prediction.raster, target: golden.target.raster, range: golden.range,
                alignment: alignment, matte: golden.matte?.raster, ignoringInvalid: ignoringInvalid)
            guard let expected = entry else {
                #expect(scores == nil)
                continue
            }
            let suffix = ignoringInvalid ? "_valid" : ""
            let measured = try Self.named(#require(scores), suffix)
            for (name, value) in measured {
                let truth = try #require(expected[name], "the golden file lacks \(name)")
                // Aligned depths are rounded to single precision, 6e-8 of themselves; a metric that is 0 keeps as much.
                let tolerance = 1e-6 * max(abs(truth), name == "si_log" ? 100 : 1)
                #expect(abs(value - truth) <= tolerance, "\(name): \(value), not \(truth)")
            }
        }
    }

    @Test func focalLengthsAgree() throws {
        let golden = try Golden.load().focal
        let errors = zip(golden.estimated, golden.actual).map(FocalLengthMetrics.relativeError(estimated:actual:))
        #expect(errors.count == 40)
        for (error, truth) in zip(errors, golden.errors) { #expect(abs(error - truth) < 1e-12) }
        #expect(try #require(FocalLengthMetrics.delta25(errors)) == golden.delta25)
        #expect(try #require(FocalLengthMetrics.delta50(errors)) == golden.delta50)
    }

    private static func named(_ scores: PairScores, _ suffix: String) -> [String: Double] {
        var result = [
            "delta1": scores.depth.delta1, "delta2": scores.depth.delta2, "delta3": scores.depth.delta3,
            "abs_rel": scores.depth.absoluteRelativeError, "log10": scores.depth.log10Error,
            "rmse": scores.depth.rootMeanSquareError, "rmse_log": scores.depth.rootMeanSquareLogError,
            "si_log": scores.depth.scaleInvariantLogError,
            "boundary_f1\(suffix)": scores.boundaryF1, "boundary_precision\(suffix)": scores.boundaryPrecision,
            "boundary_recall\(suffix)": scores.boundaryRecall,
            "scored_pixels": Double(scores.scoredPixelCount),
            "invalid_predictions": Double(scores.invalidPredictionCount),
        ]
        if let recall = scores.matteRecall { result["matte_recall\(suffix)"] = recall }
        return result
    }
}
