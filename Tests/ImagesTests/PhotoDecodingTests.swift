import Foundation
import Images
import Testing

@Suite("Photos are decoded to upright sRGB")
struct PhotoDecodingTests {
    /// What a fixture must decode to: the colours in the middle of its four fields.
    struct Expectation: Decodable {
        let fields: [[Int]]
        /// In steps of 8 bits: lossy compression, or two libraries' rounding of profile arithmetic.
        let tolerance: Int
        let orientation: Int?
    }

    static let expectations: [String: Expectation] = {
        guard let data = try? Fixtures.data("expected.json") else { return [:] }
        return (try? JSONDecoder().decode([String: Expectation].self, from: data)) ?? [:]
    }()

    @Test("every fixture", arguments: expectations.keys.sorted())
    func fixture(name: String) throws {
        let expectation = try #require(Self.expectations[name])
        let photo = try Photo(contentsOf: Fixtures.url(name))
        try check(photo, expectation, name)
        if let orientation = expectation.orientation { #expect(photo.camera.orientation == orientation) }
    }

    @Test("the same from memory", arguments: expectations.keys.sorted())
    func fixtureFromMemory(name: String) throws {
        let fromFile = try Photo(contentsOf: Fixtures.url(name))
        let fromMemory = try Photo(data: Fixtures.data(name))
        #expect(fromFile.image == fromMemory.image)
        #expect(fromFile.camera == fromMemory.camera)
    }

    @Test("size and camera from the header alone", arguments: expectations.keys.sorted())
    func header(name: String) throws {
        let photo = try Photo(contentsOf: Fixtures.url(name))
        let header = try PhotoHeader(contentsOf: Fixtures.url(name))
        #expect(header.width == photo.width && header.height == photo.height)
        #expect(header.camera == photo.camera && header.focalLength == photo.focalLength())
    }

    private func check(_ photo: Photo, _ expectation: Expectation, _ name: String) throws {
        try #require(photo.width == 48 && photo.height == 32, "\(name): \(photo.width)×\(photo.height)")
        #expect(photo.pixels.count == 48 * 32 * 3)
        for (index, expected) in expectation.fields.enumerated() {
            let color = photo.image[12 + 24 * (index % 2), 8 + 16 * (index / 2)]
            let found = [Int(color.red), Int(color.green), Int(color.blue)]
            for channel in 0..<3 {
                #expect(
                    abs(found[channel] - expected[channel]) <= expectation.tolerance,
                    "\(name), field \(index): \(found) is not \(expected)")
            }
        }
    }

    @Test("there are expectations")
    func expectationsExist() {
        #expect(Self.expectations.count > 40)
    }

    @Test("CMYK without a profile becomes plausible colours")
    func cmyk() throws {
        // No two programs agree on colours for inks without a profile; these bounds hold for all sane ones.
        let image = try Photo(contentsOf: Fixtures.url("cmyk.jpg")).image
        let (cyan, magenta) = (image[12, 8], image[36, 8])
        let (paper, black) = (image[12, 24], image[36, 24])
        #expect(cyan.red < 120 && cyan.green > 120 && cyan.blue > 180)
        #expect(magenta.red > 180 && magenta.green < 100 && magenta.blue > 80)
        #expect(paper.red > 250 && paper.green > 250 && paper.blue > 250)
        #expect(black.red < 60 && black.green < 60 && black.blue < 60)
    }

    @Test("the smallest pictures")
    func smallest() throws {
        let pixel = try Photo(contentsOf: Fixtures.url("one-pixel.png")).image
        #expect(pixel == RGBImage(width: 1, height: 1, pixels: [200, 30, 40]))
        let column = try Photo(contentsOf: Fixtures.url("one-column.png")).image
        #expect(column.width == 1 && column.height == 37)
        #expect(column[0, 36] == RGBColor(red: 40, green: 180, blue: 60))
    }

    @Test("many rows, more than one strip")
    func large() throws {
        // 10 MB of 16-bit samples: several strips of the decoder, of which the last is shorter.
        let (width, height) = (1001, 5003)
        let values = (0..<width * height).map { Float($0 % 65_521) }
        let image = try Fixtures.withFolder { folder in
            let url = folder.appendingPathComponent("large.png")
            try FloatRaster(width: width, height: height, values: values).writePNG16(to: url, scale: 1)
            return try Photo(contentsOf: url).image
        }
        try #require(image.width == width && image.height == height)
        let wrong = (0..<width * height).first { index in
            // A value of 0 is invalid and stays 0.
            image.pixels[index * 3] != UInt8((values[index] / 257).rounded())
        }
        #expect(wrong == nil)
    }

    @Test("decoding in many threads at once gives the same, and each error its own words")
    func threads() async throws {
        let (good, bad) = (try Fixtures.data("profile.jpg"), try Fixtures.data("progressive.jpg").prefix(300))
        let expected = try Photo(data: good).image
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    if index % 2 == 0 { return (try? Photo(data: good).image) == expected }
                    do throws(ImageError) {
                        _ = try Photo(data: bad, name: "file \(index)")
                        return false
                    } catch {
                        return error.code == .truncated && error.message.contains("file \(index) ")
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
