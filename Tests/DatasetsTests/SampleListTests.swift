import Datasets
import Foundation
import Testing

@Suite struct SampleListTests {
    private static let samples = [
        ["indoor/scene_1/0001", "data/indoor/scene_1/0001.png"],
        ["indoor/scene_1/0002", "data/indoor/scene_1/0002.png"],
        ["outdoor/scene_2/0002", "data/outdoor/scene_2/0002.jpg"], ["outdoor/scene_2/305.244", "other/305.244.png"],
    ]

    private func places(_ text: String, isSuperset: Bool = false) throws -> [Int] {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "list.txt")
        try Data(text.utf8).write(to: file)
        return try SampleList(contentsOf: file).places(among: Self.samples, isSuperset: isSuperset)
    }

    @Test(arguments: [
        ("indoor/scene_1/0002", [1]), ("data/outdoor/scene_2/0002.jpg\n", [2]),
        ("# chosen by hand\n\n outdoor/scene_2/0002 \r\nindoor/scene_1/0001\n", [0, 2]),
        ("0001", [0]), ("scene_2/0002.png", [2]), ("/mnt/sets/data/indoor/scene_1/0001.png", [0]),
        ("./indoor/scene_1/0001", [0]), ("indoor", [0, 1]), ("outdoor/scene_2/", [2, 3]),
        ("outdoor/scene_2/305.244", [3]), ("indoor\nindoor/scene_1/0001", [0, 1]),
    ]) func finds(text: String, expected: [Int]) throws {
        #expect(try places(text) == expected)
    }

    @Test(arguments: ["0002", "scene_3", "indoor/scene_1/0003", "elsewhere/0001/0002", "nor/scene_1/0001"])
    func namesWhatIsNotThere(name: String) throws {
        let error = try #require(throws: DatasetError.self) { try places("indoor/scene_1/0001\n\(name)\n") }
        #expect(error.code == .missing && error.message.contains(name) && error.message.contains("1 of 2"), "\(error)")
    }

    @Test func allowsMoreThanThereIs() throws {
        #expect(try places("indoor/scene_1/0001\nnothing", isSuperset: true) == [0])
        #expect(throws: DatasetError.self) { try places("nothing", isSuperset: true) }
        for empty in ["\n", "# only a comment"] {
            #expect(throws: DatasetError.self) { try places(empty, isSuperset: true) }
        }
    }

    @Test(arguments: [
        "2011_09_26/2011_09_26_drive_0001_sync 5 r",
        "2011_09_26/2011_09_26_drive_0001_sync/image_03/data/0000000005.png",
        "2011_09_26/2011_09_26_drive_0001_sync/image_03/data/0000000005.png x_sync/proj_depth/5.png 721.5",
    ]) func readsTheListsOfKITTI(line: String) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "list.txt")
        let absent = "2011_09_26/2011_09_26_drive_0002_sync/image_02/data/0000000005.png None 721.5377"
        try Data("\(absent)\n\(line)\n".utf8).write(to: file)
        let set = try DatasetCatalog.open("kitti", at: Fixtures.root("kitti"), list: file)
        #expect(set.count == 1)
        #expect(try set.sample(at: 0).id == "2011_09_26_drive_0001_sync/image_03/0000000005")
    }

    @Test func choosesScenes() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "scenes.txt")
        try Data("scene-0101\n".utf8).write(to: file)
        let set = try DatasetCatalog.open("nuscenes", at: Fixtures.root("nuscenes"), list: file)
        #expect(set.count == 1)
        #expect(try set.sample(at: 0).id.hasPrefix("scene-0101/"))
        #expect(try DatasetCatalog.check("nuscenes", at: Fixtures.root("nuscenes"), list: file).count == 1)
    }
}
