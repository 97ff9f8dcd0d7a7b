public import Foundation

extension FloatRaster {
    /// Writes a one-channel TIFF of 32-bit floats, losslessly compressed, atomically.
    ///
    /// - Throws: `ImageError` with code `unwritable`, or `missingLibrary` without libvips.
    public func writeTIFF(to url: URL) throws(ImageError) {
        try VipsImage.write(values, width: width, height: height, bands: 1, .float32, .grey, to: url) {
            image, path throws(VipsFailure) in try image.saveTIFF(to: path)
        }
    }

    /// Reads a one-channel TIFF of 32- or 64-bit floats. An orientation tag is ignored.
    ///
    /// - Throws: `ImageError`, also when the TIFF has several channels or holds integers.
    public static func readTIFF(_ url: URL, limits: PhotoLimits = PhotoLimits()) throws(ImageError) -> FloatRaster {
        let reader = try RasterReader(url: url, format: .tiff, limits: limits)
        return try reader.read(as: Float.self, accepting: [.float32, .float64], "floating-point") { $0 }
    }
}
