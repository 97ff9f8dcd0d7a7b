import DepthFiles
import DepthPro
import Foundation
import Geometry
import Images
import Testing
import Torch

@Suite struct DepthFileSetTests {
    @Test func everyFormatHoldsTheSameDepth() throws {
        try DepthMaps.withFolder { folder in
            let map = DepthMaps.ramp
            let files = DepthFileSet(
                formats: DepthFormat.allCases, stem: "ramp", folder: folder,
                geometry: .init(edgeThreshold: 10))
            try files.write(map, photo: DepthMaps.photo, facts: DepthMaps.facts)
            let expected: Set = [
                "ramp.npz", "ramp.npy", "ramp.png", "ramp.tiff", "ramp.exr", "ramp.pfm", "ramp.jpg", "ramp.json",
                "ramp.ply", "ramp.glb", "ramp.usdz", "ramp.obj", "ramp.mtl", "ramp-photo.jpg", "ramp.splat.ply",
                "ramp.colmap", "ramp.nerfstudio", "ramp.gdepth.jpg", "ramp.depth.jpg", "ramp.depth.heic",
            ]
            #expect(try DepthMaps.names(in: folder) == expected)
            let file = { (suffix: String) in folder.appendingPathComponent("ramp.\(suffix)") }

            let array = try NPYArray(contentsOf: file("npy"))
            #expect(array.shape == [7, 19])
            #expect(array.values() == map.metres)
            #expect(try FloatRaster.readTIFF(file("tiff")) == map.raster)
            #expect(try FloatRaster.readOpenEXR(file("exr")) == map.raster)
            #expect(try FloatRaster.readPFM(file("pfm")) == map.raster)
            // Whole millimetres: half of one at most, and float32's own step.
            for (value, metres) in zip(try FloatRaster.readPNG16(file("png")).values, map.metres) {
                #expect(abs(value - metres) < 0.000501)
            }
            let picture = try Photo(contentsOf: file("jpg"))
            #expect((picture.width, picture.height) == (19, 7))
        }
    }

    @Test func theArchiveHasTheKeysOfTheField() throws {
        try DepthMaps.withFolder { folder in
            let map = DepthMaps.ramp
            let url = folder.appendingPathComponent("any")
            try map.write(to: url, as: .npz)
            let archive = try TensorArchive.open(url)
            #expect(archive.names == ["depth", "focallength_px", "field_of_view_deg", "intrinsics"])
            let array = { (name: String) in archive[name].map(NPYArray.init) }
            #expect(array("depth") == NPYArray(map.metres, shape: [7, 19]))
            #expect(array("focallength_px") == NPYArray([21.25], shape: []))
            #expect(array("field_of_view_deg")?.shape == [])
            let degrees = try #require(array("field_of_view_deg")?.values(as: Double.self)?.first)
            // 2·atan(19 / 2 / 21.25).
            #expect(abs(degrees - 48.1749) < 0.0001)
            let matrix: [Double] = [21.25, 0, 9.5, 0, 21.25, 3.5, 0, 0, 1]
            #expect(array("intrinsics") == NPYArray(matrix, shape: [3, 3]))
        }
    }

    @Test func thePNGSaysWhatDoesNotFitAndKeepsTheNearest() throws {
        try DepthMaps.withFolder { folder in
            let map = DepthMaps.map(width: 2, height: 2, metres: [0.0001, 65.5351, 10000, 65.536])
            let files = DepthFileSet(formats: [.png16, .json], stem: "far", folder: folder)
            let photo = DepthMaps.photo(width: 2, height: 2)
            let sidecar = try files.write(map, photo: photo, facts: DepthMaps.facts)
            #expect(sidecar.png16?.saturated == 2)
            #expect(sidecar.depth.statistics.farShare == 0.25)
            let values = try FloatRaster.readPNG16(folder.appendingPathComponent("far.png"), scale: 1).values
            #expect(values == [1, 65535, 65535, 65535])
        }
    }

    @Test func theSidecarOnDiskIsTheOneReturned() throws {
        try DepthMaps.withFolder { folder in
            let files = DepthFileSet(formats: [.json, .npy, .json], stem: "a", folder: folder)
            #expect(files.formats == [.npy, .json])
            let written = try files.write(DepthMaps.ramp, photo: DepthMaps.photo, facts: DepthMaps.facts)
            let data = try Data(contentsOf: folder.appendingPathComponent("a.json"))
            #expect(try JSONDecoder().decode(DepthSidecar.self, from: data) == written)
            let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            #expect(object["files"] as? [String] == ["a.npy", "a.json"])
            let depth = try #require(object["depth"] as? [String: Any])
            #expect(depth["unit"] as? String == "metre")
            #expect(depth["kind"] as? String == "z")
            #expect(depth["range"] as? [Double] == [0.0001, 10000])
            let camera = try #require(object["camera"] as? [String: Any])
            #expect(camera["focallength_px"] as? Double == 21.25)
            #expect(camera["focallength_source"] as? String == "exif35mm")
            let estimate = try #require(object["estimate"] as? [String: Any])
            let seconds = try #require(estimate["seconds"] as? [String: Double])
            #expect(Set(seconds.keys) == ["decode", "write"])
        }
    }

