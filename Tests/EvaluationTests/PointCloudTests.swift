import Evaluation
import Images
import TestSupport
import Testing

/// Chamfer distance and its relatives, against SciPy and by hand.
@Suite struct PointCloudTests {
    private static let camera = Intrinsics(focalLength: 20, width: 12, height: 10)

    @Test(arguments: try GeometryGolden.load().clouds) func scoresAgree(golden: GeometryGolden.Cloud) throws {
        let scores = try PointCloudScores(
            prediction: golden.prediction.raster, target: golden.target.raster,
            intrinsics: GeometryGolden.intrinsics(golden.camera),
            predictedIntrinsics: GeometryGolden.intrinsics(golden.predictedCamera), range: golden.range)
        guard let expected = golden.scores else {
            #expect(scores == nil)
            return
        }
        let measured = try #require(scores)
        // Squared distances are single precision: 6e-8 of themselves.
        #expect(abs(measured.chamferDistance - expected.chamfer) <= 1e-6 * max(1, expected.chamfer))
        // Shares of whole points.
        #expect(abs(measured.precision - expected.precision) < 1e-12)
        #expect(abs(measured.recall - expected.recall) < 1e-12)
        #expect(abs(measured.fScore - expected.f_score) < 1e-12)
        #expect(abs(measured.intersectionOverUnion - expected.iou) < 1e-12)
    }

    @Test func pointsLieBehindTheCentresOfPixels() throws {
        let depth = FloatRaster(width: 3, height: 2, values: [2, .nan, 4, 0, -1, .infinity])
        let camera = Intrinsics(focalLength: 2, centerX: 0.5, centerY: 1.5)
        #expect(try PointCloud(depth: depth, intrinsics: camera).coordinates == [0, -1, 2, 4, -2, 4])
        let mask = PixelMask(width: 3, height: 2, values: [false, true, true, true, true, true])
        #expect(try PointCloud(depth: depth, intrinsics: camera, mask: mask).coordinates == [4, -2, 4])
    }

    @Test func anEmptyCloudIsInfinitelyFar() throws {
        let empty = try PointCloud(
            depth: FloatRaster(width: 1, height: 1, values: [.nan]), intrinsics: Self.camera)
        let one = try PointCloud(depth: FloatRaster(width: 1, height: 1, values: [1]), intrinsics: Self.camera)
        let distances = PointCloudDistances(prediction: one, target: empty)
        #expect(distances.fromPrediction == [.infinity] && distances.fromTarget.isEmpty)
        #expect(PointCloudMetrics.chamferDistance(distances) == nil && PointCloudMetrics.precision(distances) == nil)
        #expect(PointCloudMetrics.recall(distances) == nil && PointCloudScores(distances) == nil)
    }

    /// The threshold itself is not within it.
    @Test func thresholdsAreStrict() throws {
        let near = try PointCloud(depth: FloatRaster(width: 1, height: 1, values: [1]), intrinsics: Self.camera)
        let camera = Intrinsics(focalLength: 20, centerX: Self.camera.centerX, centerY: Self.camera.centerY)
        let far = try PointCloud(depth: FloatRaster(width: 1, height: 1, values: [1.5]), intrinsics: camera)
        let distances = PointCloudDistances(prediction: near, target: far)
        let distance = try #require(distances.fromTarget.first)
        #expect(PointCloudMetrics.recall(distances, threshold: distance) == 0)
        #expect(PointCloudMetrics.recall(distances, threshold: distance.nextUp) == 1)
    }

    /// The greatest and the smallest depths neither trap nor overflow.
    @Test func extremesAreMeasured() throws {
        var generator = SeededGenerator(seed: 9)
        let extremes: [Float] = [.leastNonzeroMagnitude, 1e-30, 1, 1e10, 1e30, .greatestFiniteMagnitude]
        let wild = FloatRaster(
            width: 40, height: 30, values: (0..<1200).map { _ in extremes.randomElement(using: &generator)! })
        let tame = FloatRaster(width: 40, height: 30, values: [Float](repeating: 2, count: 1200))
        for focalLength in [1e-3, 1, 1e7] {
            let camera = Intrinsics(focalLength: focalLength, width: 40, height: 30)
            for (a, b) in [(wild, tame), (tame, wild), (wild, wild)] {
                let scores = try #require(try PointCloudScores(prediction: a, target: b, intrinsics: camera))
                #expect(scores.chamferDistance.isFinite && scores.chamferDistance >= 0)
                #expect((0...1).contains(scores.precision) && (0...1).contains(scores.intersectionOverUnion))
            }
        }
    }

    /// Clouds that shrink to a point, that coincide, or are too far to tell their points apart, take no quadratic time,
    /// which for each would be minutes.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [Float.leastNonzeroMagnitude, 1e-6, 1e-3, 100, 1e4, 1e12, .greatestFiniteMagnitude])
    func degenerateCloudsAreMeasured(depth: Float) throws {
        let (width, height) = (400, 250)
        let camera = Intrinsics(focalLength: 500, width: width, height: height)
        let degenerate = FloatRaster(
            width: width, height: height, values: [Float](repeating: depth, count: width * height))
        let wall = FloatRaster(
            width: width, height: height, values: (0..<width * height).map { 2 + Float($0 % width) / 100 })
        for target in [wall, degenerate] {
            let scores = try #require(try PointCloudScores(prediction: degenerate, target: target, intrinsics: camera))
            #expect((scores.chamferDistance == 0) == (target == degenerate))
        }
    }

    @Test func impossibleCamerasAreNamed() throws {
        let depth = FloatRaster(width: 1, height: 1, values: [1])
        let impossible = [(0, 1), (.nan, 1), (1e8, 1), (-500, 1), (500, .infinity), (500, .nan), (500, 1e7)]
        for (focalLength, center) in impossible {
            let camera = Intrinsics(focalLength: focalLength, centerX: center, centerY: 0)
            let error = #expect(throws: EvaluationError.self) { try PointCloud(depth: depth, intrinsics: camera) }
            #expect(error?.code == .invalidCamera)
        }
    }

    @Test(arguments: 1...5) func neighboursAreTheNearest(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        func cloud() throws -> PointCloud {
            let depth = FloatRaster(
                width: 12, height: 10, values: (0..<120).map { _ in Float.random(in: 1...3, using: &generator) })
            return try PointCloud(depth: depth, intrinsics: Self.camera)
        }
        let (a, b) = (try cloud(), try cloud())
        let distances = PointCloudDistances(prediction: a, target: b)
        for index in 0..<a.count {
            let nearest = (0..<b.count).map { other in
                (0..<3).map { axis in
                    let difference = Double(a.coordinates[3 * index + axis] - b.coordinates[3 * other + axis])
                    return difference * difference
                }.reduce(0, +).squareRoot()
            }.min()
            #expect(abs(Double(distances.fromPrediction[index]) - (nearest ?? .nan)) < 1e-6)
        }
        let swapped = PointCloudDistances(prediction: b, target: a, threads: 2)
        #expect(swapped.fromTarget == distances.fromPrediction && swapped.fromPrediction == distances.fromTarget)
    }
}
