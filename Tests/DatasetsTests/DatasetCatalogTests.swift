import Datasets
import Foundation
import Testing

@Suite struct DatasetCatalogTests {
    @Test(arguments: ["virtual-kitti-2", "VirtualKITTI2", "Virtual_KITTI_2"]) func forgivesSpelling(name: String) throws {
        #expect(try DatasetCatalog.description(of: name).title == "Virtual KITTI 2")
    }

    @Test func listsNamesWhenOneIsUnknown() throws {
        let error = try #require(throws: DatasetError.self) {
            try DatasetCatalog.open("nyu", at: Fixtures.root("hypersim"))
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

    @Test(arguments: DatasetCatalog.all.map(\.name)) func saysWhenTheFolderIsAnother(name: String) throws {
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
