import Foundation

extension VipsImage {
    /// Hands samples to one of libvips' writers and puts its file in place atomically.
    static func write<Sample: Sendable>(
        _ samples: [Sample], width: Int, height: Int, bands: Int, _ format: VipsFormat,
        _ interpretation: VipsInterpretation, to url: URL, save: (VipsImage, String) throws(VipsFailure) -> Void
    ) throws(ImageError) {
        try ImageLibrary.start()
        try AtomicFile.write(to: url) { temporary in
            try samples.withUnsafeBytes { bytes in
                try session { () throws(VipsFailure) in
                    let image = try wrapping(
                        bytes, width: width, height: height, bands: bands, format: format,
                        interpretation: interpretation)
                    try save(image, temporary.path)
                }
            }
        }
    }
}
