public import Foundation

extension Photo {
    /// Decodes a file: JPEG (also CMYK and greyscale), PNG, WebP, TIFF (first page), HEIC and AVIF, OpenEXR,
    /// Radiance HDR, GIF (first frame).
    ///
    /// Embedded profiles are converted to sRGB, every EXIF orientation is applied, transparency is composited on
    /// white. Floating-point files are taken as linear light, clipped at 0 and 1. The content decides the format,
    /// never the file's name.
    ///
    /// - Throws: `ImageError`; its message names the file and the reason. Files that end too early are refused, not
    ///   half-decoded.
    public init(contentsOf url: URL, limits: PhotoLimits = PhotoLimits()) throws(ImageError) {
        let path = try RegularFile.path(of: url)
        let start = try RegularFile.firstBytes(of: path, count: ImageFormat.signatureLength)
        let decoder = try PhotoDecoder(name: url.relativePath, firstBytes: start, limits: limits)
        if decoder.format.needsPreflight { try decoder.preflight(RegularFile.contents(of: url)) }
        self = try decoder.decode { operation throws(VipsFailure) in
            try VipsImage.open(path: path, operation: operation)
        }
    }

    /// Decodes a file held in memory; as `init(contentsOf:limits:)`.
    ///
    /// - Parameter name: What error messages call the picture.
    public init(data: Data, name: String = "the image", limits: PhotoLimits = PhotoLimits()) throws(ImageError) {
        let start = [UInt8](data.prefix(ImageFormat.signatureLength))
        let decoder = try PhotoDecoder(name: name, firstBytes: start, limits: limits)
        try decoder.preflight(data)
        if decoder.format == .openEXR {
            self = try Self.decodeThroughFile(data, decoder)
            return
        }
        let result = data.withUnsafeBytes { bytes in
            Result { () throws(ImageError) in
                try decoder.decode { operation throws(VipsFailure) in
                    try VipsImage.open(bytes: bytes, operation: operation)
                }
            }
        }
        self = try result.get()
    }

    /// libvips reads OpenEXR from files only.
    private static func decodeThroughFile(_ data: Data, _ decoder: PhotoDecoder) throws(ImageError) -> Photo {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).exr")
        do {
            try data.write(to: url)
        } catch {
            throw ImageError(.unwritable, "\(decoder.name): no temporary file can be written.", cause: error)
        }
        defer { try? FileManager.default.removeItem(at: url) }
        return try decoder.decode { operation throws(VipsFailure) in
            try VipsImage.open(path: url.path, operation: operation)
        }
    }
}
