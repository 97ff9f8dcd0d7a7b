import Foundation
import Images
import TestSupport
import Testing

/// Random damage: any result or `ImageError` will do, a trap or a hang will not.
@Suite("Damaged files", .timeLimit(.minutes(1)))
struct DecoderFuzzTests {
    private func mutate(_ data: Data, _ random: inout SeededGenerator) -> Data {
        var data = data
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let place = data.startIndex + Int.random(in: 0..<data.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: data[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: data[place] = .random(in: 0...255, using: &random)
            case 2: data[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
            case 3: data = Data(data[..<max(place, data.startIndex + 1)])
            case 4: data.insert(contentsOf: data[place...].prefix(16), at: place)
            default:
                let end = min(place + 4, data.endIndex)
                let number = [UInt32.max, 0x7FFF_FFFF, 0, 1 << 16].randomElement(using: &random) ?? 0
                withUnsafeBytes(of: number) { data.replaceSubrange(place..<end, with: $0.prefix(end - place)) }
            }
        }
        return data
    }

    @Test(
        "photos",
        arguments: [
            "camera-35mm.jpg", "profile-alpha.png", "palette-alpha.png", "alpha.webp", "lzw.tif", "float.tif",
            "turned.heic", "picture.avif", "picture.exr", "picture.hdr", "two-frames.gif", "cmyk.jpg",
        ])
    func photos(name: String) throws {
        let whole = try Fixtures.data(name)
        var random = SeededGenerator(seed: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
        var refused = 0
        for _ in 0..<60 {
            let data = mutate(whole, &random)
            do throws(ImageError) {
                let photo = try Photo(data: data, limits: PhotoLimits(maximumPixels: 1_000_000))
                #expect(photo.pixels.count == photo.width * photo.height * 3)
                _ = photo.focalLength()
            } catch {
                refused += 1
                #expect(!error.message.isEmpty && !error.message.contains("\n"))
            }
        }
        #expect(refused > 0, "the damage reaches the decoder")
    }

    @Test(
        "rasters",
        arguments: ["raster-none.exr", "raster-rle.exr", "raster-zips.exr", "raster-zip.exr", "raster.pfm"])
    func rasters(name: String) throws {
        let whole = try Fixtures.data(name)
        var random = SeededGenerator(seed: 11)
        var refused = 0
        for round in 0..<2000 {
            // Most damage goes where the headers are.
            let cut = round % 2 == 0 ? whole : whole.prefix(600)
            let data = mutate(Data(cut), &random) + whole.dropFirst(cut.count)
            do throws(ImageError) {
                let limits = PhotoLimits(maximumPixels: 1_000_000)
                let raster =
                    name.hasSuffix("pfm")
                    ? try PortableFloatMap.decode(data, name: name, limits: limits)
                    : try OpenEXRFile.decode(data, name: name, channel: nil, limits: limits)
                #expect(raster.values.count == raster.width * raster.height)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0, "the damage reaches the reader")
    }

    @Test("every prefix of an OpenEXR file and of a PFM is refused")
    func prefixes() throws {
        for name in ["raster-zip.exr", "raster.pfm"] {
            let whole = try Fixtures.data(name)
            for count in 0..<whole.count {
                let data = Data(whole.prefix(count))
                _ = try Fixtures.error {
                    _ =
                        name.hasSuffix("pfm")
                        ? try PortableFloatMap.decode(data, name: name)
                        : try OpenEXRFile.decode(data, name: name, channel: nil)
                }
            }
        }
    }
}
