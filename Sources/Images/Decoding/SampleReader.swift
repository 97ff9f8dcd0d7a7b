import Foundation

/// Reads the samples of a picture that is no photograph to show but data to work with.
struct SampleReader {
    let decoder: PhotoDecoder

    static func read<Value>(
        _ url: URL, limits: PhotoLimits, _ body: (SampleReader, VipsImage) throws(VipsFailure) -> Value?
    ) throws(ImageError) -> Value {
        let path = try RegularFile.path(of: url)
        let start = try RegularFile.firstBytes(of: path, count: ImageFormat.signatureLength)
        let decoder = try PhotoDecoder(name: url.relativePath, firstBytes: start, limits: limits)
        if decoder.format.needsPreflight { try decoder.preflight(RegularFile.contents(of: url)) }
        return try SampleReader(decoder: decoder).decode(body) { operation throws(VipsFailure) in
            try VipsImage.open(path: path, operation: operation)
        }
    }

    static func read<Value>(
        _ data: Data, name: String, limits: PhotoLimits,
        _ body: (SampleReader, VipsImage) throws(VipsFailure) -> Value?
    ) throws(ImageError) -> Value {
        let start = [UInt8](data.prefix(ImageFormat.signatureLength))
        let decoder = try PhotoDecoder(name: name, firstBytes: start, limits: limits)
        guard decoder.format != .openEXR else {
            throw ImageError(.unsupported, "\(name) is OpenEXR, which is read from files only.")
        }
        try decoder.preflight(data)
        let result = data.withUnsafeBytes { bytes in
            Result { () throws(ImageError) in
                try SampleReader(decoder: decoder).decode(body) { operation throws(VipsFailure) in
                    try VipsImage.open(bytes: bytes, operation: operation)
                }
            }
        }
        return try result.get()
    }

    private func decode<Value>(
        _ body: (SampleReader, VipsImage) throws(VipsFailure) -> Value?,
        open: (_ operation: String) throws(VipsFailure) -> VipsImage
    ) throws(ImageError) -> Value {
        try decoder.decode(
            open: open,
            body: { file throws(VipsFailure) in
                let (image, converter) = try decoder.prepare(file)
                guard converter != nil else {
                    return .failure(
                        ImageError(.unsupported, "\(decoder.name) holds \(file.sampleDescription), not colours."))
                }
                guard let value = try body(self, image) else {
                    return .failure(
                        ImageError(.invalidPixels, "\(decoder.name) contains pixels that are not finite."))
                }
                return .success(value)
            })
    }

    /// The sample that stands for full alpha.
    func opaque(_ image: VipsImage) -> Float {
        switch image.format {
        case .unsigned8: 255
        case .unsigned16: 65535
        default: decoder.format == .openEXR ? VipsImage.opaqueOpenEXR : 1
        }
    }

    /// Hands over red, green, blue and alpha as the file's samples are scaled, from the top left. Stops and returns
    /// false at one that is not finite.
    func forEachPixel(
        of image: VipsImage, _ body: (Float, Float, Float, Float) -> Void
    ) throws(VipsFailure) -> Bool {
        switch image.format {
        case .unsigned8: try forEachPixel(of: image, as: UInt8.self, { Float($0) }, body)
        case .unsigned16: try forEachPixel(of: image, as: UInt16.self, { Float($0) }, body)
        default: try forEachPixel(of: image, as: Float.self, { $0 }, body)
        }
    }

    private func forEachPixel<Sample>(
        of image: VipsImage, as type: Sample.Type, _ float: (Sample) -> Float,
        _ body: (Float, Float, Float, Float) -> Void
    ) throws(VipsFailure) -> Bool {
        let (width, height, bands) = (image.width, image.height, image.bands)
        let (hasAlpha, isGrey, opaque) = (bands == 2 || bands == 4, bands < 3, opaque(image))
        let stripRows = min(height, max(16, (1 << 20) / (width * bands) / 16 * 16))
        let strip = UnsafeMutableBufferPointer<Sample>.allocate(capacity: stripRows * width * bands)
        defer { strip.deallocate() }
        for top in stride(from: 0, to: height, by: stripRows) {
            let rows = min(stripRows, height - top)
            let used = UnsafeMutableBufferPointer(rebasing: strip[0..<rows * width * bands])
            try image.read(rows: rows, from: top, into: UnsafeMutableRawBufferPointer(used))
            for pixel in 0..<rows * width {
                let first = pixel * bands
                let r = float(strip[first])
                let g = float(strip[isGrey ? first : first + 1])
                let b = float(strip[isGrey ? first : first + 2])
                let a = hasAlpha ? float(strip[first + bands - 1]) : opaque
                guard (r + g + b + a).isFinite else { return false }
                body(r, g, b, a)
            }
        }
        return true
    }
}
