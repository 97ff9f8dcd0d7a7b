import Foundation
import Images
import Testing
import Training

@Suite struct EncodedPictureTests {
    static func jpeg(width: Int, height: Int) throws -> Data {
        try withTemporaryFolder { folder in
            let pixels = (0..<(3 * width * height)).map { UInt8($0 % 251) }
            let url = folder.appending(path: "a.jpg")
            try RGBImage(width: width, height: height, pixels: pixels).writeJPEG(to: url)
            return try Data(contentsOf: url)
        }
    }

    @Test func tellsTheSize() throws {
        let png = try #require(EncodedPicture(Data(hexadecimal: EventFileTests.golden.get().png)))
        #expect(png.mediaType == "image/png" && png.width == 2 && png.height == 1)
        let jpeg = try #require(EncodedPicture(Self.jpeg(width: 480, height: 33)))
        #expect(jpeg.mediaType == "image/jpeg" && jpeg.width == 480 && jpeg.height == 33)
        #expect(EncodedPicture(Data()) == nil)
        #expect(EncodedPicture(Data("GIF89a".utf8)) == nil)
    }

    /// Whatever the bytes, an answer and no trap.
    @Test func hostileHeaders() throws {
        var random = LinearGenerator(state: 7)
        let originals = [try Self.jpeg(width: 9, height: 7), Data(hexadecimal: try EventFileTests.golden.get().png)]
        for original in originals {
            for _ in 0..<5000 {
                var bytes = original.prefix(Int.random(in: 0...original.count, using: &random))
                for _ in 0..<4 where !bytes.isEmpty {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = [0, 0xff, 0xc0, 0xd8].randomElement(
                        using: &random)!
                }
                _ = EncodedPicture(Data(bytes))
            }
        }
    }
}

/// Knuth's linear congruential generator, the same numbers each time.
struct LinearGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
