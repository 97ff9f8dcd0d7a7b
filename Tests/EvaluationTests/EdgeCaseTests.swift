import Evaluation
import Images
import Testing

/// Small, degenerate and hand-worked input.
@Suite struct EdgeCaseTests {
    private static func row(_ values: [Float]) -> FloatRaster {
        FloatRaster(width: values.count, height: 1, values: values)
    }

    @Test func nothingToScoreIsNil() {
        let depths = MatchedDepths(prediction: Self.row([1, .nan, 2]), target: Self.row([0, 1, .infinity]))
        #expect(depths.count == 0 && depths.invalidPredictionCount == 1)
        #expect(DepthScores(depths) == nil && DepthMetrics.scaleInvariantLogError(depths) == nil)
        for alignment in Alignment.allCases { #expect(alignment.transform(fitting: depths) == nil) }
        #expect(FocalLengthMetrics.delta25([]) == nil && FocalLengthMetrics.delta50([]) == nil)
    }

    @Test func limitsAreStrict() throws {
        let depths = MatchedDepths(prediction: Self.row([1.25, 1, 1, 1.5625]), target: Self.row([1, 1.25, 1.24, 1]))
        #expect(DepthMetrics.delta(depths, power: 1) == 0.25)
        #expect(DepthMetrics.delta(depths, power: 2) == 0.75)
        let quarter = FocalLengthMetrics.relativeError(estimated: 125, actual: 100)
        #expect(FocalLengthMetrics.delta25([quarter, 0.249]) == 50)
        #expect(FocalLengthMetrics.relativeError(estimated: .nan, actual: 100) == .infinity)
        #expect(FocalLengthMetrics.delta50([.infinity, 0.1]) == 50)
    }

    /// Ends of the range are inside.
    @Test func rangesIncludeTheirEnds() {
        let range = ValidRange(minimum: 0.5, maximum: 2)
        #expect([0.5, 1, 2].allSatisfy(range.contains))
        #expect(![0.49, 2.01, 0, -1, .nan, .infinity].contains(where: range.contains))
        #expect(!ValidRange.everything.contains(0) && !ValidRange.everything.contains(.infinity))
    }

    /// A step of 1.2 downwards and back: at the thresholds below 1.2, 7 of the 10, both are found.
    @Test func boundariesOfOneRow() {
        let target = Self.row([1.2, 1, 1, 1.2])
        let matches = BoundaryMatches(prediction: target, target: target)
        #expect(matches.counts.map { $0[0].actual } == [1, 1, 1, 1, 1, 1, 1, 0, 0, 0])
        #expect(matches.counts.map { $0[1].common } == [1, 1, 1, 1, 1, 1, 1, 0, 0, 0])
        // Two of four relations.
        let sum = BoundaryMetrics.weights.prefix(7).reduce(0, +)
        #expect(abs(BoundaryMetrics.f1(matches) - sum / 2) < 1e-12)
    }

    /// Ratios 2, 4, 4: only the first 4 stays.
    @Test func runsAreThinnedToTheirFirstMaximum() {
        let depth = Self.row([1, 2, 8, 32])
        for (edge, found) in [(0, false), (1, true), (2, false)] {
            let foreground = PixelMask(width: 4, height: 1, values: (0..<4).map { $0 <= edge })
            let recall = BoundaryMetrics.matteRecall(prediction: depth, foreground: foreground)
            #expect(abs(recall - (found ? 0.25 : 0)) < 1e-12, "\(edge)")
        }
    }

    /// Where the hole is as near as can be, the step down from it takes the run from the true step behind it.
    @Test func invalidPixelsEndRuns() {
        let depth = Self.row([1, 2, 0, 1, 2])
        let foreground = PixelMask(width: 5, height: 1, values: [true, false, false, true, false])
        let unmasked = BoundaryMetrics.matteRecall(prediction: depth, foreground: foreground)
        #expect(abs(unmasked - 0.5 / 4) < 1e-12)
        let valid = PixelMask(validDepthsOf: depth)
        let masked = BoundaryMetrics.matteRecall(prediction: depth, foreground: foreground, valid: valid)
        #expect(abs(masked - 1.0 / 4) < 1e-12)
    }

    @Test func onePixelHasNoBoundaries() {
        let pixel = FloatRaster(width: 1, height: 1, values: [2])
        let matches = BoundaryMatches(prediction: pixel, target: pixel)
        #expect(matches.counts.joined().allSatisfy { $0.predicted == 0 && $0.actual == 0 && $0.common == 0 })
        #expect(BoundaryMetrics.f1(matches) == 0)
        let all = PixelMask(width: 1, height: 1, values: [true])
        #expect(BoundaryMetrics.matteRecall(prediction: pixel, foreground: all) == 0)
    }

    @Test func resizingInterpolatesBetweenCentres() {
        let row = Self.row([0, 4])
        #expect(row.resizedBilinearly(width: 4, height: 1).values == [0, 1, 3, 4])
        #expect(Self.row([0, 4, 8, 12]).resizedBilinearly(width: 2, height: 2).values == [2, 10, 2, 10])
        #expect(Self.row([7]).resizedBilinearly(width: 3, height: 2).values == [7, 7, 7, 7, 7, 7])
        #expect(row.resizedBilinearly(width: 2, height: 1) == row)
    }

    @Test func thresholdsAndWeights() {
        #expect(BoundaryMetrics.thresholds.count == 10)
        #expect(BoundaryMetrics.thresholds.first == 1.05 && BoundaryMetrics.thresholds.last == 1.25)
        // Σ t is 11.5.
        #expect(abs(BoundaryMetrics.weights[0] - 1.05 / 11.5) < 1e-15)
    }
}