    @Test func aFailureLeavesNothingAndTouchesNothing() throws {
        try DepthMaps.withFolder { folder in
            // The last file cannot take its place, because a folder stands there.
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("a.json"), withIntermediateDirectories: false)
            try Data("old".utf8).write(to: folder.appendingPathComponent("a.npy"))
            let files = DepthFileSet(formats: [.npz, .npy, .json], stem: "a", folder: folder)
            let error = try #require(throws: DepthFileError.self) {
                try files.write(DepthMaps.ramp, photo: DepthMaps.photo, facts: DepthMaps.facts)
            }
            #expect(error.code == .unwritable)
            #expect(error.message.contains("a.json") && error.message.contains("a folder has that name"))
            #expect(try DepthMaps.names(in: folder) == ["a.npy", "a.json"])
            #expect(try Data(contentsOf: folder.appendingPathComponent("a.npy")) == Data("old".utf8))
        }
    }

    @Test func aWriterThatFailsLeavesNothing() throws {
        try DepthMaps.withFolder { folder in
            // 255 bytes are the most a name can have: the npz fits, the json does not.
            let files = DepthFileSet(
                formats: [.npy, .json], stem: String(repeating: "n", count: 251), folder: folder)
            let error = try #require(throws: DepthFileError.self) {
                try files.write(DepthMaps.ramp, photo: DepthMaps.photo, facts: DepthMaps.facts)
            }
            #expect(error.code == .unwritable)
            // The message speaks of the file that was asked for, not of a temporary one.
            #expect(!error.message.contains(".depthpro-"), "\(error.message)")
            #expect(try DepthMaps.names(in: folder).isEmpty)
        }
    }

    @Test func aFileInPlaceOfTheFolderIsNamed() throws {
        try DepthMaps.withFolder { folder in
            let file = folder.appendingPathComponent("out")
            try Data().write(to: file)
            let files = DepthFileSet(formats: [.npy], stem: "a", folder: file)
            let error = try #require(throws: DepthFileError.self) {
                try files.write(DepthMaps.ramp, photo: DepthMaps.photo, facts: DepthMaps.facts)
            }
            #expect(error.message.contains("out cannot be written"), "\(error.message)")
        }
    }

    @Test func foldersKeepWhatElseTheyHold() throws {
        try DepthMaps.withFolder { folder in
            let other = folder.appendingPathComponent("a.colmap/sparse/0/project.ini")
            try FileManager.default.createDirectory(
                at: other.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: other)
            let files = DepthFileSet(
                formats: [.colmap, .json], stem: "a", folder: folder, geometry: .init(edgeThreshold: 10))
            // Twice: the second time over the first one's files.
            for _ in 0..<2 {
                #expect(try files.write(DepthMaps.ramp, photo: DepthMaps.photo, facts: DepthMaps.facts).geometry != nil)
            }
            #expect(files.exists)
            #expect(files.urls.count == 5)
            #expect(try Data(contentsOf: other) == Data("mine".utf8))
            #expect(try DepthMaps.names(in: folder) == ["a.colmap", "a.json"])
        }
    }

    @Test func aSkyIsNoModelAndLeavesNothing() throws {
        try DepthMaps.withFolder { folder in
            let sky = DepthMaps.map(width: 19, height: 7, metres: Array(repeating: 10_000, count: 19 * 7))
            let files = DepthFileSet(formats: [.npz, .glb], stem: "a", folder: folder)
            let error = try #require(throws: DepthFileError.self) {
                try files.write(sky, photo: DepthMaps.photo, facts: DepthMaps.facts)
            }
            #expect(error.code == .unsuitable && error.message.contains("nearer than 200"), "\(error)")
            #expect(try DepthMaps.names(in: folder).isEmpty)
        }
    }

    @Test func existingMeansAllFiles() throws {
        try DepthMaps.withFolder { folder in
            let files = DepthFileSet(formats: [.npy, .png16], stem: "a", folder: folder)
            #expect(!files.exists)
            try Data().write(to: folder.appendingPathComponent("a.npy"))
            #expect(!files.exists)
            try Data().write(to: folder.appendingPathComponent("a.png"))
            #expect(files.exists)
        }
    }
}
