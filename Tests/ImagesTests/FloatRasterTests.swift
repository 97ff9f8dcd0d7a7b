import Foundation
import Images
import Testing

@Suite("Float rasters")
struct FloatRasterTests {
    /// Values that a format must keep bit by bit, on a size that is no multiple of anything.
    static let awkward = FloatRaster(
        width: 33, height: 35,
        values: (0..<33 * 35).map { index in
            switch index {
            case 0: .infinity
            case 1: .leastNonzeroMagnitude
            case 2: -0.0
            case 3: .greatestFiniteMagnitude
            case 4: .nan
            default: Float(index) * 0.37 + sin(Float(index))
            }
        })

    private func bits(_ raster: FloatRaster) -> [UInt32] { raster.values.map(\.bitPattern) }

    @Test("formats that others wrote")
    func golden() throws {
        #expect(try FloatRaster.readPFM(Fixtures.url("raster.pfm")) == Fixtures.ramp)
        #expect(try FloatRaster.readPFM(Fixtures.url("raster-big-endian.pfm")) == Fixtures.ramp)
        #expect(try FloatRaster.readTIFF(Fixtures.url("raster.tif")) == Fixtures.ramp)
        // Multiples of 1/8 m are whole millimetres.
        let png = try FloatRaster.readPNG16(Fixtures.url("raster.png"), scale: 1000)
        #expect(zip(png.values, Fixtures.ramp.values).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test("OpenEXR that others wrote", arguments: ["none", "rle", "zips", "zip"])
    func goldenOpenEXR(name: String) throws {
        let url = try Fixtures.url("raster-\(name).exr")
        #expect(try FloatRaster.readOpenEXR(url) == Fixtures.ramp)
        let identifiers = try FloatRaster.readOpenEXR(url, channel: "id")
        #expect(identifiers.values == (0..<19 * 37).map { Float($0 % 19) })
        #expect(try FloatRaster.readOpenEXR(url, channel: "A").values.allSatisfy { $0 == 1 })
        #expect(try Fixtures.error { _ = try FloatRaster.readOpenEXR(url, channel: "B") }.code == .unsupported)
    }

    @Test("OpenEXR of other kinds is refused by name")
    func refusedOpenEXR() throws {
        let error = try Fixtures.error { _ = try FloatRaster.readOpenEXR(Fixtures.url("raster-piz.exr")) }
        #expect(error.code == .unsupported)
        #expect(error.message.contains("PIZ"))
        let color = try Fixtures.error { _ = try FloatRaster.readOpenEXR(Fixtures.url("picture.exr")) }
        #expect(color.code == .unsupported)
    }

    @Test("there and back, bit by bit")
    func roundTrip() throws {
        try Fixtures.withFolder { folder in
            let url = folder.appendingPathComponent("map")
            try Self.awkward.writePFM(to: url)
            #expect(try bits(FloatRaster.readPFM(url)) == bits(Self.awkward))
            try Self.awkward.writeTIFF(to: url)
            #expect(try bits(FloatRaster.readTIFF(url)) == bits(Self.awkward))
            try Self.awkward.writeOpenEXR(to: url)
            #expect(try bits(FloatRaster.readOpenEXR(url)) == bits(Self.awkward))
            try Self.awkward.writeOpenEXR(to: url, channel: "depth")
            #expect(try bits(FloatRaster.readOpenEXR(url, channel: "depth")) == bits(Self.awkward))
        }
    }

    @Test("libvips reads our OpenEXR as a grey picture")
    func openEXRThroughLibvips() throws {
        try Fixtures.withFolder { folder in
            let url = folder.appendingPathComponent("map.exr")
            // Linear 0.5 is 188 of 255 in sRGB.
            try FloatRaster(width: 40, height: 50, values: .init(repeating: 0.5, count: 2000)).writeOpenEXR(to: url)
            let image = try Photo(contentsOf: url).image
            #expect(image == RGBImage(width: 40, height: 50, pixels: .init(repeating: 188, count: 6000)))
        }
    }

    @Test("halves, each of them")
    func halves() throws {
        // Float16 is the independent implementation, where the platform has it.
        #if !(os(macOS) && arch(x86_64))
            for bits in UInt16.min...UInt16.max {
                let (ours, other) = (Float(half: bits), Float(Float16(bitPattern: bits)))
                #expect(ours.bitPattern == other.bitPattern || (ours.isNaN && other.isNaN), "\(bits)")
                if !(ours.bitPattern == other.bitPattern || (ours.isNaN && other.isNaN)) { return }
            }
        #endif
    }

    @Test("16-bit PNG says what did not fit")
    func quantization() throws {
        let raster = FloatRaster(
            width: 4, height: 2, values: [1, 65.535, 65.536, 1000, 0, -1, .nan, 0.0001])
        try Fixtures.withFolder { folder in
            let url = folder.appendingPathComponent("map.png")
            let report = try raster.writePNG16(to: url)
            #expect(report.saturated == 2 && report.invalid == 3)
            let back = try FloatRaster.readPNG16(url)
            let expected: [Float] = [1, 65.535, 65.535, 65.535, 0, 0, 0, 0.001]
            #expect(zip(back.values, expected).allSatisfy { abs($0 - $1) < 1e-5 })
        }
    }

    @Test("rasters of the wrong kind are refused")
    func wrongKind() throws {
        let cases: [(ImageError.Code, () throws -> FloatRaster)] = [
            (.unsupported, { try FloatRaster.readPNG16(Fixtures.url("rgba.png")) }),
            (.unsupported, { try FloatRaster.readPNG16(Fixtures.url("grey-1bit.png")) }),
            (.notAnImage, { try FloatRaster.readPNG16(Fixtures.url("raster.tif")) }),
            (.unsupported, { try FloatRaster.readTIFF(Fixtures.url("float.tif")) }),
            (.unsupported, { try FloatRaster.readTIFF(Fixtures.url("integer-32.tif")) }),
            (.tooLarge, { try FloatRaster.readTIFF(Fixtures.url("bomb.tif")) }),
            (.notAnImage, { try FloatRaster.readPFM(Fixtures.url("raster.tif")) }),
            (.notAnImage, { try FloatRaster.readOpenEXR(Fixtures.url("raster.tif")) }),
            (.fileNotFound, { try FloatRaster.readPFM(URL(fileURLWithPath: "/nowhere/x.pfm")) }),
            (.tooLarge, { try FloatRaster.readPFM(Fixtures.url("raster.pfm"), limits: .init(maximumPixels: 702)) }),
            (
                .tooLarge,
                { try FloatRaster.readOpenEXR(Fixtures.url("raster-zip.exr"), limits: .init(maximumPixels: 702)) }
            ),
        ]
        for (index, (code, read)) in cases.enumerated() {
            #expect(try Fixtures.error { _ = try read() }.code == code, "case \(index)")
        }
    }

    @Test(
        "hostile PFM headers",
        arguments: [
            "Pf", "Pf\n", "Pf 3 3", "Pf 3 3 -1 ", "Pf -3 3 -1\n", "Pf 3 0 -1\n", "Pf 3 3 0\n", "Pf 3 3 nan\n",
            "Pf 9223372036854775807 9223372036854775807 -1\n", "Pf 99999999999999999999 1 -1\n", "PF 1 1 -1\n1234",
            "Pf 400000000 1 -1\n", "Pf  3 3 -1\n",
        ])
    func hostilePFM(header: String) throws {
        _ = try Fixtures.error { _ = try PortableFloatMap.decode(Data(header.utf8), name: "x") }
    }

    @Test("an OpenEXR header that claims more than the file can hold is refused before memory is taken")
    func hostileOpenEXR() throws {
        var data = try Fixtures.data("raster-zip.exr")
        let name = try #require(data.range(of: Data("dataWindow\0box2i\0".utf8)))
        // Right and bottom of the window, after its size and left and top.
        let right = name.upperBound + 4 + 8
        for offset in [0, 4] { data.replaceSubrange(right + offset..<right + offset + 4, with: [0x1F, 0x4E, 0, 0]) }
        #expect(try Fixtures.error { _ = try OpenEXRFile.decode(data, name: "x", channel: "Z") }.code == .truncated)
        data.replaceSubrange(right..<right + 4, with: [0xFF, 0xFF, 0xFF, 0x7F])
        #expect(try Fixtures.error { _ = try OpenEXRFile.decode(data, name: "x", channel: "Z") }.code == .tooLarge)
    }
}
