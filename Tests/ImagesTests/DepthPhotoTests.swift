import Foundation
import Images
import Testing

@Suite("Photos that carry depth")
struct DepthPhotoTests {
    /// A slope from 1 m to 4 m with a box at 0.8 m, and a photo of it that is not square.
    private static func made(width: Int = 96, height: Int = 64) -> DepthPhoto {
        var values: [Float] = []
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let isBox = (20..<40).contains(x) && (20..<50).contains(y)
                values.append(isBox ? 0.8 : 1 + 3 * Float(height - y) / Float(height))
                pixels += isBox ? [200, 40, 30] : [UInt8(2 * x), UInt8(3 * y), 120]
            }
        }
        return DepthPhoto(
            photo: Photo(image: RGBImage(width: width, height: height, pixels: pixels)),
            depth: FloatRaster(width: width, height: height, values: values),
            intrinsics: Intrinsics(focalLength: 80, centerX: 50, centerY: 30))
    }

    private static func file(_ kind: CarriedDepth.Kind, _ photo: DepthPhoto) throws -> Data {
        switch kind {
        case .googleDepth: try photo.googleDepthJPEG()
        case .appleJPEG: try photo.appleJPEG()
        case .appleHEIC: try photo.appleHEIC()
        }
    }

    @Test("Relative disparity stays relative", arguments: [CarriedDepth.Kind.appleJPEG, .appleHEIC])
    func relative(kind: CarriedDepth.Kind) throws {
        var photo = Self.made()
        photo.isMetric = false
        #expect(try #require(try CarriedDepth.read(Self.file(kind, photo))).isMetric == false)
    }

    @Test("What is written is read back, to the steps of its levels", arguments: CarriedDepth.Kind.allCases)
    func roundTrip(kind: CarriedDepth.Kind) throws {
        let photo = Self.made()
        let data = try Self.file(kind, photo)
        let read = try #require(try CarriedDepth.read(data))
        #expect(read.kind == kind && read.isMetric)
        #expect(read.depth.width == 96 && read.depth.height == 64)
        let camera = try #require(read.intrinsics)
        #expect(
            abs(camera.focalLength - 80) < 1e-6 && abs(camera.centerX - 50) < 1e-6 && abs(camera.centerY - 30) < 1e-6)
        // 16 bits without loss; 8 bits of JPEG or HEVC, which blur the box's rim.
        let step: Float = kind == .googleDepth ? 1e-4 : 0.03
        let errors = zip(read.depth.values, photo.depth.values).map { abs(1 / $0 - 1 / $1) }.sorted()
        #expect(errors[errors.count * 95 / 100] < step, "\(errors[errors.count * 95 / 100])")
        let decoded = try Photo(data: data)
        #expect(decoded.width == 96 && decoded.height == 64)
        #expect(abs(Int(decoded.pixels[3 * (30 * 96 + 30)]) - 200) < 12)
    }

    @Test("A depth map of megapixels spans many segments and is thinned")
    func large() throws {
        var random = SystemRandomNumberGenerator()
        let depth = FloatRaster(
            width: 1400, height: 1000, values: (0..<1_400_000).map { _ in Float.random(in: 1...5, using: &random) })
        let photo = DepthPhoto(
            photo: Photo(image: RGBImage(width: 1400, height: 1000, filledWith: .white)), depth: depth,
            intrinsics: Intrinsics(focalLength: 900, width: 1400, height: 1000))
        let data = try photo.googleDepthJPEG()
        #expect(data.count > 1_000_000)
        let read = try #require(try CarriedDepth.read(data))
        #expect(read.depth.width == 1024 && read.depth.height == 731)
        #expect(abs(read.depth.values[731 * 512] - depth.values[1400 * 500]) < 5)
    }

    @Test(
        "A wall of one depth, and pixels that are too far to tell, are written as well",
        arguments: CarriedDepth.Kind.allCases)
    func flat(kind: CarriedDepth.Kind) throws {
        var photo = Self.made()
        var values = [Float](repeating: 2, count: 96 * 64)
        values[0] = .infinity
        values[1] = 0
        photo = DepthPhoto(
            photo: photo.photo, depth: FloatRaster(width: 96, height: 64, values: values), intrinsics: photo.intrinsics)
        let read = try #require(try CarriedDepth.read(try Self.file(kind, photo)))
        #expect(abs(read.depth.values[96 * 32] - 2) < 0.05)
    }

    @Test("A photo without depth has none")
    func none() throws {
        #expect(try CarriedDepth.read(try Self.made().photo.jpegData()) == nil)
        #expect(try CarriedDepth.read(Data("nothing".utf8)) == nil)
    }

    private static let folder = ProcessInfo.processInfo.environment["DEPTH_PHOTOS"]

    /// Writes what `Scripts/images-depth-check.py` opens with other programs' readers.
    @Test(.enabled(if: folder != nil, "DEPTH_PHOTOS names no folder"))
    func writeForReaders() throws {
        let folder = URL(fileURLWithPath: try #require(Self.folder), isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let photo = Self.made()
        try photo.depth.writePFM(to: folder.appendingPathComponent("depth.pfm"))
        for (kind, name) in [
            (CarriedDepth.Kind.googleDepth, "gdepth.jpg"), (.appleJPEG, "depth.jpg"), (.appleHEIC, "depth.heic"),
        ] {
            try Self.file(kind, photo).write(to: folder.appendingPathComponent("photo.\(name)"))
        }
    }

    @Test("Files that were changed at random are read or refused", arguments: CarriedDepth.Kind.allCases)
    func fuzz(kind: CarriedDepth.Kind) throws {
        let data = [UInt8](try Self.file(kind, Self.made()))
        var state: UInt64 = 11
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        var readable = 0
        for trial in 0..<150 {
            var changed = data
            for _ in 0...random(4) {
                changed[random(min(changed.count, trial % 2 == 0 ? 3000 : changed.count))] = UInt8(random(256))
            }
            if trial % 5 == 0 { changed = Array(changed.prefix(random(changed.count))) }
            if (try? CarriedDepth.read(Data(changed))) != nil { readable += 1 }
        }
        #expect(readable > 0)
    }
}
