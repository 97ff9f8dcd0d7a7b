import Evaluation
import Images
import TestSupport
import Testing

/// The metrics of iBims-1 against scikit-image and SciPy, and by hand.
@Suite struct IBimsTests {
    @Test(arguments: try GeometryGolden.load().ibims) func edgesAgree(golden: GeometryGolden.IBims) {
        #expect(PixelMask(edgesOf: golden.prediction.raster) == golden.predictedEdges.mask)
    }

    @Test(arguments: try GeometryGolden.load().ibims) func scoresAgree(golden: GeometryGolden.IBims) throws {
        let scores = IBimsScores(
            prediction: golden.prediction.raster, target: golden.target.raster, edges: golden.edges.mask,
            planes: golden.planes.map(\.mask), intrinsics: GeometryGolden.intrinsics(golden.camera),
            range: golden.range)
        // Distances are roots of the same whole numbers.
        Self.compare(scores.boundaryAccuracy, golden.boundary?.accuracy, 1e-12)
        Self.compare(scores.boundaryCompleteness, golden.boundary?.completeness, 1e-12)
        let untruncated = golden.boundary.map { $0.untruncated ?? .infinity }
        Self.compare(scores.untruncatedBoundaryCompleteness, untruncated, 1e-12)
        // The prediction of median scale is rounded to single precision alike.
        Self.compare(scores.planes?.planarity, golden.plane?.planarity, 1e-9)
        Self.compare(scores.planes?.orientation, golden.plane?.orientation, 1e-9)
        #expect(scores.planes?.planeCount == golden.plane?.count)
        Self.compare(scores.directed?.agreeing, golden.directed?.agreeing, 1e-12)
        Self.compare(scores.directed?.tooNear, golden.directed?.too_near, 1e-12)
        Self.compare(scores.directed?.tooFar, golden.directed?.too_far, 1e-12)
    }

    private static func compare(
        _ measured: Double?, _ expected: Double?, _ tolerance: Double, location: SourceLocation = #_sourceLocation
    ) {
        guard let measured, let expected else {
            #expect(measured == expected, sourceLocation: location)
            return
        }
        #expect(
            measured == expected || abs(measured - expected) <= tolerance * max(1, abs(expected)),
            "\(measured), not \(expected)", sourceLocation: location)
    }

    /// The plane itself belongs to its near side.
    @Test func directedErrorsByHand() throws {
        let prediction = FloatRaster(width: 4, height: 1, values: [3, 3.01, 2, 9])
        let target = FloatRaster(width: 4, height: 1, values: [3.01, 3, 1, 8])
        let errors = try #require(
            DirectedDepthErrors(MatchedDepths(prediction: prediction, target: target)))
        #expect(errors.agreeing == 50 && errors.tooNear == 25 && errors.tooFar == 25)
    }

    @Test func edgeDistancesByHand() {
        func row(_ text: String) -> PixelMask {
            PixelMask(width: text.count, height: 1, values: text.map { $0 == "x" })
        }
        let distances = EdgeDistances(prediction: row("x.x.....x............"), target: row("..x.................x"))
        #expect(distances.fromPrediction == [2, 0, 6])
        #expect(distances.fromTarget == [0, 12])
        #expect(DepthBoundaryErrors.accuracy(distances) == 8.0 / 3)
        #expect(DepthBoundaryErrors.completeness(distances) == 18.0 / 5)
        #expect(DepthBoundaryErrors.untruncatedCompleteness(distances) == 6)
        let none = EdgeDistances(prediction: row("..."), target: row("x.."))
        #expect(none.fromTarget == [.infinity] && DepthBoundaryErrors.accuracy(none) == 10)
        #expect(DepthBoundaryErrors.completeness(none) == 10)
        #expect(DepthBoundaryErrors.accuracy(EdgeDistances(prediction: row("x"), target: row("."))) == nil)
    }

    /// Distances of every pixel to scattered ones, against trying all.
    @Test(arguments: 1...10) func distancesAreTheSmallest(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let (width, height) = (Int.random(in: 1...25, using: &generator), Int.random(in: 1...25, using: &generator))
        let count = width * height
        let targets = (0..<count).filter { _ in Int.random(in: 0..<20, using: &generator) == 0 } + [count - 1]
        let target = PixelMask(width: width, height: height, values: (0..<count).map(targets.contains))
        let all = PixelMask(width: width, height: height, values: [Bool](repeating: true, count: count))
        let distances = EdgeDistances(prediction: all, target: target).fromPrediction
        for index in 0..<count {
            let squares = targets.map { other in
                let (across, down) = (index % width - other % width, index / width - other / width)
                return across * across + down * down
            }
            #expect(distances[index] == Double(squares.min() ?? -1).squareRoot())
        }
    }

    /// A plane `a·x + b·y + c` in inverse depth is a plane in space, of normal (a·f, b·f, a·cx + b·cy + c).
    @Test func exactPlanesAreFound() throws {
        let camera = Intrinsics(focalLength: 50, centerX: 20, centerY: 14)
        let (a, b, c) = (0.004, -0.002, 0.3)
        let values: [Float] = (0..<1200).map { index in
            let (x, y) = (Double(index % 40) + 0.5, Double(index / 40) + 0.5)
            return Float(1 / (a * x + b * y + c))
        }
        let depth = FloatRaster(width: 40, height: 30, values: values)
        let mask = PixelMask(validDepthsOf: depth)
        let fit = try #require(PlaneFit(depth: depth, mask: mask, intrinsics: camera))
        // Depths of a few metres in single precision.
        #expect(fit.planarity < 1e-4)
        let normal = SIMD3(a * 50, b * 50, a * 20 + b * 14 + c)
        #expect(fit.orientationError(against: normal) < 1e-4 && fit.orientationError(against: -3 * normal) < 1e-4)
        #expect(abs(fit.orientationError(against: SIMD3(normal.y, -normal.x, 0)) - 90) < 1e-4)
        #expect(fit.normal.z < 0)
    }

    @Test func tooFewPointsHaveNoPlane() {
        let camera = Intrinsics(focalLength: 50, centerX: 2, centerY: 2)
        func fit(_ places: Set<Int>) -> PlaneFit? {
            let mask = PixelMask(width: 4, height: 4, values: (0..<16).map(places.contains))
            return PlaneFit(
                depth: FloatRaster(width: 4, height: 4, values: [Float](repeating: 2, count: 16)), mask: mask,
                intrinsics: camera)
        }
        #expect(fit([]) == nil && fit([1, 2]) == nil && fit([4, 5, 6, 7]) == nil && fit([0, 5, 10, 15]) == nil)
        #expect(fit([0, 1, 4]) != nil)
    }

    @Test func constantDepthHasNoEdges() {
        for (width, height) in [(1, 1), (2, 2), (9, 7)] {
            let flat = FloatRaster(
                width: width, height: height, values: [Float](repeating: 3, count: width * height))
            #expect(PixelMask(edgesOf: flat).share == 0)
        }
    }
}
