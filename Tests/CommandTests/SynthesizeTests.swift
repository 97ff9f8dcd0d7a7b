import Foundation
import Images
import Testing

/// `depthpro synthesize`.
@Suite struct SynthesizeTests {
    @Test func photosAndSheetAreWritten() throws {
        try TestFiles.withFolder { folder in
            let arguments = [
                "synthesize", "--scenes", "collection", "--count", "2", "--size", "32x24", "--samples", "1", "--output",
                "out", "--normals", "--ids", "--matte", "--contact-sheet", "sheet.png", "--json",
            ]
            let run = try CommandRun(arguments, in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let summary = try #require(try run.jsonLines().first)
            #expect(summary["made"] as? Int == 2)
            let output = folder.appendingPathComponent("out")
            let photo = try Photo(contentsOf: output.appendingPathComponent("collection-000001.jpg"))
            #expect(photo.width == 32 && photo.height == 24)
            #expect(photo.camera.focalLengthIn35mmFilm != nil)
            let depth = try FloatRaster.readOpenEXR(output.appendingPathComponent("collection-000001.exr"))
            #expect(depth.values.allSatisfy { $0 > 0 })
            for name in ["out/collection-000000-normals.png", "out/collection-000000-ids.png", "sheet.png"] {
                #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path))
            }
            // All there: nothing is made again, and the sheet comes from the files.
            let again = try CommandRun(arguments, in: folder)
            #expect(again.status == 0)
            #expect(try again.jsonLines().first?["kept"] as? Int == 2)
        }
    }

    @Test(arguments: [
        ["--scenes", "moon", "--output", "out"], ["--size", "0x9", "--output", "out"], ["--size", "9", "--output", "out"],
        ["--count", "0", "--output", "out"], ["--samples", "0", "--output", "out"], ["--threads", "0", "--output", "out"],
        ["--count", "3"], ["--ids", "--contact-sheet", "sheet.png"],
    ])
    func wrongOptionsAreOneLine(arguments: [String]) throws {
        try TestFiles.withFolder { folder in
            let run = try CommandRun(["synthesize"] + arguments, in: folder)
            #expect(run.status == 64)
            #expect(run.errors.split(separator: "\n").count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test func missingAssetsAreOneLine() throws {
        try TestFiles.withFolder { folder in
            let run = try CommandRun(
                ["synthesize", "--count", "1", "--assets", "nowhere", "--output", "out"], in: folder)
            #expect(run.status == 1)
            #expect(run.errors.contains("nowhere"))
            #expect(run.errors.split(separator: "\n").count == 1)
        }
    }
}
