import DepthPro
import Images
import TestSupport
import Testing
import Torch

/// The way from a photo's pixels to metres against the reference's, end to end.
@Suite struct EstimatorTests {
    static let photos = Golden.names.flatMap { name in [0, 1].map { (name, $0) } }

    private func photo(_ golden: Golden, _ index: Int) throws -> Photo {
        let pixels = try golden.tensor("photo\(index).image")
        return Photo(image: RGBImage(width: pixels.shape[1], height: pixels.shape[0], pixels: try pixels.bytes()))
    }

    /// Where canonical inverse depth exceeds 0.01: 1e-4 for the median pixel, 1e-3 for the worst one.
    private func expectEqual(_ depth: DepthMap, _ golden: Golden, _ name: String) throws {
        let found = try Tensor(depth.metres, shape: [depth.height, depth.width])
        var values = depth.metres
        let expected = try golden.tensor(name).floats()
        if golden.has(name + ".layout") {
            let layout = try golden.tensor(name + ".layout").integers().map(Int.init)
            #expect(Array(layout.dropFirst()) == found.shape)
            values = try found.reshaped([-1]).strided(0, by: layout[0]).floats()
        }
        let scale = Float(depth.focalLength.pixels) / Float(depth.width)
        let deviations = zip(values, expected).filter { 1 / $0.1 * scale > 0.01 }.map { abs($0 - $1) / $1 }.sorted()
        try #require(deviations.count > expected.count / 2)
        #expect(deviations[deviations.count / 2] < 1e-4 && (deviations.last ?? 1) < 1e-3, "\(name)")
    }

    @Test(arguments: photos) func metresEqualTheReference(name: String, index: Int) async throws {
        let golden = try Golden(name)
        guard golden.has("photo\(index).image") else { return }
        let estimator = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu, precision: .float32)
        let photo = try photo(golden, index)
        let given = try golden.tensor("photo\(index).given.focal_px").item()
        let withGiven = try await estimator.estimate(photo, focalLength: .pixels(given))
        try expectEqual(withGiven, golden, "photo\(index).given.depth")
        #expect(withGiven.focalLength.source == .given)

