public import Foundation

extension FloatRaster {
    /// Writes an OpenEXR file with one channel of 32-bit floats, ZIP-compressed without loss, atomically.
    ///
    /// - Parameter channel: The channel's name. Viewers show `Y` as a grey picture; `Z` is the format's name for
    ///   depth, which fewer of them show.
    /// - Throws: `ImageError` with code `unwritable`.
    public func writeOpenEXR(to url: URL, channel: String = "Y") throws(ImageError) {
        precondition(
            !channel.isEmpty && channel.utf8.count <= 31 && !channel.utf8.contains(0),
            "A channel name has 1 to 31 bytes.")
        try AtomicFile.write(OpenEXRFile.encode(self, channel: channel), to: url)
    }

    /// Reads one channel of an OpenEXR file of rows, uncompressed or with RLE, ZIPS or ZIP compression.
    ///
    /// - Parameter channel: The channel's name; by default `Z`, else `Y`, else the only one.
    /// - Throws: `ImageError`; tiled, deep, multi-part and differently compressed files are refused by name.
    public static func readOpenEXR(
        _ url: URL, channel: String? = nil, limits: PhotoLimits = PhotoLimits()
    ) throws(ImageError) -> FloatRaster {
        try OpenEXRFile.decode(
            RegularFile.contents(of: url), name: url.relativePath, channel: channel, limits: limits)
    }
}
