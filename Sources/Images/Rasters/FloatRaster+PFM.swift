public import Foundation

extension FloatRaster {
    /// Writes a greyscale Portable Float Map: little-endian, rows from the bottom, atomically.
    ///
    /// - Throws: `ImageError` with code `unwritable`.
    public func writePFM(to url: URL) throws(ImageError) {
        try AtomicFile.write(PortableFloatMap.encode(self), to: url)
    }

    /// Reads a greyscale Portable Float Map of either byte order. The magnitude of its scale is ignored.
    ///
    /// - Throws: `ImageError`.
    public static func readPFM(_ url: URL, limits: PhotoLimits = PhotoLimits()) throws(ImageError) -> FloatRaster {
        try PortableFloatMap.decode(RegularFile.contents(of: url), name: url.relativePath, limits: limits)
    }
}
