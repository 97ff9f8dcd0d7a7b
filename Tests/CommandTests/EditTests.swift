import Foundation
import Images
import Testing

/// `depthpro edit`.
@Suite struct EditTests {
    /// A photo of 60×40 with its depth beside it: near on the left, far on the right, a hole and some sky.
    private static func write(in folder: URL) throws {
        try TestFiles.write("a.jpg", in: folder, width: 60, height: 40)
        var depth = (0..<2400).map { Float($0 % 60 < 30 ? 1.5 : 6) }
        depth[0] = .nan
        for index in 50..<60 { depth[index] = .infinity }
        try FloatRaster(width: 60, height: 40, values: depth).writePFM(to: folder.appendingPathComponent("a.pfm"))
    }

    private static let common = ["a.jpg", "--depth", "a.pfm", "--fov", "60", "--json"]

    private static let edits: [[String]] = [
        ["refocus", "--at", "10,10", "--sensor", "200"], ["refocus", "--distance", "3", "--aperture", "heptagon"],
        ["cutout", "--far", "3"], ["cutout", "--behind", "5,5", "--background", "white", "--output", "c.jpg"],
        ["fog", "--visibility", "12"], ["dehaze", "--visibility", "40"], ["relight", "--lamp", "-10,5,1"],
        ["grade", "--from", "3", "--saturation", "0"], ["depth", "--output", "d.exr"],
    ]

    @Test(arguments: edits) func everyEditWritesAPicture(_ edit: [String]) throws {
        try TestFiles.withFolder { folder in
            try Self.write(in: folder)
            let run = try CommandRun(["edit", edit[0]] + Self.common + edit.dropFirst(), in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let line = try #require(try run.jsonLines().first)
            #expect(line["width"] as? Int == 60 && line["height"] as? Int == 40)
            let file = try #require((line["files"] as? [String])?.first)
            let url = folder.appendingPathComponent(file)
            if file == "d.exr" {
                #expect(try FloatRaster.readOpenEXR(url).values[70] == 1.5)
            } else {
                #expect(try Photo(contentsOf: url).width == 60)
            }
            #expect(TestFiles.names(in: folder) == ["a.jpg", "a.pfm", file])
        }
    }

    /// As numbered pictures, and as films; a GIF needs no FFmpeg.
    @Test func rackFocusIsWritten() throws {
        try TestFiles.withFolder { folder in
            try Self.write(in: folder)
            let rack = ["edit", "refocus"] + Self.common + ["--at", "10,10", "--rack-to", "55,30", "--frames", "3"]
            let pictures = try CommandRun(rack + ["--output", "r.jpg"], in: folder)
            #expect(pictures.status == 0, "\(pictures.errors)")
            let frames = (1...3).map { "r-000\($0).jpg" }
            let film = try CommandRun(rack + ["--output", "r.gif"], in: folder)
            #expect(film.status == 0, "\(film.errors)")
            #expect(TestFiles.names(in: folder) == Set(["a.jpg", "a.pfm", "r.gif"] + frames))
            #expect(try Data(contentsOf: folder.appendingPathComponent("r.gif")).starts(with: Array("GIF89a".utf8)))
            let refused = try CommandRun(rack + ["--output", "r.avi"], in: folder)
            #expect(refused.status != 0 && refused.errors.contains(".mp4"), "\(refused.errors)")
        }
    }

    /// One line that names what, and no file.
    @Test(arguments: [
        (["refocus", "--at", "60,10"], "60×40"), (["refocus", "--at", "0,0"], "no depth there"),
        (["refocus"], "--at"), (["refocus", "--at", "left"], "left"), (["refocus", "--distance", "-1"], "--distance"),
        (["cutout", "--far", "0.5"], "0.5"), (["cutout", "--far", "3", "--output", "c.jpg"], "transparent"),
        (["cutout", "--far", "3", "--background", "none.jpg", "--output", "c.jpg"], "none.jpg"),
        (["fog", "--visibility", "0"], "--visibility"),
        (["fog", "--visibility", "9", "--output", "a.jpg"], "overwritten"),
        (["fog", "--visibility", "9", "--output", "no/b.jpg"], "no folder"),
        (["grade", "--from", "3"], "--exposure"), (["relight", "--lamp", "1,2"], "1,2"),
        (["relight", "--lamp", "1,2,-1"], "above 0"),
        (["depth", "--output", "d.bmp"], ".exr"), (["dehaze"], "--visibility"),
        (["fog", "--visibility", "9", "--mirror"], "--depth leaves it nothing to do"),
    ])
    func badInputIsOneLine(_ arguments: [String], _ word: String) throws {
        try TestFiles.withFolder { folder in
            try Self.write(in: folder)
            let run = try CommandRun(["edit", arguments[0]] + Self.common + arguments.dropFirst(), in: folder)
            #expect(run.status == 1 || run.status == 64)
            #expect(run.errorLines.count == 1 && run.errors.contains(word), "\(run.errors)")
            #expect(TestFiles.names(in: folder) == ["a.jpg", "a.pfm"])
        }
    }

    /// The network's depth, which the mirrored photo changes.
    @Test func mirrorsWhereAsked() throws {
        try TestFiles.withFolder { folder in
            try TestFiles.write("a.jpg", in: folder)
            let depths = try [("plain.exr", []), ("mirrored.exr", ["--mirror"])].map { name, option in
                let run = try CommandRun(
                    ["edit", "depth", "a.jpg", "--fov", "60", "--model", TestFiles.checkpoint.path, "--output", name]
                        + option, in: folder)
                #expect(run.status == 0, "\(run.errors)")
                return try FloatRaster.readOpenEXR(folder.appendingPathComponent(name)).values
            }
            #expect(depths[0].count == depths[1].count && depths[0] != depths[1])
        }
    }

    @Test func focalLengthMayBeMissing() throws {
        try TestFiles.withFolder { folder in
            try Self.write(in: folder)
            let plain = ["a.jpg", "--depth", "a.pfm"]
            let refocus = try CommandRun(["edit", "refocus", "--distance", "2"] + plain, in: folder)
            #expect(refocus.status == 1 && refocus.errors.contains("--focal-length-px"))
            #expect(try CommandRun(["edit", "grade", "--exposure", "1"] + plain, in: folder).status == 0)
            let other = try CommandRun(["edit", "grade", "--exposure", "1", "a.pfm", "--depth", "a.jpg"], in: folder)
            #expect(other.status == 1 && other.errorLines.count == 1)
        }
    }
}
