public import Foundation

extension FloatRaster {
    /// What did not fit when floats became integers.
    public struct Quantization: Sendable, Equatable {
        /// Values above 65535 / scale, written as 65535.
        public let saturated: Int
        /// NaN, infinite, negative and zero values, written as 0.
        public let invalid: Int
    }

    /// Writes a 16-bit greyscale PNG of `value * scale`, rounded, atomically. 0 stands for "no value".
    ///
    /// - Parameter scale: Steps per unit: 1000 writes metres as millimetres, up to 65.535 m.
    /// - Returns: How many values could not be represented.
    /// - Throws: `ImageError` with code `unwritable`, or `missingLibrary` without libvips.
    @discardableResult
    public func writePNG16(to url: URL, scale: Float = 1000) throws(ImageError) -> Quantization {
        precondition(scale > 0 && scale.isFinite, "A scale of \(scale) steps per unit is none.")
        var (saturated, invalid) = (0, 0)
        let samples = values.map { value -> UInt16 in
            guard value > 0, value.isFinite else {
                invalid += 1
                return 0
            }
            // A value too small for one step is still a value.
            let steps = max((value * scale).rounded(), 1)
            if steps > 65535 {
                saturated += 1
                return 65535
            }
            return UInt16(steps)
        }
        try VipsImage.write(samples, width: width, height: height, bands: 1, .unsigned16, .grey16, to: url) {
            image, path throws(VipsFailure) in try image.savePicture(to: path, format: .png)
        }
        return Quantization(saturated: saturated, invalid: invalid)
    }

    /// Reads a 16-bit greyscale PNG as `sample / scale`; 0 stays 0.
    ///
    /// - Throws: `ImageError`, also when the PNG has colours, transparency or 8 bits.
    public static func readPNG16(
        _ url: URL, scale: Float = 1000, limits: PhotoLimits = PhotoLimits()
    ) throws(ImageError) -> FloatRaster {
        let reader = try RasterReader(url: url, format: .png, limits: limits)
        return try reader.read(as: UInt16.self, accepting: [.unsigned16], "16-bit greyscale") { Float($0) / scale }
    }
}
