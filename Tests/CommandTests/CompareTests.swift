import Foundation
import Images
import Testing
import Torch

/// `depthpro compare`.
@Suite struct CompareTests {
    private static let truth = FloatRaster(
        width: 12, height: 10, values: (0..<120).map { ($0 % 12 / 4 + $0 / 48) % 2 == 0 ? 2 : 4 })

    /// `truth` in every format.
    private static func writeAll(in folder: URL) throws -> [String] {
        let url = { (name: String) in folder.appendingPathComponent(name) }
        let shape = [truth.height, truth.width]
        try NPYArray(truth.values, shape: shape).write(to: url("a.npy"))
        try NPYArray(truth.values.map { Double($0) }, shape: [1] + shape).write(to: url("double.npy"))
        try NPZ.write([("depth", NPYArray(truth.values, shape: shape))], to: url("a.npz"))
        try truth.writePFM(to: url("a.pfm"))
        try truth.writeOpenEXR(to: url("a.exr"))
        try truth.writeTIFF(to: url("a.tiff"))
        try truth.writePNG16(to: url("a.png"))
        return ["a.npy", "double.npy", "a.npz", "a.pfm", "a.exr", "a.tiff", "a.png"]
    }

    @Test func everyFormatIsRead() throws {
        try TestFiles.withFolder { folder in
            for name in try Self.writeAll(in: folder) {
                let run = try CommandRun(["compare", name, "a.pfm", "--json"], in: folder)
                #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
                let scores = try #require(try run.jsonLines().first)
                let keys: Set = [
                    "delta1", "delta2", "delta3", "abs_rel", "log10", "rmse", "rmse_log", "si_log", "boundary_f1",
                    "boundary_precision", "boundary_recall", "scored_pixels", "invalid_predictions",
                ]
                #expect(Set(scores.keys) == keys)
                #expect(scores["delta1"] as? Double == 1 && scores["abs_rel"] as? Double == 0, "\(name)")
                #expect(abs(try #require(scores["boundary_f1"] as? Double) - 1) < 1e-12)
            }
        }
    }

    @Test func optionsCount() throws {
        try TestFiles.withFolder { folder in
            _ = try Self.writeAll(in: folder)
            let double = FloatRaster(width: 12, height: 10, values: Self.truth.values.map { $0 * 2 })
            try double.writePNG16(to: folder.appendingPathComponent("b.png"), scale: 256)
            let grey = Self.truth.values.flatMap { [UInt8](repeating: $0 < 3 ? 255 : 0, count: 3) }
            try RGBImage(width: 12, height: 10, pixels: grey).writePNG(to: folder.appendingPathComponent("mask.png"))
            try double.writePFM(to: folder.appendingPathComponent("b.pfm"))
            func scores(_ arguments: [String]) throws -> [String: Double] {
                let run = try CommandRun(["compare", "--json"] + arguments, in: folder)
                #expect(run.status == 0, "\(run.errors)")
                return try #require(try run.jsonLines().first as? [String: Double])
            }
            #expect(try scores(["b.pfm", "a.pfm"])["abs_rel"] == 1)
            #expect(try scores(["b.png", "b.png", "--scale", "256"])["rmse"] == 0)
            for alignment in ["median", "scale", "affine-inverse", "affine-inverse-robust"] {
                #expect(try scores(["b.pfm", "a.pfm", "--align", alignment])["delta1"] == 1)
            }
            let near = try scores(["b.pfm", "a.pfm", "--min", "1", "--max", "3"])
            #expect(near["scored_pixels"] == Double(Self.truth.values.count { $0 == 2 }) && near["rmse"] == 2)
            let recall = try #require(try scores(["b.pfm", "a.pfm", "--mask", "mask.png"])["matte_recall"])
            #expect(abs(recall - 1) < 1e-12)
            let table = try CommandRun(["compare", "b.pfm", "a.pfm"], in: folder)
            #expect(table.output.contains("abs_rel               1\n"), "\(table.output)")
        }
    }

    @Test(arguments: [
        (["absent.npy", "a.pfm"], "absent.npy"), (["a.pfm", "folder.pfm"], "folder.pfm"),
        (["a.pfm", "empty.npz"], "empty.npz"), (["a.pfm", "cube.npy"], "height × width"),
        (["a.pfm", "other.npz"], "“depth”"), (["a.pfm", "photo.jpg"], "carries no depth"),
        (["a.pfm", "a.txt"], "a.txt"), (["zero.pfm", "a.pfm"], "zero.pfm"),
        (["a.pfm", "zero.pfm"], "zero.pfm"), (["a.pfm", "a.pfm", "--min", "50"], "range"),
        (["a.pfm", "a.pfm", "--mask", "colour.png"], "colour.png"),
        (["a.png", "a.tiff", "--mask", "none.png"], "none"),
    ]) func badInputIsOneLine(arguments: [String], word: String) throws {
        try TestFiles.withFolder { folder in
            _ = try Self.writeAll(in: folder)
            let url = { (name: String) in folder.appendingPathComponent(name) }
            try FileManager.default.createDirectory(at: url("folder.pfm"), withIntermediateDirectories: false)
            try Data().write(to: url("empty.npz"))
            try NPYArray([Float](repeating: 1, count: 24), shape: [2, 3, 4]).write(to: url("cube.npy"))
            try NPZ.write([("x", NPYArray([Float](repeating: 1, count: 4), shape: [2, 2]))], to: url("other.npz"))
            try TestFiles.write("photo.jpg", in: folder)
            try TestFiles.write("colour.png", in: folder)
            try FloatRaster(width: 2, height: 2, values: [0, .nan, -1, .infinity]).writePFM(to: url("zero.pfm"))
            let run = try CommandRun(["compare"] + arguments, in: folder)
            #expect(run.status == 1 && run.output.isEmpty)
            #expect(run.errorLines.count == 1 && run.errors.contains(word), "\(run.errors)")
        }
    }

    @Test(arguments: [
        ["a.pfm"], ["a.pfm", "a.pfm", "--align", "best"], ["a.pfm", "a.pfm", "--min", "-1"],
        ["a.pfm", "a.pfm", "--min", "2", "--max", "1"], ["a.pfm", "a.pfm", "--scale", "0"],
        ["a.pfm", "a.pfm", "--max", "nan"],
    ]) func wrongCommandLinesAreOneLine(arguments: [String]) throws {
        try TestFiles.withFolder { folder in
            let run = try CommandRun(["compare"] + arguments, in: folder)
            #expect(run.status == 64 && run.errorLines.count == 1, "\(run.errors)")
        }
    }
}
