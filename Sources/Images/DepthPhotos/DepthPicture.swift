import Foundation

/// Pictures of depth: grey, with levels from 0 to 1.
enum DepthPicture {
    /// Decodes an 8-bit or a 16-bit picture.
    static func levels(_ data: Data) throws(ImageError) -> FloatRaster {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).png")
        defer { try? FileManager.default.removeItem(at: url) }
        // Sixteen bits are read from files only.
        if data.starts(with: [0x89, 0x50, 0x4e, 0x47]), (try? data.write(to: url)) != nil,
            let raster = try? FloatRaster.readPNG16(url, scale: 65535)
        {
            return raster
        }
        let photo = try Photo(data: data, name: "the picture of the depth")
        return FloatRaster(
            width: photo.width, height: photo.height,
            values: (0..<photo.width * photo.height).map { Float(photo.pixels[3 * $0]) / 255 })
    }

    static func png16(_ levels: FloatRaster) throws(ImageError) -> Data {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).png")
        defer { try? FileManager.default.removeItem(at: url) }
        try levels.writePNG16(to: url, scale: 65535)
        do {
            return try Data(contentsOf: url)
        } catch {
            throw ImageError(.unwritable, "The picture of the depth cannot be written: \(RegularFile.reason(error)).")
        }
    }

    /// A grey JPEG of eight bits.
    static func jpeg(_ levels: [UInt8], width: Int, height: Int, quality: Int) throws(ImageError) -> Data {
        try ImageLibrary.start()
        let result = levels.withUnsafeBytes { bytes in
            Result { () throws(VipsFailure) in
                try VipsImage.session { () throws(VipsFailure) in
                    try VipsImage.wrapping(
                        bytes, width: width, height: height, bands: 1, format: .unsigned8, interpretation: .grey
                    ).encodeJPEG(quality: quality, subsamplesColors: false)
                }
            }
        }
        do {
            return try result.get()
        } catch {
            throw ImageError(.unwritable, "The picture of the depth cannot be encoded: \(error).", cause: error)
        }
    }
}

/// How a JPEG file's picture is to be turned, as its EXIF block says.
enum ExifOrientation {
    static func of(_ stream: JPEGStream) -> Orientation {
        for segment in stream.segments
        where segment.marker == JPEGStream.app1 && segment.payload.starts(with: Array("Exif\0\0".utf8)) {
            return tag(Array(segment.payload.dropFirst(6))).flatMap(Orientation.init) ?? .upright
        }
        return .upright
    }

    /// Tag 0x0112 of the first directory (TIFF 6.0, section 2).
    private static func tag(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 8 else { return nil }
        let isLittle = bytes[0] == 0x49
        func number(_ at: Int, _ count: Int) -> Int? {
            guard at >= 0, at + count <= bytes.count else { return nil }
            let slice = bytes[at..<at + count]
            return (isLittle ? Array(slice.reversed()) : Array(slice)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let start = number(4, 4), let entries = number(start, 2) else { return nil }
        for entry in 0..<entries {
            let at = start + 2 + 12 * entry
            if number(at, 2) == 0x0112 { return number(at + 8, 2) }
        }
        return nil
    }
}
