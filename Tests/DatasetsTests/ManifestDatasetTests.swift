import Datasets
import Foundation
import Images
import Testing

@Suite struct ManifestDatasetTests {
    /// A folder with a 4×2 image, its depth in several formats, and a manifest of `lines`.
    private func folder(_ lines: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "manifest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let image = RGBImage(width: 4, height: 2, pixels: (0..<24).map { UInt8($0 * 10) })
        try image.writePNG(to: folder.appending(path: "image.png"))
        try FloatRaster(width: 4, height: 2, values: [0, 1, 2, 3, 4, 5, 6, 65.535])
            .writePNG16(to: folder.appending(path: "depth.png"), scale: 1000)
        try FloatRaster(width: 4, height: 2, values: [.nan, -1, .infinity, 0, 1, 2, 3, 4])
            .writePFM(to: folder.appending(path: "depth.pfm"))
        try FloatRaster(width: 2, height: 1, values: [1.5, 2.5]).writeTIFF(to: folder.appending(path: "small.tiff"))
        try Data(lines.utf8).write(to: folder.appending(path: "manifest.jsonl"))
        return folder
    }

    @Test func readsDepthCameraAndTraits() throws {
        let folder = try folder(
            """
            {"id": "a", "rgb": "image.png", "depth": "depth.png", "depth_scale": 0.001, "depth_sky": 65535, \
            "width": 4, "height": 2, "fx": 5, "fy": 5, "cx": 1.5, "cy": 0.5, "kind": "real", "colour": ["unknown"]}

            {"id": "b", "rgb": "image.png", "depth": "depth.pfm", "kind": "synthetic", "matte": "image.png"}
            {"id": "c", "rgb": "image.png", "depth": "small.tiff", "metric": false, "kind": "synthetic"}
            """)
        defer { try? FileManager.default.removeItem(at: folder) }
        let set = try ManifestDataset(contentsOf: folder)
        #expect(set.count == 3)
        #expect(set.traits == DatasetTraits(isSynthetic: false, isMetric: false))

        let first = try set.sample(at: 0)
        #expect(first.depth.values[0].isNaN)
        // 0.001 is not exact in binary.
        #expect(zip(first.depth.values[1...6], [1, 2, 3, 4, 5, 6]).allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(first.depth.values[7] == .infinity)
        #expect(first.intrinsics == Intrinsics(focalLength: 5, width: 4, height: 2))
        #expect(first.traits == DatasetTraits(isSynthetic: false, isMetric: true))
        #expect(first.image[1, 0] == RGBColor(red: 30, green: 40, blue: 50))

        let second = try set.sample(at: 1)
        #expect(second.depth.values.map(\.isNaN) == [true, true, false, true, false, false, false, false])
        #expect(second.depth.values[2] == .infinity && second.depth.values[4...] == [1, 2, 3, 4])
        #expect(second.intrinsics == nil)
        #expect(second.matte?.values[1] == Float(30) / 255)

        let third = try set.sample(at: 2)
        #expect(third.depth.values == [1.5, 1.5, 2.5, 2.5, 1.5, 1.5, 2.5, 2.5])
        #expect(third.traits == DatasetTraits(isSynthetic: true, isMetric: false))
    }

    @Test func selectsRows() throws {
        var row = ManifestRow(id: "tum_1", rgb: "a", depth: "b")
        row.kind = "real"
        row.licence = "CC BY 4.0 (TUM)"
        row.registered = false
        #expect(ManifestSelection().contains(row))
        #expect(ManifestSelection(kinds: ["real"], licences: ["mit", "cc by"], idPrefixes: ["tum_"]).contains(row))
        #expect(!ManifestSelection(kinds: ["synthetic"]).contains(row))
        #expect(!ManifestSelection(licences: ["MIT"]).contains(row))
        #expect(!ManifestSelection(idPrefixes: ["icl_"]).contains(row))
        #expect(!ManifestSelection(excludedIDPrefixes: ["tum"]).contains(row))
        #expect(!ManifestSelection(registered: true).contains(row))
        #expect(ManifestSelection(registered: false, metric: true, dense: true).contains(row))
        #expect(!ManifestSelection(metric: false).contains(row))
        #expect(!ManifestSelection(dense: false).contains(row))
        #expect(!ManifestSelection(fieldsOfView: 1...179).contains(row))
        // As wide as twice the focal length: 90°.
        (row.width, row.fx) = (640, 320)
        #expect(ManifestSelection(fieldsOfView: 89.99...90.01).contains(row))
        #expect(!ManifestSelection(fieldsOfView: 91...100).contains(row))
    }

