import Foundation
import Images
import Testing

/// `depthpro render`.
@Suite struct RenderTests {
    /// A bright square 1 m away before a dark wall 2 m away, and its depth.
    private func writePhoto(to folder: URL) throws {
        var photo = RGBImage(width: 96, height: 64, filledWith: RGBColor(red: 30, green: 30, blue: 30))
        var depth = FloatRaster(width: 96, height: 64, values: .init(repeating: 2, count: 96 * 64))
        for y in 20..<44 {
            for x in 36..<60 {
                photo[x, y] = RGBColor(red: 230, green: 220, blue: 210)
                depth.values[y * 96 + x] = 1
            }
        }
        try photo.writePNG(to: folder.appendingPathComponent("photo.png"))
        try depth.writePFM(to: folder.appendingPathComponent("depth.pfm"))
    }

    private let given = ["render", "photo.png", "--depth", "depth.pfm", "--focal-length-px", "100"]

    @Test func aStillIsTakenFromElsewhere() throws {
        try TestFiles.withFolder { folder in
            try writePhoto(to: folder)
            let run = try CommandRun(given + ["--move", "0.1,0,0", "--output", "right.png", "--json"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let view = try Photo(contentsOf: folder.appendingPathComponent("right.png")).image
            // 0.1 m · 100 px / 1 m to the left.
            #expect(view[30, 32].red > 200 && view[54, 32].red < 60)
            #expect(try run.jsonLines().first?["width"] as? Int == 96)
        }
    }

    @Test func stereoPairsAreNamedForPlayers() throws {
        try TestFiles.withFolder { folder in
            try writePhoto(to: folder)
            let run = try CommandRun(given + ["--stereo", "sbs", "--baseline", "100"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let pair = try Photo(contentsOf: folder.appendingPathComponent("photo_LRF_Full_SBS.jpg")).image
            #expect(pair.width == 192)
            #expect(pair[63, 32].red > 200 && pair[96 + 33, 32].red > 200 && pair[96 + 63, 32].red < 60)
        }
    }

    @Test(arguments: ["gif", "webp"])
    func pathsBecomeAnimations(kind: String) throws {
        try TestFiles.withFolder { folder in
            try writePhoto(to: folder)
            let run = try CommandRun(
                given + ["--path", "swing", "--seconds", "0.4", "--output", "film.\(kind)", "--json"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(try run.jsonLines().first?["frames"] as? Int == 6)
            #expect(try Photo(contentsOf: folder.appendingPathComponent("film.\(kind)")).width == 96)
        }
    }

    @Test func aFilmThatCannotBeWrittenIsOneLine() throws {
        try TestFiles.withFolder { folder in
            try writePhoto(to: folder)
            let run = try CommandRun(
                given + ["--path", "orbit"], in: folder, environment: ["DEPTHPRO_CVIDEO": "/nowhere/libcvideo.so"])
            #expect(run.status == 1)
            #expect(run.errorLines.count == 1 && run.errors.contains("FFmpeg"))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(names == ["depth.pfm", "photo.png"])
        }
    }

    @Test(arguments: [
        ["--path", "orbit", "--output", "x.jpg"], ["--output", "x.mp4"], ["--output", "x.txt"],
        ["--path", "spiral"], ["--move", "1,2"], ["--path", "orbit", "--move", "1,2,3"], ["--baseline", "60"],
        ["--stereo", "sbs", "--baseline", "-1"], ["--path", "orbit", "--seconds", "0"], ["--strength", "2"],
        ["--path", "orbit", "--fps", "0"], ["--size", "9"], ["--quality", "200"],
    ])
    func wrongOptionsAreOneLine(arguments: [String]) throws {
        try TestFiles.withFolder { folder in
            try writePhoto(to: folder)
            let run = try CommandRun(given + arguments, in: folder)
            #expect(run.status == 64)
            #expect(run.errorLines.count == 1)
        }
    }
}
