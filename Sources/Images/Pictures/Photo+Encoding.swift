public import Foundation

extension Photo {
    /// The photo as a JPEG file in memory, with ``camera`` in its EXIF block: focal lengths, make, model and software.
    ///
    /// - Parameters:
    ///   - quality: 1…100.
    ///   - subsamplesColors: Halves the resolution of colours, as cameras do.
    /// - Throws: `ImageError`, with code `missingLibrary` without libvips.
    public func jpegData(quality: Int = 90, subsamplesColors: Bool = false) throws(ImageError) -> Data {
        precondition((1...100).contains(quality), "JPEG quality goes from 1 to 100, not \(quality).")
        try ImageLibrary.start()
        let result = pixels.withUnsafeBytes { bytes in
            Result { () throws(VipsFailure) in
                try VipsImage.session { () throws(VipsFailure) in
                    let image = try VipsImage.wrapping(
                        bytes, width: width, height: height, bands: 3, format: .unsigned8, interpretation: .sRGB)
                    for (name, text) in camera.exifFields { image.setField(name, to: text) }
                    return try image.encodeJPEG(quality: quality, subsamplesColors: subsamplesColors)
                }
            }
        }
        do {
            return try result.get()
        } catch {
            throw ImageError(.unwritable, "The photo cannot be encoded: \(error).", cause: error)
        }
    }
}

extension CameraFacts {
    /// What is known, as libvips names and words it.
    fileprivate var exifFields: [(name: String, text: String)] {
        let fields: [(String, String?)] = [
            // Whole millimetres, as the tag has no fractions.
            ("exif-ifd2-FocalLengthIn35mmFilm", focalLengthIn35mmFilm.map { "\(Int($0.rounded()))" }),
            ("exif-ifd2-FocalLength", focalLength.map { "\($0)" }),
            ("exif-ifd0-Make", make),
            ("exif-ifd0-Model", model),
            ("exif-ifd0-Software", software),
        ]
        return fields.compactMap { name, text in text.map { (name, $0) } }
    }
}
