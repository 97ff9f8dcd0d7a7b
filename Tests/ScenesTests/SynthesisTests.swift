import Datasets
import Foundation
import Images
import Scenes
import Testing

@Suite struct SynthesisTests {
    private static let options = SynthesisOptions(
        kinds: [.collection], width: 40, height: 24, seed: 5, samples: 1, framesPerWorld: 2, hasMattes: true)

    private func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appending(path: "synthesis-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    @Test func frameIsTheSameHoweverItIsAskedFor() throws {
        let one = try Synthesizer(Self.options)
        let other = try Synthesizer(Self.options, cachedWorlds: 1)
        let last = try other.frame(at: 3)
        let first = try one.frame(at: 0)
        #expect(try one.frame(at: 3).jpeg == last.jpeg)
        #expect(try one.frame(at: 3).depth == last.depth)
        #expect(try other.frame(at: 0).jpeg == first.jpeg)
        #expect(first.jpeg != last.jpeg)
        let samples = last.sample
        #expect(samples.traits == DatasetTraits(isSynthetic: true, isMetric: true))
        #expect(samples.intrinsics == last.intrinsics)
    }

    @Test func camerasAreHeldAsPeopleDo() throws {
        var options = Self.options
        options.width = 24
        options.height = 40
        let synthesizer = try Synthesizer(options)
        for index in 0..<4 {
            let frame = try synthesizer.frame(at: index)
            #expect((10...120).contains(frame.camera.fieldOfView))
            // Rolled by 25° at most, and never upside down.
            #expect(frame.camera.up.y > 0)
            #expect(frame.depth.values.allSatisfy { $0 > 0.03 })
            #expect(frame.intrinsics.focalLength == frame.camera.focalLength)
        }
    }

    /// The ground leads to what most photographs show, so that depth grows upwards: by a correlation of 0.54 in 22 real
    /// images of rooms, 0.44 in 150 rendered ones, and 0.29 where views are not chosen by it.
    @Test func depthGrowsUpwardsInMostRooms() throws {
        let synthesizer = try Synthesizer(
            SynthesisOptions(kinds: [.room], width: 24, height: 18, seed: 21, samples: 1, framesPerWorld: 4))
        let rises = try (0..<48).map { try rise(of: synthesizer.frame(at: $0).depth) }
        // Three quarters of the views must rise by 0.3, if any of ten does; the rest are as they come.
        #expect(rises.count { $0 > 0.25 } > 31)
        #expect(rises.contains { $0 < 0.2 })
    }

    /// The correlation of logarithms of depth with the height in the picture.
    private func rise(of depth: FloatRaster) -> Double {
        let pairs = depth.values.enumerated().filter { $1.isFinite }.map { index, value in
            (Double(-(index / depth.width)), log(Double(value)))
        }
        let count = Double(pairs.count)
        let (meanX, meanY) = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
        let covariance = pairs.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
        let x = pairs.reduce(0) { $0 + ($1.0 - meanX) * ($1.0 - meanX) }
        let y = pairs.reduce(0) { $0 + ($1.1 - meanY) * ($1.1 - meanY) }
        return covariance / max((x * y).squareRoot(), 1e-12)
    }

    /// Real pixels and a known lens, nothing else; and one line where there is no panorama to take a part of.
    @Test func partsOfPanoramasHaveALensAndNoDepth() throws {
        var options = Self.options
        options.kinds = [.panorama]
        options.hasMattes = false
        let library = try AssetLibrary(folders: [AssetLibraryTests.folder])
        let synthesizer = try Synthesizer(options, assets: library)
        for index in 0..<6 {
            let frame = try synthesizer.frame(at: index)
            #expect(frame.depth.values.allSatisfy { $0.isNaN })
            #expect((39.9...90.1).contains(frame.camera.fieldOfView))
            #expect(Set(frame.image.pixels).count > 8)
        }
        let error = #expect(throws: ScenesError.self) { try Synthesizer(options) }
        #expect(error?.code == .invalidOption)
        #expect(!SynthesisOptions().kinds.contains(.panorama))
    }

