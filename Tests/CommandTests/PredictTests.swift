import DepthFiles
import Foundation
import Images
import Testing
import Torch

/// What `depthpro predict` does with what it is meant for.
@Suite struct PredictTests {
    @Test func allFormatsSayTheSameDepth() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("stripes.jpg", in: folder)
            let formats = DepthFormat.allCases.map(\.rawValue).joined(separator: ",")
            let run = try CommandRun.predict(
                ["stripes.jpg", "--fov", "60", "--format", formats, "--legend", "--max-depth", "20000"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.isEmpty)
            #expect(run.errorLines.count == 1)
            let file = { (suffix: String) in folder.appendingPathComponent("depth/stripes.\(suffix)") }

            let array = try NPYArray(contentsOf: file("npy"))
            #expect(array.shape == [30, 40])
            let metres = try #require(array.values(as: Float.self))
            let archive = try TensorArchive.open(file("npz"))
            #expect(archive["depth"].map(NPYArray.init) == array)
            #expect(try FloatRaster.readTIFF(file("tiff")).values == metres)
            #expect(try FloatRaster.readOpenEXR(file("exr")).values == metres)
            #expect(try FloatRaster.readPFM(file("pfm")).values == metres)
            for (value, expected) in zip(try FloatRaster.readPNG16(file("png")).values, metres) where expected < 65 {
                // Half a millimetre, or at least one where it is nearer.
                #expect(abs(value - expected) <= 0.001)
            }
            let sidecar = try JSONDecoder().decode(DepthSidecar.self, from: Data(contentsOf: file("json")))
            #expect(sidecar.depth.statistics.minimum == metres.min().map(Double.init))
            #expect(sidecar.depth.statistics.maximum == metres.max().map(Double.init))
            #expect(abs(sidecar.camera.fieldOfView - 60) < 1e-9)
            #expect(sidecar.camera.focalLengthSource == "given")
            // As sha256sum says.
            let digest = "6a0893eddb2eb1745e9637e8b7184f024095365495fdbfd3e97730e10565ff09"
            #expect(sidecar.estimate.model.sha256 == ["depth_pro.pt": digest])
            // A photo this small has no room for a legend.
            #expect(try Photo(contentsOf: file("jpg")).width == 40)
        }
    }

    @Test func mirrorsWhereAsked() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("stripes.jpg", in: folder)
            var depths: [[Float]] = []
            for (option, said) in [([], nil), (["--mirror"], true)] as [([String], Bool?)] {
                let run = try CommandRun.predict(
                    ["stripes.jpg", "--fov", "60", "--format", "npy,json"] + option, in: folder)
                #expect(run.status == 0, "\(run.errors)")
                let file = { (suffix: String) in folder.appendingPathComponent("depth/stripes.\(suffix)") }
                depths.append(try #require(try NPYArray(contentsOf: file("npy")).values(as: Float.self)))
                let sidecar = try JSONDecoder().decode(DepthSidecar.self, from: Data(contentsOf: file("json")))
                #expect(sidecar.estimate.averagesMirrored == said)
            }
            #expect(depths[0].count == depths[1].count && depths[0] != depths[1])
        }
    }

    @Test func namesFilesByStemAndFolder() throws {
        try TestFiles.withFolder { folder in
            for name in ["in/a.jpg", "in/a.png", "in/sub/a.jpg", "in/sub/deep/b.jpg", "other/a.jpg"] {
                try TestFiles.write(name, in: folder)
            }
            try Data("no picture".utf8).write(to: folder.appendingPathComponent("in/notes.txt"))
            // The output lies within the input; a second run must not take it for photos.
            for _ in 0..<2 {
                let run = try CommandRun.predict(
                    ["in", "other/a.jpg", "in/a.png", "-r", "-o", "in/out", "--format", "jpg,npy"], in: folder)
                #expect(run.status == 0, "\(run.errors)")
                let stems = ["a", "a-2", "sub/a", "sub/deep/b", "a-3"]
                let names = Set(stems.flatMap { ["\($0).npy", "\($0).jpg"] })
                #expect(TestFiles.names(in: folder.appendingPathComponent("in/out")) == names)
            }
            // Without --recursive only the folder itself.
            let run = try CommandRun.predict(["in", "--format", "npy"], in: folder)
            #expect(run.status == 0)
            #expect(TestFiles.names(in: folder.appendingPathComponent("depth")) == ["a.npy", "a-2.npy"])
        }
    }

    @Test func takesPatternsAndLists() throws {
        try TestFiles.withFolder { folder in
            for name in ["a1.jpg", "a2.jpg", "b [x].jpg", "new\nline.jpg"] { try TestFiles.write(name, in: folder) }
            let output = folder.appendingPathComponent("depth")
            let pattern = try CommandRun.predict(["a*.jpg", "b [x].jpg", "--format", "pfm"], in: folder)
            #expect(pattern.status == 0, "\(pattern.errors)")
            #expect(TestFiles.names(in: output) == ["a1.pfm", "a2.pfm", "b [x].pfm"])

            let lines = try CommandRun.predict(
                ["-", "--format", "pfm", "-o", "lines"], input: Data("a1.jpg\r\n\nb [x].jpg\n".utf8), in: folder)
            #expect(lines.status == 0, "\(lines.errors)")
            #expect(TestFiles.names(in: folder.appendingPathComponent("lines")) == ["a1.pfm", "b [x].pfm"])

            let zeros = try CommandRun.predict(
                ["-", "--format", "pfm", "-o", "zeros"], input: Data("a2.jpg\0new\nline.jpg\0".utf8), in: folder)
            #expect(zeros.status == 0, "\(zeros.errors)")
            #expect(TestFiles.names(in: folder.appendingPathComponent("zeros")) == ["a2.pfm", "new\nline.pfm"])
            // One line for each photo and one for the sum, whatever the photos are called.
            #expect(zeros.errorLines.count == 3)

            let empty = try CommandRun.predict(["-"], input: Data("\n".utf8), in: folder)
            #expect(empty.status == 1)
            #expect(empty.errors == "depthpro: standard input: the list is empty.\n")
        }
    }

    @Test func skipsWhatIsThereAndPrintsJSON() throws {
        try TestFiles.withFolder { folder in
            for name in ["a.jpg", "b.jpg"] { try TestFiles.write(name, in: folder) }
            let arguments = ["a.jpg", "b.jpg", "--json", "--quiet", "--skip-existing"]
            let first = try CommandRun.predict(arguments, in: folder)
            #expect(first.status == 0)
            #expect(first.errors.isEmpty, "\(first.errors)")
            let lines = try first.jsonLines()
            #expect(lines.map { $0["input"] as? String } == ["a.jpg", "b.jpg"])
            #expect(lines.map { $0["status"] as? String } == ["done", "done"])
            #expect(lines[0]["files"] as? [String] == ["depth/a.npz", "depth/a.jpg", "depth/a.json"])
            #expect((lines[0]["sidecar"] as? [String: Any])?["width"] as? Int == 40)

            let sidecar = folder.appendingPathComponent("depth/b.json")
            try FileManager.default.removeItem(at: sidecar)
            let second = try CommandRun.predict(arguments, in: folder)
            #expect(try second.jsonLines().map { $0["status"] as? String } == ["skipped", "done"])
            // With everything there, not even the network is asked for.
            let third = try CommandRun.predict(arguments, model: nil, in: folder)
            #expect(third.status == 0, "\(third.errors)")
            #expect(try third.jsonLines().map { $0["status"] as? String } == ["skipped", "skipped"])
        }
    }

    @Test func usesTheCameraUnlessToldOtherwise() throws {
        try TestFiles.withFolder { folder in
            let photo = TestFiles.photo("camera-35mm.jpg").path
            func source(_ arguments: [String]) throws -> String? {
                let run = try CommandRun.predict([photo, "--json", "--format", "npy"] + arguments, in: folder)
                let sidecar = try #require(try run.jsonLines().first?["sidecar"] as? [String: Any], "\(run.errors)")
                return (sidecar["camera"] as? [String: Any])?["focallength_source"] as? String
            }
            let sources = try [[], ["--ignore-exif"], ["--focal-length-35mm", "50"]].map(source)
            #expect(sources == ["exif35mm", "network", "given"])
        }
    }

    /// Photos of several sizes through the network together, with one among them that is none.
    @Test func batchesGiveWhatSinglePhotosGive() throws {
        try TestFiles.withFolder { folder in
            for (index, width) in [40, 64, 33, 50, 41].enumerated() {
                try TestFiles.write("in/\(index).jpg", in: folder, width: width, height: 30)
            }
            try Data("no picture".utf8).write(to: folder.appendingPathComponent("in/2b.jpg"))
            var lines: [[String]] = []
            for batch in ["1", "3"] {
                let run = try CommandRun.predict(
                    ["in", "--batch", batch, "--format", "npy", "-o", batch, "--keep-going", "--json"], in: folder)
                #expect(run.status == 1)
                #expect(run.errorLines.filter { $0.contains("2b.jpg") }.count == 1, "\(run.errors)")
                lines.append(try run.jsonLines().compactMap { $0["input"] as? String })
            }
            #expect(lines[0] == ["in/0.jpg", "in/1.jpg", "in/2.jpg", "in/2b.jpg", "in/3.jpg", "in/4.jpg"])
            #expect(lines[1] == lines[0])
            for index in 0..<5 {
                let pair = try ["1", "3"].map { batch in
                    try #require(
                        try NPYArray(contentsOf: folder.appendingPathComponent("\(batch)/\(index).npy"))
                            .values(as: Float.self))
                }
                #expect(pair[0].count == pair[1].count)
                #expect(zip(pair[0], pair[1]).allSatisfy { abs($0 / $1 - 1) < 1e-3 })
            }
        }
    }

    @Test func loadsHuggingFaceFolders() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.png", in: folder)
            let run = try CommandRun.predict(
                ["a.png", "--json", "--threads", "1", "--precision", "float32", "--device", "cpu"],
                model: TestFiles.network("hf-basic"), in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let sidecar = try #require(try run.jsonLines().first?["sidecar"] as? [String: Any])
            let estimate = try #require(sidecar["estimate"] as? [String: Any])
            #expect((estimate["model"] as? [String: Any])?["name"] as? String == "hf-basic")
            #expect(estimate["device"] as? String == "cpu")
            #expect(estimate["precision"] as? String == "float32")
        }
    }

    /// The smallest and the thinnest photos there are.
    @Test func takesSinglePixelsAndLines() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("dot.png", in: folder, width: 1, height: 1)
            try TestFiles.write("row.png", in: folder, width: 300, height: 1)
            try TestFiles.write("column.png", in: folder, width: 1, height: 300)
            let formats = DepthFormat.allCases.filter { $0.geometry == nil }.map(\.rawValue).joined(separator: ",")
            let run = try CommandRun.predict(
                ["dot.png", "row.png", "column.png", "--legend", "--format", formats], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let shape = { (stem: String) in
                try NPYArray(contentsOf: folder.appendingPathComponent("depth/\(stem).npy")).shape
            }
            #expect(try shape("dot") == [1, 1])
            #expect(try shape("row") == [1, 300])
            #expect(try shape("column") == [300, 1])
        }
    }

    @Test func writesWhatIsThereInThreeDimensions() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            try TestFiles.write("a-photo.jpg", in: folder)
            let run = try CommandRun.predict(
                [
                    "a.jpg", "a-photo.jpg", "--format", "obj,glb,jpg,json", "--max-depth", "20000", "--simplify", "0.5",
                    "--points", "--no-level", "--max-points", "900", "--edge-threshold", "0.5",
                ], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let names = ["a", "a-photo-2"].flatMap {
                ["\($0).obj", "\($0).mtl", "\($0)-photo.jpg", "\($0).glb", "\($0).jpg", "\($0).json"]
            }
            // The texture of the first is called as the picture of the second would be.
            #expect(TestFiles.names(in: folder.appendingPathComponent("depth")) == Set(names))
            let data = try Data(contentsOf: folder.appendingPathComponent("depth/a.json"))
            let sidecar = try JSONDecoder().decode(DepthSidecar.self, from: data)
            #expect(sidecar.geometry?.maximumDepth == 20_000 && sidecar.geometry?.up == [0, -1, 0])

            // Nothing is as near as that.
            let near = try CommandRun.predict(["a.jpg", "--format", "ply", "--max-depth", "1e-9"], in: folder)
            #expect(near.status == 1)
            #expect(near.errorLines.count == 1, "\(near.errors)")
            #expect(near.errors.contains("a.jpg: nothing in the picture"), "\(near.errors)")
        }
    }
}
