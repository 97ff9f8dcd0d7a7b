import Datasets
import Foundation
import Images
import Testing

@Suite struct PhotoFolderTests {
    private let root = Fixtures.root("photos")

    /// The diagonal of 20 pixels stands for the 43.27 mm of a 35 mm camera's frame.
    private func pixels(_ millimetres: Double) -> Double { millimetres * 20 / (36 * 36 + 24 * 24).squareRoot() }

    @Test func readsWhatExifTells() throws {
        let folder = try DatasetCatalog.openPhotos("photos", at: root)
        #expect(folder.name == "photos" && folder.paths == ["a/one.jpg", "two.jpg"])
        for (index, millimetres) in [24.0, 50].enumerated() {
            let photo = try folder.photo(at: index)
            #expect(photo.id == ["a/one", "two"][index])
            #expect(abs(photo.focalLength.pixels - pixels(millimetres)) < 1e-9)
            #expect(photo.focalLength.source == .exif35mm)
            // As the training takes it: no depth, but a camera.
            let sample = try folder.sample(at: index)
            #expect(sample.intrinsics?.focalLength == photo.focalLength.pixels && sample.image == photo.image)
            #expect(!sample.depth.values.contains { !$0.isNaN })
        }
        #expect(try DatasetCatalog.openPhotos("SPAQ", at: root).name == "spaq")
    }

    @Test func takesWhatIsListed() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let list = folder.appending(path: "list.txt")
        try Data("two.jpg\nunknown.jpg\n".utf8).write(to: list)
        let photos = try DatasetCatalog.openPhotos("photos", at: root, list: list)
        #expect(photos.count == 2)
        let error = try #require(throws: DatasetError.self) { try photos.photo(at: 1) }
        #expect(error.message.contains("unknown.jpg"))
        #expect(try DatasetCatalog.check("photos", at: root, list: list).faults.count == 1)
        #expect(try DatasetCatalog.check("raise", at: root).isComplete)
    }

    @Test func saysWhatIsMissing() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, place) in [("photos", folder), ("photos", folder.appending(path: "x")), ("hypersim", root)] {
            #expect(throws: DatasetError.self) { try DatasetCatalog.openPhotos(name, at: place) }
        }
        for name in ["zoom", "photos"] {
            #expect(throws: DatasetError.self) { try DatasetCatalog.check(name, at: root, split: "test") }
        }
    }
}
