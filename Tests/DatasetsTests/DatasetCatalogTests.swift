import Datasets
import Foundation
import Testing

@Suite struct DatasetCatalogTests {
    @Test(arguments: ["virtual-kitti-2", "VirtualKITTI2", "Virtual_KITTI_2"]) func forgivesSpelling(name: String) throws
    {
        #expect(try DatasetCatalog.description(of: name).title == "Virtual KITTI 2")
    }

    @Test func listsNamesWhenOneIsUnknown() throws {
        let error = try #require(throws: DatasetError.self) {
            try DatasetCatalog.open("nyu-v9", at: Fixtures.root("hypersim"))
        }
        #expect(error.code == .unknown)
        #expect(error.message.contains("hypersim") && error.message.contains("manifest"))
    }

    @Test func refusesUnknownParts() throws {
        let error = try #require(throws: DatasetError.self) {
            try DatasetCatalog.open("hypersim", at: Fixtures.root("hypersim"), split: "validation")
        }
        #expect(error.message.contains("train, val, test"))
        #expect(throws: DatasetError.self) {
            try DatasetCatalog.open("tartanair", at: Fixtures.root("tartanair"), split: "train")
        }
    }

    @Test(arguments: Fixtures.depthSets) func saysWhenTheFolderIsAnother(name: String) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for root in [folder, folder.appending(path: "nowhere")] {
            let error = try #require(throws: DatasetError.self) { try DatasetCatalog.open(name, at: root) }
            #expect(error.code == .missing && error.message.contains(root.lastPathComponent), "\(error)")
        }
    }

    @Test func opensManifests() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try ManifestFile.write(
            [ManifestRow(id: "a", rgb: "a.png", depth: "a.npy")], to: folder.appending(path: "manifest.jsonl"))
        #expect(try DatasetCatalog.open("manifest", at: folder).count == 1)
    }

    /// Sets of which several samples share a file, or whose samples are one file each, are checked below.
    private static let sharing: Set = ["booster", "nyu-v2", "ibims-1"]

    @Test(arguments: Fixtures.depthSets.filter { !sharing.contains($0) }) func checksCopies(name: String) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = folder.appending(path: name)
        try FileManager.default.copyItem(at: Fixtures.root(name), to: root)
        let whole = try DatasetCatalog.check(name, at: root)
        #expect(whole.isComplete && whole.readCount == min(whole.count, 3) && whole.missing.isEmpty)
        #expect(whole.fileCount >= whole.count * 2)

        let frames = try DatasetCatalog.openFrames(of: name, at: root, split: nil).frames
        // Some sets are listed by their depth files: take away an image there, depth elsewhere.
        let listedByDepth = ["bedlam", "irs", "diode", "kitti"].contains(name)
        let lost = listedByDepth ? frames[0].image : frames[0].depth
        try FileManager.default.removeItem(at: root.appending(path: lost))
        let holed = try DatasetCatalog.check(name, at: root)
        if name == "arkitscenes" {
            // Frames without depth are not part of that set.
            #expect(holed.count == whole.count - 1)
        } else {
            #expect(!holed.isComplete && holed.missingCount == 1 && holed.missing[0].hasSuffix(lost))
            #expect(holed.readCount == min(whole.count, 3) - 1 && holed.faults.isEmpty)
        }

        try Data("nonsense".utf8).write(to: root.appending(path: frames[1].depth))
        #expect(try DatasetCatalog.check(name, at: root).faults.count == 1)
        #expect(try DatasetCatalog.check(name, at: root, sampleCount: 0).faults.isEmpty)
    }

    @Test(arguments: sharing.sorted()) func checksCopiesThatShareFiles(name: String) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = folder.appending(path: name)
        try FileManager.default.copyItem(at: Fixtures.root(name), to: root)
        let whole = try DatasetCatalog.check(name, at: root)
        #expect(whole.isComplete && whole.readCount == min(whole.count, 3))
        let frames = try DatasetCatalog.openFrames(of: name, at: root, split: nil).frames
        #expect(whole.fileCount == Set(frames.flatMap(\.files)).count)
        // Whatever is read of the first file says that it is damaged.
        let file = root.appending(path: frames[0].depth)
        let original = try Data(contentsOf: file)
        try original.prefix(original.count / 2).write(to: file)
        let error = Result { try DatasetCatalog.check(name, at: root, sampleCount: 4) }
        #expect((try? error.get().isComplete) != true)
    }

    @Test func describesEverySet() {
        for set in DatasetCatalog.all {
            #expect(set.homepage.hasPrefix("http") && !set.licence.isEmpty && !set.content.isEmpty)
            #expect(!set.tree.isEmpty && set.tree.split(separator: "\n").allSatisfy { !$0.hasPrefix(" ") })
        }
        #expect(Set(DatasetCatalog.all.map(\.name)).count == DatasetCatalog.all.count)
    }

    /// Table 17 of the paper: which sets are synthetic, which are metric.
    @Test func agreesWithThePaper() throws {
        let kinds: [(Bool, Bool, [String])] = [
            (
                true, true,
                [
                    "hypersim", "tartanair", "synscapes", "urbansyn", "dynamic-replica", "bedlam", "irs",
                    "virtual-kitti-2", "sail-vos-3d",
                ]
            ),
            (false, true, ["arkitscenes", "diml-indoor", "scannet", "smartportraits"]),
            (true, false, ["unrealstereo4k", "3d-ken-burns", "eden", "mvs-synth"]),
            (false, false, ["hrwsi", "blendedmvg"]),
        ]
        for (isSynthetic, isMetric, names) in kinds {
            for name in names {
                let traits = try DatasetCatalog.description(of: name).traits
                #expect(traits == DatasetTraits(isSynthetic: isSynthetic, isMetric: isMetric), "\(name)")
            }
        }
    }
}