        guard estimator.estimatesFocalLength else { return }
        let estimated = try await estimator.estimate(photo)
        let pixels = try golden.tensor("photo\(index).estimated.focal_px").item()
        #expect(abs(estimated.focalLength.pixels / pixels - 1) < 1e-4)
        #expect(estimated.focalLength.source == .network)
        try expectEqual(estimated, golden, "photo\(index).estimated.depth")
    }

    /// The mean with the mirror image is the mirror image of the mirrored photo's, for a ReLU and for logarithms.
    @Test(arguments: [HeadOutput.inverseDepth, .logarithm])
    func theMirroredMeanIsSymmetric(output: HeadOutput) async throws {
        let golden = try Golden("hf-basic")
        var checkpoint = try Checkpoint(contentsOf: Golden("apple-basic").checkpoint)
        let folder = try TemporaryFolder()
        if output == .logarithm {
            checkpoint = try .copy(of: checkpoint, at: folder("logarithm.safetensors")) { $0.output = output }
        }
        let estimator = try DepthEstimator(checkpoint, device: .cpu, precision: .float32)
        let photo = try photo(golden, 0)
        let (width, height) = (photo.width, photo.height)
        let pixels = try Tensor(uint8: photo.image.pixels, shape: [height, width, 3]).flipped(1).contiguous().bytes()
        let mirror = Photo(image: RGBImage(width: width, height: height, pixels: pixels))
        let options = EstimationOptions(averagesMirrored: true)
        let depth = try await estimator.estimate(photo, options: options)
        let mirrored = try await estimator.estimate(mirror, options: options)
        let once = try await estimator.estimate(photo)

        let back = try Tensor(mirrored.metres, shape: [height, width]).flipped(1).contiguous().floats()
        // A mirrored resize adds the same products in another order.
        let worst = zip(depth.metres, back).map { abs($0 - $1) / $1 }.max() ?? 1
        #expect(worst < 1e-3 && abs(depth.focalLength.pixels / mirrored.focalLength.pixels - 1) < 1e-4)
        #expect(zip(depth.metres, once.metres).contains { abs($0 - $1) > 0.01 * $1 })
    }

    @Test func aBatchEqualsItsPhotosOneByOne() async throws {
        let golden = try Golden("hf-basic")
        let estimator = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu, precision: .float32)
        let photos = try [photo(golden, 0), photo(golden, 1)]
        let together = try await estimator.estimate(photos, focalLengths: [.pixels(100), nil])
        let first = try await estimator.estimate(photos[0], focalLength: .pixels(100))
        let second = try await estimator.estimate(photos[1])
        #expect(together[0].focalLength == first.focalLength)
        #expect(abs(together[1].focalLength.pixels / second.focalLength.pixels - 1) < 1e-5)
        for (a, b) in [(together[0], first), (together[1], second)] {
            // A batch changes the order of additions in matrix products.
            let worst = zip(a.metres, b.metres).map { abs($0 - $1) / $1 }.max() ?? 1
            #expect(worst < 1e-3)
        }
    }

    @Test func theFocalLengthOnlyScales() async throws {
        let golden = try Golden("apple-basic")
        let estimator = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu, precision: .float32)
        let photo = try photo(golden, 0)
        let near = try await estimator.estimate(photo, focalLength: .pixels(100))
        let far = try await estimator.estimate(photo, focalLength: .pixels(200))
        let inside = zip(near.metres, far.metres).filter { $0.1 < 9e3 }
        #expect(inside.allSatisfy { abs($0.1 / $0.0 - 2) < 1e-4 })
        #expect(near.intrinsics.matrix[0][2] == Double(photo.width) / 2)
        #expect(
            abs(near.fieldOfView - FocalLength(pixels: 100, source: .given).fieldOfView(across: Double(photo.width)))
                < 1e-9)
    }

    @Test func exifComesBeforeTheNetworkAndCanBeIgnored() async throws {
        let golden = try Golden("apple-basic")
        let estimator = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu, precision: .float32)
        let image = try photo(golden, 0).image
        var camera = CameraFacts()
        camera.focalLengthIn35mmFilm = 35
        let photo = Photo(image: image, camera: camera)
        #expect(try await estimator.estimate(photo).focalLength.source == .exif35mm)
        #expect(try await estimator.estimate(photo, options: .init(usesCamera: false)).focalLength.source == .network)
        #expect(
            try await estimator.estimate(photo, focalLength: .horizontalFieldOfView(60)).fieldOfView.rounded() == 60)
    }

    @Test func aNetworkWithoutFieldOfViewNeedsAFocalLength() async throws {
        let golden = try Golden("apple-nofov")
        let estimator = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu, precision: .float32)
        let photo = try photo(golden, 0)
        let error = await #expect(throws: DepthProError.self) { _ = try await estimator.estimate(photo) }
        #expect(error?.code == .invalidOption)
        await #expect(throws: DepthProError.self) { _ = try await estimator.estimate(photo, focalLength: .pixels(-1)) }
        await #expect(throws: DepthProError.self) {
            _ = try await estimator.estimate(photo, focalLength: .pixels(.nan))
        }
    }

    @Test(arguments: [(1, 1), (1, 50), (50, 1), (3, 700)]) func anySizeIsEstimated(width: Int, height: Int) async throws
    {
        let golden = try Golden("apple-basic")
        let estimator = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu, precision: .float32)
        let pixels = (0..<width * height * 3).map { UInt8($0 % 251) }
        let photo = Photo(image: RGBImage(width: width, height: height, pixels: pixels))
        let depth = try await estimator.estimate(photo)
        #expect(depth.metres.count == width * height)
        #expect(depth.metres.allSatisfy { DepthMap.range.contains($0) })
    }

    @Test func narrowWeightsComputeWhereverTheyAreNotNative() async throws {
        let golden = try Golden("hf-basic")
        let full = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu, precision: .float32)
        let narrow = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu, precision: .bfloat16)
        let photo = try photo(golden, 0)
        let expected = try await full.estimate(photo, focalLength: .pixels(100))
        let found = try await narrow.estimate(photo, focalLength: .pixels(100))
        let deviations = zip(found.metres, expected.metres).map { abs($0 - $1) / $1 }.sorted()
        // bfloat16 keeps 8 bits of a weight: 0.4 % each, and random networks amplify them.
        #expect(deviations[deviations.count / 2] < 0.05)
        #expect(deviations[deviations.count / 2] > 0)
        #expect(throws: DepthProError.self) {
            _ = try DepthEstimator(full.checkpoint, device: .cpu, precision: .float16)
        }
    }

    /// The same weights, once in the paper's unit and once in the square's of the picture's area: D = f / (unit · C).
    @Test func focalLengthsAreCountedInTheNetworksUnit() async throws {
        let folder = try TemporaryFolder()
        let widths = try Checkpoint(contentsOf: Golden("apple-basic").checkpoint)
        let areas = try Checkpoint.copy(of: widths, at: folder("areas.safetensors")) { $0.focalUnit = .rootArea }
        #expect(areas.configuration.focalUnit == .rootArea && widths.configuration.focalUnit == .width)
        let pixels = (0..<120 * 30 * 3).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
        let photo = Photo(image: RGBImage(width: 120, height: 30, pixels: pixels))
        var depths: [[DepthMap]] = []
        for checkpoint in [widths, areas] {
            let estimator = try DepthEstimator(checkpoint, device: .cpu, precision: .float32)
            let options = EstimationOptions(keepsCanonicalInverseDepth: true)
            depths.append([
                try await estimator.estimate(photo, focalLength: .pixels(90), options: options),
                try await estimator.estimate(photo, options: options),
            ])
        }
        // The width of a picture of 4:1 is two sides of the square of its area. Roundings only.
        let (given, estimated) = ((depths[0][0], depths[1][0]), (depths[0][1], depths[1][1]))
        #expect(zip(given.0.metres, given.1.metres).allSatisfy { abs($0 * 2 / $1 - 1) < 1e-5 || $1 == 1e4 })
        // The angle is that of the unit, so the estimate's depth does not change, and its focal length does.
        #expect(abs(estimated.0.focalLength.pixels / estimated.1.focalLength.pixels - 2) < 1e-6)
        #expect(zip(estimated.0.metres, estimated.1.metres).allSatisfy { abs($0 / $1 - 1) < 1e-5 })
        let canonical = try [given.0, given.1].map { try #require($0.canonicalInverseDepth).values }
        // How many tiles go through at once follows from the memory that is free, and with it the order of additions.
        #expect(zip(canonical[0], canonical[1]).allSatisfy { abs($0 - $1 * 2) < 1e-5 * max($0, 0.1) })
        #expect(canonical[0].contains { $0 > 0.1 })
    }

    @Test func canonicalInverseDepthIsKeptOnDemand() async throws {
        let golden = try Golden("hf-swiglu-bn")
        let estimator = try await DepthEstimator(contentsOf: golden.checkpoint, device: .cpu, precision: .float32)
        let photo = try photo(golden, 0)
        #expect(try await estimator.estimate(photo).canonicalInverseDepth == nil)
        let kept = try await estimator.estimate(photo, options: .init(keepsCanonicalInverseDepth: true))
        let raster = try #require(kept.canonicalInverseDepth)
        #expect(raster.width == 80 && raster.height == 80)
        let deviation = try golden.deviation(
            of: Tensor(raster.values, shape: [1, 1, raster.height, raster.width]), from: "photo0.head")
        #expect(deviation.worst < 1e-4)
    }
}
