import Foundation
import Images
import Testing

/// Depth that a telephone marks as relative: it is marked where it goes, and refused or fitted where metres are needed.
@Suite struct RelativeDepthTests {
    /// A wall that recedes from 2 m to 4 m; the photo carries a fifth of the disparity, 0.1 /m less, marked relative.
    private static func write(in folder: URL) throws {
        let (width, height) = (64, 48)
        let metres = (0..<width * height).map { 2 + 2 * Float($0 % width) / Float(width) }
        let carried = metres.map { 1 / (0.2 / $0 + 0.1) }
        let image = RGBImage(
            width: width, height: height, pixels: (0..<3 * width * height).map { UInt8(truncatingIfNeeded: $0 * 7) })
        let photo = DepthPhoto(
            photo: Photo(image: image), depth: FloatRaster(width: width, height: height, values: carried),
            intrinsics: Intrinsics(focalLength: 60, centerX: 32, centerY: 24), isMetric: false)
        try photo.appleJPEG().write(to: folder.appendingPathComponent("phone.jpg"))
        try FloatRaster(width: width, height: height, values: metres).writePFM(
            to: folder.appendingPathComponent("metres.pfm"))
    }

    private static func run(_ arguments: String..., in folder: URL) throws -> CommandRun {
        try CommandRun(arguments, in: folder)
    }

    @Test func itIsMarkedOrRefused() throws {
        try TestFiles.withFolder { folder in
            try Self.write(in: folder)
            for output in ["a.glb", "a.png", "a.gdepth.jpg"] {
                let refused = try Self.run("convert", "phone.jpg", output, in: folder)
                #expect(refused.status == 1 && refused.errorLines.count == 1, "\(refused.errors)")
                #expect(refused.errors.contains("--align-to"))
            }
            #expect(TestFiles.names(in: folder) == ["phone.jpg", "metres.pfm"])
            let floats = try Self.run("convert", "phone.jpg", "a.exr", in: folder)
            #expect(floats.status == 0 && floats.errors.contains("relative"), "\(floats.errors)")
            let sidecar = try String(contentsOf: folder.appendingPathComponent("a.json"), encoding: .utf8)
            #expect(sidecar.contains("\"relative\""))
            for depth in ["phone.jpg", "a.exr"] {
                let measured = try Self.run("measure", "phone.jpg", "--depth", depth, in: folder)
                #expect(measured.status == 1 && measured.errors.contains("relative"), "\(measured.errors)")
                let edited = try Self.run(
                    "edit", "grade", "phone.jpg", "--depth", depth, "--from", "3", "--saturation", "0", "--fov", "50",
                    "--output", "g.png", in: folder)
                #expect(edited.status == 0 && edited.errors.contains("relative"), "\(edited.errors)")
            }
        }
    }

    @Test func itIsFittedToMetres() throws {
        try TestFiles.withFolder { folder in
            try Self.write(in: folder)
            let run = try Self.run("convert", "phone.jpg", "b.exr", "--align-to", "metres.pfm", in: folder)
            #expect(run.status == 0 && !run.errors.contains("relative"), "\(run.errors)")
            let depth = try FloatRaster.readOpenEXR(folder.appendingPathComponent("b.exr"))
            for x in [5, 30, 60] {
                // Eight bits of JPEG for disparity from 0.15 to 0.2, fitted: a step is a hundredth of a metre.
                #expect(abs(depth.values[24 * 64 + x] - (2 + 2 * Float(x) / 64)) < 0.1)
            }
            let mesh = try Self.run("convert", "phone.jpg", "b.glb", "--align-to", "metres.pfm", in: folder)
            #expect(mesh.status == 0, "\(mesh.errors)")
            let stray = try Self.run("convert", "phone.jpg", "c.glb", "--align-to", "none.npz", in: folder)
            #expect(stray.status != 0 && stray.errorLines.count == 1 && stray.errors.contains("none.npz"))
        }
    }
}
