import Foundation
import Images
import Testing
import Views

@Suite("Films")
struct FilmTests {
    static let hasFFmpeg = (try? FilmLibrary.start()) != nil

    private func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("views-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    private func frame(_ index: Int) -> RGBImage {
        RGBImage(
            width: 64, height: 48, filledWith: RGBColor(red: UInt8(40 + 10 * index), green: 120, blue: 200))
    }

    @Test("A film appears when it is finished, with its index first", .enabled(if: hasFFmpeg))
    func writing() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appendingPathComponent("film.mp4")
        let film = try Film(to: url, settings: .init(width: 64, height: 48, rate: 29.97))
        for index in 0..<12 { try film.append(frame(index)) }
        #expect(!FileManager.default.fileExists(atPath: url.path))
        try film.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["film.mp4"])
        let data = try Data(contentsOf: url)
        let index = try #require(data.range(of: Data("moov".utf8)))
        let frames = try #require(data.range(of: Data("mdat".utf8)))
        #expect(index.lowerBound < frames.lowerBound)
        // nclx: primaries 1 (BT.709), transfer 13 (sRGB), matrix 1 (BT.709), limited range.
        #expect(data.range(of: Data("nclx".utf8) + Data([0, 1, 0, 13, 0, 1, 0])) != nil)
    }

    @Test("A film that is given up leaves nothing", .enabled(if: hasFFmpeg))
    func abandoning() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            let film = try Film(to: folder.appendingPathComponent("film.mp4"), settings: .init(width: 64, height: 48))
            try film.append(frame(0))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("A folder that is not there is named", .enabled(if: hasFFmpeg))
    func badFolder() {
        let error = #expect(throws: ViewsError.self) {
            try Film(to: URL(fileURLWithPath: "/nowhere/film.mp4"), settings: .init(width: 64, height: 48))
        }
        #expect(error?.code == .unwritable && error?.message.contains("/nowhere") == true)
    }

    @Test("Animations hold all pictures", arguments: [Animation.Format.gif, .webp(quality: 80)])
    func animation(_ format: Animation.Format) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appendingPathComponent("film")
        var animation = Animation(width: 64, height: 48, rate: 15)
        for index in 0..<5 { animation.append(frame(index)) }
        try animation.write(to: url, format: format)
        let data = try Data(contentsOf: url)
        // Each frame has its block: a graphic control extension in GIF, ANMF in WebP.
        let mark = format == .gif ? Data([0x21, 0xF9, 0x04]) : Data("ANMF".utf8)
        var count = 0
        var rest = data[...]
        while let range = rest.range(of: mark) {
            count += 1
            rest = rest[range.upperBound...]
        }
        #expect(count == 5)
        #expect(try Photo(contentsOf: url).image[10, 10].green.distance(to: 120).magnitude < 8)
    }
}
