import Foundation

/// Reads one channel of samples through libvips, as they are: no colour, no orientation.
struct RasterReader {
    private let decoder: PhotoDecoder
    private let path: String

    init(url: URL, format: ImageFormat, limits: PhotoLimits) throws(ImageError) {
        path = try RegularFile.path(of: url)
        let start = try RegularFile.firstBytes(of: path, count: ImageFormat.signatureLength)
        guard ImageFormat(firstBytes: start) == format else {
            throw ImageError(.notAnImage, "\(url.relativePath) is not a \(format.rawValue) file.")
        }
        decoder = try PhotoDecoder(name: url.relativePath, firstBytes: start, limits: limits)
    }

    /// - Parameter description: The samples that are accepted, in words.
    func read<Sample>(
        as type: Sample.Type, accepting formats: Set<VipsFormat>, _ description: String,
        value: (Sample) -> Float
    ) throws(ImageError) -> FloatRaster {
        try decoder.decode(
            open: { operation throws(VipsFailure) in try VipsImage.open(path: path, operation: operation) },
            body: { file throws(VipsFailure) in
                guard file.bands == 1, let format = file.format, formats.contains(format) else {
                    return .failure(
                        ImageError(
                            .unsupported,
                            "\(decoder.name) holds \(file.sampleDescription); one \(description) channel is needed."))
                }
                let image = format == .float64 ? try file.cast(to: .float32) : file
                return .success(try values(of: image, value))
            })
    }

    private func values<Sample>(
        of image: VipsImage, _ value: (Sample) -> Float
    ) throws(VipsFailure) -> FloatRaster {
        let (width, height) = (image.width, image.height)
        let stripRows = min(height, max(16, (1 << 20) / width / 16 * 16))
        let strip = UnsafeMutableBufferPointer<Sample>.allocate(capacity: stripRows * width)
        defer { strip.deallocate() }
        var values: [Float] = []
        values.reserveCapacity(width * height)
        for top in stride(from: 0, to: height, by: stripRows) {
            let rows = min(stripRows, height - top)
            try image.read(rows: rows, from: top, into: UnsafeMutableRawBufferPointer(strip))
            for index in 0..<rows * width { values.append(value(strip[index])) }
        }
        return FloatRaster(width: width, height: height, values: values)
    }
}
