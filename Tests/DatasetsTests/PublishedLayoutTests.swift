import Datasets
import Foundation
import Images
import Testing

/// Every reader against a tiny copy of its data set, written by a script that knows the true depth.
@Suite struct PublishedLayoutTests {
    @Test func everySetHasAFixture() throws {
        #expect(Set(Fixtures.depthSets) == Set(try Fixtures.expected().keys))
        #expect(Fixtures.depthSets.count == 33)
    }

    @Test(arguments: Fixtures.depthSets) func readsWhatTheScriptWrote(name: String) throws {
        let description = try DatasetCatalog.description(of: name)
        for listing in try #require(Fixtures.expected()[name]) {
            let set = try DatasetCatalog.open(name, at: Fixtures.root(name), split: listing.split)
            #expect(set.name == name && set.traits == description.traits)
            #expect(set.count == listing.count)
            for expected in listing.samples {
                try compare(set.sample(at: expected.index), expected, listing.tolerance, description)
            }
        }
    }

    private func compare(
        _ sample: DepthSample, _ expected: ExpectedSample, _ tolerance: Float?, _ description: DatasetDescription
    ) throws {
        #expect(sample.id == expected.id)
        #expect(sample.image.width == expected.width && sample.image.height == expected.height)
        #expect(sample.traits == description.traits)
        let camera = sample.intrinsics.map { [$0.focalLength, $0.centerX, $0.centerY] }
        #expect(camera?.count == expected.camera?.count)
        // Some cameras are stored with seven decimals.
        for (value, wanted) in zip(camera ?? [], expected.camera ?? []) { #expect(abs(value - wanted) < 1e-5) }
        for pixel in expected.depth {
            let value = sample.depth.values[pixel.y * expected.width + pixel.x]
            if pixel.depth.isFinite {
                // Half a step of the coarsest format, 16 bits of centimetres, or what the script states.
                #expect(abs(value - pixel.depth) < tolerance ?? 0.0051, "\(pixel) is \(value)")
            } else {
                #expect(value.isNaN == pixel.depth.isNaN && value.isInfinite == pixel.depth.isInfinite, "\(pixel)")
            }
        }
        #expect(description.marksSky || !sample.depth.values.contains(.infinity))
        #expect(description.marksUnknown || !sample.depth.values.contains { $0.isNaN })
        let largest = sample.depth.values.filter(\.isFinite).max() ?? 0
        #expect(Double(largest) <= description.farthest ?? .infinity)
    }

    /// Red grows to the right, green downwards; a picture with its sky at the left was turned clockwise.
    @Test func turnsThePictureWithItsDepth() throws {
        let set = try DatasetCatalog.open("arkitscenes", at: Fixtures.root("arkitscenes"))
        let upright = try set.sample(at: 0).image
        #expect(upright[3, 5] == RGBColor(red: 30, green: 100, blue: 0))
        let turned = try set.sample(at: 1).image
        #expect(turned[0, 0] == RGBColor(red: 0, green: 220, blue: 1))
        #expect(turned[11, 15] == RGBColor(red: 150, green: 0, blue: 1))
    }

    @Test func readsBitmaps() throws {
        let set = try DatasetCatalog.open("sail-vos-3d", at: Fixtures.root("sail-vos-3d"))
        #expect(try set.sample(at: 1).image[3, 5] == RGBColor(red: 30, green: 100, blue: 1))
    }

    /// Without any one of its files, a sample's error names the file.
    @Test(arguments: Fixtures.depthSets) func namesTheMissingFile(name: String) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = folder.appending(path: name)
        try FileManager.default.copyItem(at: Fixtures.root(name), to: root)
        let set = try DatasetCatalog.openFrames(of: name, at: root, split: nil)
        for path in set.frames[0].files {
            let (file, aside) = (root.appending(path: path), folder.appending(path: "aside"))
            try FileManager.default.moveItem(at: file, to: aside)
            let error = try #require(throws: DatasetError.self) { try set.sample(at: 0) }
            #expect(error.code == .missing && error.message.contains(file.lastPathComponent), "\(error)")
            #expect(!error.message.contains("\n"))
            try FileManager.default.moveItem(at: aside, to: file)
        }
        _ = try set.sample(at: 0)
    }

    /// A file with nonsense in it gives an error that names it, never a crash.
    @Test(arguments: Fixtures.depthSets) func namesTheMalformedFile(name: String) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = folder.appending(path: name)
        try FileManager.default.copyItem(at: Fixtures.root(name), to: root)
        let set = try DatasetCatalog.openFrames(of: name, at: root, split: nil)
        for path in set.frames[0].files {
            let file = root.appending(path: path)
            let original = try Data(contentsOf: file)
            for content in [Data(), Data("nonsense 1 2 3".utf8), original.prefix(original.count / 2 + 1)] {
                try content.write(to: file)
                let error = try #require(throws: DatasetError.self, "\(path)") { try set.sample(at: 0) }
                #expect(error.message.contains(file.lastPathComponent), "\(error)")
            }
            try original.write(to: file)
        }
    }
}
