import Evaluation
import Images
import TestSupport
import Testing

/// What must hold for any depth map.
@Suite struct PropertyTests {
    private static let seeds: [UInt64] = Array(1...20)

    /// Blocks of constant depth: boundaries, also along whole rows.
    private static func blocks(_ generator: inout SeededGenerator) -> FloatRaster {
        let (width, height) = (Int.random(in: 15...30, using: &generator), Int.random(in: 15...30, using: &generator))
        let levels = (0..<100).map { _ in Float.random(in: 0.5...20, using: &generator) }
        return FloatRaster(
            width: width, height: height,
            values: (0..<width * height).map { levels[($0 % width / 3) + 10 * ($0 / width / 3)] })
    }

    private static func scaled(_ depth: FloatRaster, by factor: Float) -> FloatRaster {
        FloatRaster(width: depth.width, height: depth.height, values: depth.values.map { $0 * factor })
    }

    private static func noisy(_ depth: FloatRaster, _ generator: inout SeededGenerator) -> FloatRaster {
        let values = depth.values.map { $0 * Float.random(in: 0.8...1.25, using: &generator) }
        return FloatRaster(width: depth.width, height: depth.height, values: values)
    }

    @Test(arguments: seeds) func perfectPredictionsArePerfect(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let truth = Self.blocks(&generator)
        let scores = try #require(PairScores(prediction: truth, target: truth))
        #expect(scores.depth.delta1 == 1 && scores.depth.delta2 == 1 && scores.depth.delta3 == 1)
        #expect(scores.depth.absoluteRelativeError == 0 && scores.depth.rootMeanSquareError == 0)
        #expect(scores.depth.scaleInvariantLogError == 0)
        // The weights add up to 1 but for rounding, and every relation has a boundary.
        #expect(abs(scores.boundaryF1 - 1) < 1e-12, "\(scores.boundaryF1)")
        #expect(abs(scores.boundaryPrecision - 1) < 1e-12)
    }

    /// A power of two changes no digit of a ratio, so that nothing may change at all.
    @Test(arguments: seeds) func boundariesAreScaleInvariant(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let truth = Self.blocks(&generator)
        let prediction = Self.noisy(truth, &generator)
        let matches = BoundaryMatches(prediction: prediction, target: truth)
        #expect(BoundaryMatches(prediction: Self.scaled(prediction, by: 8), target: truth) == matches)
        #expect(BoundaryMatches(prediction: prediction, target: Self.scaled(truth, by: 0.25)) == matches)
        #expect(BoundaryMetrics.f1(matches) > 0)
    }

    @Test(arguments: seeds, [Alignment.median, .scale, .affineInverse, .robustAffineInverse])
    func alignedScoresAreScaleInvariant(seed: UInt64, alignment: Alignment) throws {
        var generator = SeededGenerator(seed: seed)
        let truth = Self.blocks(&generator)
        let prediction = Self.noisy(truth, &generator)
        let one = try #require(PairScores(prediction: prediction, target: truth, alignment: alignment))
        let other = try #require(
            PairScores(prediction: Self.scaled(prediction, by: 16), target: truth, alignment: alignment))
        // Single precision of the aligned depths.
        #expect(abs(one.depth.absoluteRelativeError - other.depth.absoluteRelativeError) < 1e-6)
        #expect(abs(one.depth.rootMeanSquareError - other.depth.rootMeanSquareError) < 1e-5)
        #expect(abs(one.boundaryF1 - other.boundaryF1) < 1e-6)
        let exact = try #require(
            PairScores(prediction: Self.scaled(truth, by: 3), target: truth, alignment: alignment))
        #expect(exact.depth.delta1 == 1 && exact.depth.absoluteRelativeError < 1e-6)
    }

    @Test(arguments: seeds) func affineInverseUndoesScaleAndShift(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let truth = Self.blocks(&generator)
        let warped = FloatRaster(
            width: truth.width, height: truth.height, values: truth.values.map { 1 / (0.7 / $0 + 0.3) })
        for alignment in [Alignment.affineInverse, .robustAffineInverse] {
            let scores = try #require(PairScores(prediction: warped, target: truth, alignment: alignment))
            // Inverse depth of 20 m lies on a shift six times as large: single precision leaves 1e-6.
            #expect(scores.depth.absoluteRelativeError < 1e-5, "\(alignment)")
        }
    }

    @Test(arguments: seeds) func swappingTheMapsSwapsPrecisionAndRecall(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let truth = Self.blocks(&generator)
        let prediction = Self.noisy(truth, &generator)
        let matches = BoundaryMatches(prediction: prediction, target: truth)
        let swapped = BoundaryMatches(prediction: truth, target: prediction)
        #expect(BoundaryMetrics.precision(matches) == BoundaryMetrics.recall(swapped))
        #expect(BoundaryMetrics.f1(matches) == BoundaryMetrics.f1(swapped))
    }

    @Test(arguments: seeds) func masksAreHolesInTheTarget(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let truth = Self.blocks(&generator)
        let prediction = Self.noisy(truth, &generator)
        let kept = truth.values.map { _ in Bool.random(using: &generator) }
        var holed = truth
        for index in kept.indices where !kept[index] { holed.values[index] = .nan }
        let mask = PixelMask(width: truth.width, height: truth.height, values: kept)
        let masked = MatchedDepths(prediction: prediction, target: truth, mask: mask)
        #expect(masked == MatchedDepths(prediction: prediction, target: holed))
        #expect(masked.count < truth.values.count)
        // NaN makes no boundary in the target; without the mask, the prediction's there count against it.
        let matches = BoundaryMatches(prediction: prediction, target: truth, valid: mask)
        let unmasked = BoundaryMatches(prediction: prediction, target: holed)
        #expect(matches.counts[0][0].actual == unmasked.counts[0][0].actual)
        #expect(matches.counts[0][0].predicted < unmasked.counts[0][0].predicted)
    }
}