    @Test func writesWhatItReads() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "manifest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var row = ManifestRow(id: "x/1", rgb: "x/1.jpg", depth: "x/1.png")
        let camera = Intrinsics(focalLength: 700.25, centerX: 320, centerY: 200.5)
        row.setCamera(camera, width: 640, height: 480)
        row.depthScale = 0.001
        row.depthSky = 65535
        row.kind = "synthetic"
        let file = folder.appending(path: "manifest.jsonl")
        try ManifestFile.write([row, ManifestRow(id: "y", rgb: "y", depth: "y")], to: file)
        let rows = try ManifestFile.rows(of: file)
        #expect(rows[0] == row && rows.count == 2)
        #expect(rows[0].intrinsics(width: 640, height: 480) == camera)
        #expect(try String(contentsOf: file, encoding: .utf8).contains("\"depth_sky\":65535"))
    }

    @Test(arguments: [
        ("{\"id\": 1, \"rgb\": \"a\", \"depth\": \"b\"}", "“id” is of the wrong type"),
        ("{\"rgb\": \"a\", \"depth\": \"b\"}", "no “id”"),
        ("[1]", "is no row"), ("hello", "is no row"), ("", "empty"), ("\n \n", "no rows"),
        ("{\"id\": \"\", \"rgb\": \"a\", \"depth\": \"b\"}", "empty id"),
        ("{\"id\": \"a\", \"rgb\": \"a\", \"depth\": \"b\", \"fx\": -3}", "fx of -3.0"),
        ("{\"id\": \"a\", \"rgb\": \"a\", \"depth\": \"b\", \"depth_scale\": 0}", "depth_scale of 0.0"),
        (
            "{\"id\": \"a\", \"rgb\": \"a\", \"depth\": \"b\"}\n{\"id\": \"a\", \"rgb\": \"a\", \"depth\": \"b\"}",
            "Line 2 of"
        ),
    ]) func refusesBadLines(lines: String, part: String) throws {
        let folder = try folder(lines)
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = try #require(throws: DatasetError.self) { try ManifestDataset(contentsOf: folder) }
        #expect(error.code == .malformed)
        #expect(error.message.contains(part), "\(error)")
        #expect(!error.message.contains("\n"))
    }

    @Test func namesWhatIsMissing() throws {
        let folder = try folder(
            """
            {"id": "a", "rgb": "none.png", "depth": "depth.png"}
            {"id": "b", "rgb": "image.png", "depth": "none.png"}
            {"id": "c", "rgb": "image.png", "depth": "depth.png", "width": 8, "height": 2}
            {"id": "d", "rgb": "image.png", "depth": "manifest.jsonl"}
            """)
        defer { try? FileManager.default.removeItem(at: folder) }
        let set = try ManifestDataset(contentsOf: folder.appending(path: "manifest.jsonl"), name: "mine")
        #expect(set.name == "mine")
        for (index, code, part) in [
            (0, DatasetError.Code.missing, "none.png"), (1, .missing, "none.png"), (2, .malformed, "8×2"),
            (3, .malformed, "no depth file"),
        ] {
            let error = try #require(throws: DatasetError.self) { try set.sample(at: index) }
            #expect(error.code == code && error.message.contains(part), "\(error)")
        }
        #expect(throws: DatasetError.self) {
            try ManifestDataset(contentsOf: folder, selection: ManifestSelection(kinds: ["real"]))
        }
        let error = try #require(throws: DatasetError.self) {
            try ManifestDataset(contentsOf: folder.appending(path: "nowhere"))
        }
        #expect(error.code == .missing)
    }
}
