import Datasets
import Foundation
import Images
import Testing

/// Published sets of mattes, and pairs of anyone's.
@Suite struct MatteDatasetTests {
    @Test(arguments: [
        ("am-2k", nil, ["train/m_0", "validation/m_1"]), ("am-2k", "validation", ["validation/m_1"]),
        ("p3m-10k", nil, ["train/p_0", "P3M-500-P/p_1", "P3M-500-NP/p_2"]),
        ("p3m-10k", "P3M-500-NP", ["P3M-500-NP/p_2"]),
        ("dis-5k", "DIS-VD", ["DIS-VD/1#Accessories#1#Bag#22_o"]),
        ("dis-5k", "depth-pro", ["DIS-VD/1#Accessories#1#Bag#22_o", "DIS-TE4/1#Accessories#2#Bag#22_o"]),
        ("mattes", nil, ["GT00", "GT01"]),
    ]) func readsWhatTheScriptWrote(name: String, split: String?, ids: [String]) throws {
        let set = try DatasetCatalog.openMattes(name, at: Fixtures.root(name), split: split)
        #expect(set.name == name && set.count == ids.count)
        for (index, id) in ids.enumerated() {
            let sample = try set.sample(at: index)
            #expect(sample.id == id && sample.image.width == 16 && sample.image.height == 12)
            // The picture's blue, up to JPEG's rounding, tells which one it is, and so does the matte's seventh column.
            let seed = Int((Float(sample.matte.values[7]) * 5).rounded()) - 1
            #expect(abs(Int(sample.image[5, 3].blue) - seed) <= 4)
            #expect(sample.matte.values[6] == 0 && sample.matte.values[8] == 1)
        }
    }

    @Test func readsManifests() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for kind in ["image", "alpha"] {
            try FileManager.default.copyItem(
                at: Fixtures.root("mattes").appending(path: kind), to: folder.appending(path: kind))
        }
        try Data(
            """
            {"id": "second", "rgb": "image/GT01.jpg", "matte": "alpha/GT01.png", "licence": "mine"}
            {"id": "none", "rgb": "image/GT00.jpg", "depth": "x.exr"}

            """.utf8
        ).write(to: folder.appending(path: "manifest.jsonl"))
        let set = try DatasetCatalog.openMattes("mattes", at: folder)
        #expect(set.count == 1)
        #expect(try set.sample(at: 0).id == "second")
        #expect(try MattePairs(contentsOf: folder.appending(path: "manifest.jsonl"), name: "mine").name == "mine")
    }

    @Test func saysWhatIsWrong() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = folder.appending(path: "pairs")
        try FileManager.default.copyItem(at: Fixtures.root("mattes"), to: root)
        try FileManager.default.removeItem(at: root.appending(path: "alpha/GT01.png"))
        var check = try DatasetCatalog.check("mattes", at: root)
        #expect(check.missingCount == 1 && check.missing[0].hasSuffix("alpha/GT01.png") && check.readCount == 1)
        // The matte of another picture's size.
        try FileManager.default.copyItem(
            at: Fixtures.root("hrwsi").appending(path: "train/imgs/p0.jpg"), to: root.appending(path: "image/GT02.jpg"))
        try Data("nonsense".utf8).write(to: root.appending(path: "alpha/GT02.png"))
        check = try DatasetCatalog.check("mattes", at: root)
        #expect(check.faults.count == 1 && check.faults[0].contains("GT02.png"))

        for (name, place, split, part) in [
            ("mattes", folder, nil, "manifest.jsonl"), ("am-2k", folder, nil, "No image of AM-2k"),
            ("am-2k", folder.appending(path: "x"), nil, "no folder"), ("am-2k", root, "test", "no part"),
            ("sintel", root, nil, "no set of mattes"), ("mattes", root, "train", "no part"),
        ] as [(String, URL, String?, String)] {
            let error = try #require(throws: DatasetError.self) {
                try DatasetCatalog.openMattes(name, at: place, split: split)
            }
            #expect(error.message.contains(part) && !error.message.contains("\n"), "\(error)")
        }
    }

    @Test(arguments: ["am-2k", "p3m-10k", "dis-5k"]) func checksCopies(name: String) throws {
        let check = try DatasetCatalog.check(name, at: Fixtures.root(name))
        #expect(check.isComplete && check.fileCount == 2 * check.count && check.readCount == min(check.count, 3))
    }
}
