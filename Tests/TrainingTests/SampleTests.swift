import Datasets
import DepthPro
import Foundation
import Images
import Testing
import Training

/// What becomes of samples on their way to the network.
@Suite struct SampleTests {
    @Test func aMixtureKeepsItsWeightsAndMissesNothing() {
        let mixture = SampleMixture(weights: [3, 1, 0], counts: [7, nil, 5], seed: 4)
        var seen: [[Int]] = [[], [], []]
        for position in 0..<4000 { seen[mixture[position].source].append(mixture[position].sample) }
        #expect(seen[0].count == 3000 && seen[1].count == 1000 && seen[2].isEmpty)
        // An endless source is taken in order, a finite one round by round.
        #expect(seen[1] == Array(0..<1000))
        for round in 0..<100 { #expect(Set(seen[0][round * 7..<round * 7 + 7]) == Set(0..<7)) }
        #expect(Array(seen[0][0..<7]) != Array(seen[0][7..<14]) || Array(seen[0][7..<14]) != Array(seen[0][14..<21]))
        #expect(mixture[1234] == SampleMixture(weights: [3, 1, 0], counts: [7, nil, 5], seed: 4)[1234])
    }

    private static func sample(width: Int, height: Int, focalLength: Double) -> DepthSample {
        var depth = (0..<width * height).map { 1 + Float($0 % width) * 0.1 }
        depth[0] = .nan
        depth[1] = .infinity
        return DepthSample(
            id: "ramp",
            image: RGBImage(width: width, height: height, filledWith: RGBColor(red: 9, green: 99, blue: 200)),
            depth: FloatRaster(width: width, height: height, values: depth),
            intrinsics: Intrinsics(focalLength: focalLength, width: width, height: height),
            traits: DatasetTraits(isSynthetic: true, isMetric: true))
    }

    @Test func labelsAreCanonicalInverseDepth() {
        var random = SampleRandom(seed: 1, position: 0)
        let prepared = SamplePreparation(rows: 16, columns: 32, plan: .none)(
            Self.sample(width: 32, height: 16, focalLength: 40), &random)
        #expect(prepared.mask[0] == 0 && prepared.mask[1] == 1 && prepared.inverseDepth[1] == 0)
        // Ĉ = f / (w · D)
        #expect(abs(prepared.inverseDepth[10] - 40 / (32 * 2)) < 1e-6)
        // 2·atan(w / 2f)
        #expect(abs(prepared.fieldOfView - 43.60282) < 1e-3)
        #expect(abs(prepared.pixels[5] - (9 / 127.5 - 1)) < 1e-6)
    }

    /// A picture of 4:1 and one of 1:4 by the same lens: √(64 · 16) = 32 pixels a unit for both.
    @Test func labelsAreInTheNetworksUnit() {
        for (width, height, metres) in [(64, 16, Float(3.2)), (16, 64, 1.5)] {
            var random = SampleRandom(seed: 1, position: 0)
            let prepared = SamplePreparation(rows: 16, columns: 16, focalUnit: .rootArea, plan: .none)(
                Self.sample(width: width, height: height, focalLength: 40), &random)
            // The middle of the sixth of 16 columns: the 23rd of 64, or the sixth itself.
            #expect(abs(prepared.inverseDepth[5] - 40 / (32 * metres)) < 1e-6)
            #expect(abs(prepared.fieldOfView - 43.60282) < 1e-3)
        }
    }

    /// `sky: false` leaves nothing to learn where there is no end, and all else as it is.
    @Test func aSourceMayLeaveTheSkyOut() throws {
        let data = try TinyData()
        try FloatRaster(width: 24, height: 24, values: (0..<576).map { $0 < 100 ? .infinity : 2 })
            .writePFM(to: data.folder.appending(path: "0.pfm"))
        func values(_ more: String) throws -> [Float] {
            let text = try String(contentsOf: data.writeRecipe(), encoding: .utf8)
            let recipe = try Recipe(text: text.replacing("manifest: .", with: "manifest: .\n    \(more)"))
            let source = try OpenedSource(
                recipe.data[0], relativeTo: URL(filePath: data.folder.path, directoryHint: .isDirectory))
            return try source.sample(at: 0).depth.values
        }
        let all = try values("limit: 1")
        #expect(all.count { $0.isInfinite } == 100 && all.count { $0 == 2 } == 476)
        let finite = try values("sky: false")
        #expect(finite.count { $0 == 0 } == 100 && finite.count { $0 == 2 } == 476)
    }

    /// The tiny images are 24 pixels wide and have a focal length of 20: 61.9°.
    @Test func aSourceMayTakeOnlySomeFieldsOfView() throws {
        let data = try TinyData()
        func recipe(_ source: String) throws -> String {
            try String(contentsOf: data.writeRecipe(), encoding: .utf8).replacing("manifest: .", with: source)
        }
        func count(_ range: String) throws -> Int? {
            let source = try Recipe(text: recipe("manifest: .\n    fields-of-view: \(range)")).data[0]
            return try OpenedSource(
                source, relativeTo: URL(filePath: data.folder.path, directoryHint: .isDirectory)
            ).count
        }
        #expect(try count("[60, 65]") == 10)
        #expect(throws: DatasetError.self) { try count("[20, 30]") }
        #expect(throws: TrainingError.self) { try count("[65, 60]") }
        let photos = data.folder.appending(path: "photos.yaml")
        try recipe("photos: .\n    fields-of-view: [60, 65]").write(to: photos, atomically: true, encoding: .utf8)
        let error = #expect(throws: TrainingError.self) { try Trainer(recipe: photos, output: data.output) }
        #expect(error?.message.contains("fields-of-view") == true)
    }

    /// A crop of the middle is what a longer lens sees: the world keeps its depth, the label follows the angle.
    @Test func cropsChangeTheFieldOfViewAndTheLabelsAlike() {
        var plan = AugmentationPlan.none
        plan.crop = 1
        plan.smallestCrop = 0.5
        for number in 0..<50 {
            var random = SampleRandom(seed: 2, position: UInt64(number))
            let prepared = SamplePreparation(rows: 16, columns: 32, plan: plan)(
                Self.sample(width: 64, height: 32, focalLength: 40), &random)
            let ratio = 0.5 / tan(prepared.fieldOfView / 2 * .pi / 180)
            #expect(ratio >= 40 / 64 - 1e-4 && ratio <= 40 / 32 + 1e-4)
            for column in [0, 15, 31] {
                let metres = ratio / prepared.inverseDepth[8 * 32 + column]
                // Within the half pixel by which the nearest is off.
                let position = (metres - 1) / 0.1
                let width = 40 / ratio
                let expected = 32 - width / 2 + (Float(column) + 0.5) * width / 32 - 0.5
                #expect(abs(position - expected) <= 0.51, "column \(column) of a crop \(width) wide")
            }
        }
    }

    /// From an upright telephone's 9:16 to a driving camera's 3.2:1, evenly by logarithms; one side stays whole.
    @Test func cropsOfOtherShapesShortenOneSide() {
        var plan = AugmentationPlan.none
        plan.aspect = 1
        var narrower = 0
        for number in 0..<400 {
            var random = SampleRandom(seed: 3, position: UInt64(number))
            let crop = SampleCrop(of: (64, 32), plan, &random)
            let shape = crop.width / crop.height
            #expect(shape > 0.5624 && shape < 3.2001)
            #expect(abs(crop.width - 64) < 1e-9 || abs(crop.height - 32) < 1e-9)
            if shape < 2 { narrower += 1 }

            random = SampleRandom(seed: 3, position: UInt64(number))
            let prepared = SamplePreparation(rows: 16, columns: 32, plan: plan)(
                Self.sample(width: 64, height: 32, focalLength: 40), &random)
            #expect(abs(40 / (0.5 / tan(prepared.fieldOfView / 2 * .pi / 180)) - Float(crop.width)) < 0.01)
            #expect(prepared.mask.allSatisfy { $0 == 1 })
        }
        // log(2 / 0.5625) / log(3.2 / 0.5625) = 0.73 of them, within five standard deviations.
        #expect(abs(narrower - 292) < 45)
    }

    @Test func flipsMirrorPixelsAndDepth() {
        var plan = AugmentationPlan.none
        plan.flip = 1
        var random = SampleRandom(seed: 2, position: 0)
        let sample = Self.sample(width: 32, height: 16, focalLength: 40)
        let flipped = SamplePreparation(rows: 16, columns: 32, plan: plan)(sample, &random)
        let plain = SamplePreparation(rows: 16, columns: 32, plan: .none)(sample, &random)
        for row in 0..<16 {
            for column in 0..<32 {
                #expect(flipped.inverseDepth[row * 32 + column] == plain.inverseDepth[row * 32 + 31 - column])
            }
        }
    }

    @Test func augmentationStaysInRangeAndIsRepeatable() {
        var plan = AugmentationPlan()
        plan.color = 1
        plan.blur = 1
        for position in 0..<30 {
            var first = SampleRandom(seed: 5, position: UInt64(position))
            var second = first
            let sample = Self.sample(width: 20, height: 20, focalLength: 20)
            let preparation = SamplePreparation(rows: 16, columns: 16, plan: plan)
            let prepared = preparation(sample, &first)
            #expect(prepared.pixels.allSatisfy { $0 >= -1.0001 && $0 <= 1.0001 })
            #expect(prepared.pixels == preparation(sample, &second).pixels)
        }
    }

    /// A wall square to the camera is a plane for every turned one, and a point of it keeps its place in the world.
    @Test func aTurnedCameraSeesTheSameWorld() {
        let (width, height, focal) = (64, 48, 60.0)
        let camera = Intrinsics(focalLength: focal, width: width, height: height)
        var image = RGBImage(width: width, height: height, filledWith: RGBColor(red: 20, green: 20, blue: 20))
        for row in 0..<height {
            for column in 32..<width { image[column, row] = RGBColor(red: 200, green: 20, blue: 20) }
        }
        let wall = DepthSample(
            id: "wall", image: image,
            depth: FloatRaster(width: width, height: height, values: .init(repeating: 3, count: width * height)),
            intrinsics: camera, traits: DatasetTraits(isSynthetic: true, isMetric: true))
        let (pitch, yaw) = (0.05, 0.12)
        let turned = CameraTurn(pitch: pitch, yaw: yaw, roll: 0).apply(to: wall)
        let lens = turned.intrinsics
        #expect((lens?.focalLength ?? 0) > focal && (lens?.focalLength ?? 0) < 2 * focal)
        // The wall's normal in the turned camera: inverse depth is n·ray / 3.
        let normal = SIMD3(-sin(yaw), sin(pitch) * cos(yaw), cos(pitch) * cos(yaw))
        var edge = 0
        for row in 0..<height {
            for column in 0..<width {
                let length = lens?.focalLength ?? 1
                let ray = SIMD3((Double(column) - 31.5) / length, (Double(row) - 23.5) / length, 1)
                let inverse = (normal * ray).sum() / 3
                #expect(abs(Double(turned.depth.values[row * width + column]) * inverse - 1) < 1e-5)
                if row == 24, turned.image[column, row].red > 110, edge == 0 { edge = column }
            }
        }
        // The middle of the wall, where the colour changes, is now to the left by the yaw.
        let expected = 32 - (lens?.focalLength ?? 0) * tan(yaw)
        #expect(abs(Double(edge) - expected) < 1.5)
    }

    @Test func aCameraThatCannotTurnStaysAsItIs() {
        var sample = Self.sample(width: 32, height: 16, focalLength: 40)
        let far = CameraTurn(pitch: 0.6, yaw: 0, roll: 0).apply(to: sample)
        #expect(far.depth.values[40] == sample.depth.values[40] && far.intrinsics == sample.intrinsics)
        sample.intrinsics = nil
        #expect(CameraTurn(pitch: 0.01, yaw: 0, roll: 0).apply(to: sample).image == sample.image)
    }

    @Test func aShareOfImagesLosesAllColor() {
        var plan = AugmentationPlan.none
        plan.color = 1
        plan.grayscale = 0.4
        let preparation = SamplePreparation(rows: 16, columns: 16, plan: plan)
        let sample = Self.sample(width: 20, height: 20, focalLength: 20)
        let gray = (0..<500).count { position in
            var random = SampleRandom(seed: 6, position: UInt64(position))
            let pixels = preparation(sample, &random).pixels
            return abs(pixels[0] - pixels[256]) < 1e-5 && abs(pixels[0] - pixels[512]) < 1e-5
        }
        // 0.4 ± 4 standard errors, which are 0.022 each.
        #expect((156...244).contains(gray))
    }

    @Test func sharesOfABatchTileIt() {
        var positions: [Int] = []
        for rank in 0..<3 {
            for number in 0..<8 { positions.append(ProcessShare.position(of: number, batch: 12, rank: rank, count: 3)) }
        }
        #expect(positions.sorted() == Array(0..<24))
    }
}
