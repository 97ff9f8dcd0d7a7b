public import Foundation

extension RGBImage {
    /// Writes a JPEG without chroma subsampling, atomically.
    ///
    /// - Parameter quality: 1…100.
    /// - Throws: `ImageError` with code `unwritable`, or `missingLibrary` without libvips.
    public func writeJPEG(to url: URL, quality: Int = 90) throws(ImageError) {
        precondition((1...100).contains(quality), "JPEG quality goes from 1 to 100, not \(quality).")
        try write(to: url) { image, path throws(VipsFailure) in
            try image.savePicture(to: path, format: .jpeg, quality: quality)
        }
    }

    /// Writes an 8-bit PNG, atomically. Errors as `writeJPEG(to:quality:)`.
    public func writePNG(to url: URL) throws(ImageError) {
        try write(to: url) { image, path throws(VipsFailure) in try image.savePicture(to: path, format: .png) }
    }

    private func write(
        to url: URL, save: (VipsImage, String) throws(VipsFailure) -> Void
    ) throws(ImageError) {
        try VipsImage.write(pixels, width: width, height: height, bands: 3, .unsigned8, .sRGB, to: url, save: save)
    }
}