    /// What is written is what was made, as the reader of data sets finds it.
    @Test func folderIsADataset() throws {
        let url = try folder()
        defer { try? FileManager.default.removeItem(at: url) }
        let synthesizer = try Synthesizer(Self.options)
        var extras = SynthesisFolder.Extras()
        extras.normals = true
        extras.ids = true
        let target = try SynthesisFolder(at: url, options: Self.options, extras: extras)
        try synthesizer.forEachFrame(at: [0, 1, 2], threads: 2) { frame in
            try target.write(frame)
            return true
        }
        let dataset = try ManifestDataset(contentsOf: url)
        #expect(dataset.count == 3)
        #expect(dataset.traits == DatasetTraits(isSynthetic: true, isMetric: true))
        for index in 0..<3 {
            let frame = try synthesizer.frame(at: index)
            let sample = try dataset.sample(at: index)
            #expect(sample.id == frame.id)
            #expect(sample.image == frame.image)
            #expect(sample.depth == frame.depth)
            #expect(sample.intrinsics == frame.intrinsics)
            #expect((sample.matte == nil) == (frame.matte == nil))
            let ids = try FloatRaster.readPNG16(url.appending(path: frame.id + "-ids.png"), scale: 1)
            #expect(ids.values.map { UInt32($0) } == frame.ids)
            let photo = try Photo(contentsOf: url.appending(path: frame.id + ".jpg"))
            let focal = try #require(photo.focalLength())
            // The EXIF tag has whole millimetres, of which the shortest lens has ten.
            #expect(abs(focal.pixels / frame.intrinsics.focalLength - 1) < 0.06)
            #expect(focal.source == .exif35mm)
        }
    }

    /// Killed in the middle of a row and run again, the manifest is what it would have been.
    @Test func interruptedFolderGoesOn() throws {
        let (whole, broken) = (try folder(), try folder())
        defer { for url in [whole, broken] { try? FileManager.default.removeItem(at: url) } }
        let synthesizer = try Synthesizer(Self.options)
        func run(_ url: URL, count: Int, threads: Int) throws -> Int {
            let target = try SynthesisFolder(at: url, options: Self.options)
            let missing = (0..<count).filter { !target.finished.contains($0) }
            try synthesizer.forEachFrame(at: missing, threads: threads) { frame in
                try target.write(frame)
                return true
            }
            return missing.count
        }
        #expect(try run(whole, count: 4, threads: 2) == 4)
        let manifest = whole.appending(path: "manifest.jsonl")
        let expected = try Data(contentsOf: manifest)
        var random = SeededGenerator(seed: 3)
        #expect(try run(broken, count: 4, threads: 1) == 4)
        for _ in 0..<6 {
            // A kill leaves a beginning of the manifest.
            let cut = Int(random.next() % UInt64(expected.count + 1))
            try expected.prefix(cut).write(to: broken.appending(path: "manifest.jsonl"))
            let kept = expected.prefix(cut).filter { $0 == UInt8(ascii: "\n") }.count
            #expect(try run(broken, count: 4, threads: 2) == 4 - kept)
            #expect(try Data(contentsOf: broken.appending(path: "manifest.jsonl")) == expected)
        }
    }

    @Test func otherOptionsDoNotMix() throws {
        let url = try folder()
        defer { try? FileManager.default.removeItem(at: url) }
        _ = try SynthesisFolder(at: url, options: Self.options)
        _ = try SynthesisFolder(at: url, options: Self.options)
        var other = Self.options
        other.seed += 1
        #expect(throws: ScenesError.self) { try SynthesisFolder(at: url, options: other) }
    }

    @Test func foreignDatasetsAreLeftAlone() throws {
        let url = try folder()
        defer { try? FileManager.default.removeItem(at: url) }
        let manifest = url.appending(path: "manifest.jsonl")
        try Data("{}\n".utf8).write(to: manifest)
        #expect(throws: ScenesError.self) { try SynthesisFolder(at: url, options: Self.options) }
        #expect(try Data(contentsOf: manifest) == Data("{}\n".utf8))
    }

    @Test func impossibleOptionsAreNamed() {
        let changes: [@Sendable (inout SynthesisOptions) -> Void] = [
            { $0.kinds = [] }, { $0.width = 0 }, { $0.height = 99_999 }, { $0.samples = 0 }, { $0.bounces = -1 },
            { $0.framesPerWorld = 0 },
        ]
        for change in changes {
            var options = Self.options
            change(&options)
            let error = #expect(throws: ScenesError.self) { try Synthesizer(options) }
            #expect(error?.code == .invalidOption)
            #expect(error?.message.contains("\n") == false)
        }
    }

    @Test func failureStopsTheRun() throws {
        struct Full: Error {}
        let synthesizer = try Synthesizer(Self.options)
        #expect(throws: Full.self) {
            try synthesizer.forEachFrame(at: [0, 1], threads: 2) { _ in throw Full() }
        }
    }

    @Test func sheetShowsPhotosBesideDepth() throws {
        var sheet = ContactSheet(columns: 2)
        #expect(sheet.image() == nil)
        let depth = FloatRaster(width: 8, height: 4, values: (1...32).map(Float.init))
        for _ in 0..<3 {
            sheet.add(.init(RGBImage(width: 8, height: 4, filledWith: .white), depth, width: 4))
        }
        let image = try #require(sheet.image())
        #expect((image.width, image.height) == (4 * 4 + 3 * 4, 2 * 2 + 4))
        #expect(image[0, 0] == .white)
    }
}
