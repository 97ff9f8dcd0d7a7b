public import Foundation

/// A photo in its own colours, to be changed and written again with all that its file says beside the pixels.
///
/// Where the file has an RGB profile (Display P3, Adobe RGB …), the pixels stay as that profile defines them, so that
/// nothing is lost of its wider colours; otherwise they are sRGB as in ``Photo``. EXIF, XMP, IPTC, profile and resolution
/// are written with the result; not the thumbnail, which shows what the photo was, nor the orientation, since the
/// result is upright. A TIFF gets no EXIF, which libvips does not write to it.
public struct EditablePhoto: Sendable {
    /// The upright picture, in the colours of the file's profile.
    public let image: RGBImage
    /// What the file records about camera and lens.
    public let camera: CameraFacts
    /// Whether the colours are those of a profile of the file's.
    public let hasProfile: Bool
    private let url: URL
    private let limits: PhotoLimits

    /// Decodes a file; as ``Photo/init(contentsOf:limits:)`` but for the colours.
    public init(contentsOf url: URL, limits: PhotoLimits = PhotoLimits()) throws(ImageError) {
        (self.url, self.limits) = (url, limits)
        let (decoder, path) = try Self.decoder(of: url, limits)
        let photo = try decoder.decode { operation throws(VipsFailure) in
            try VipsImage.open(path: path, operation: operation)
        }
        (image, camera) = (photo.image, photo.camera)
        hasProfile = try decoder.decode(
            open: { operation throws(VipsFailure) in try VipsImage.open(path: path, operation: operation) },
            body: { file in .success(file.hasFittingRGBProfile) })
    }

    /// Writes a picture that was made of this one, atomically, with the file's metadata.
    ///
    /// - Parameters:
    ///   - picture: Of any size, in the colours of ``image``.
    ///   - alpha: A byte per pixel, 255 opaque; for formats that have it.
    ///   - url: Its extension tells the format: see ``PictureFormat``.
    ///   - quality: 1…100, of JPEG and WebP.
    /// - Throws: `ImageError` with code `unwritable`, also for other extensions; or why the original cannot be read.
    public func write(_ picture: RGBImage, alpha: [UInt8]? = nil, to url: URL, quality: Int = 92) throws(ImageError) {
        precondition((1...100).contains(quality), "quality goes from 1 to 100, not \(quality).")
        precondition(alpha.map { $0.count == picture.width * picture.height } ?? true, "an alpha for every pixel")
        guard let format = PictureFormat(url), alpha == nil || format.hasAlpha else {
            throw ImageError(
                .unwritable,
                "\(url.relativePath) cannot be written: pictures are written as "
                    + (alpha == nil ? ".jpg, .png, .tif or .webp." : ".png, .tif or .webp, which can be transparent."))
        }
        let samples = alpha.map { picture.interleaved(with: $0) } ?? picture.pixels
        let (decoder, path) = try Self.decoder(of: self.url, limits)
        let original = Original(decoder: decoder, path: path)
        try VipsImage.write(
            samples, width: picture.width, height: picture.height, bands: alpha == nil ? 3 : 4, .unsigned8, .sRGB,
            to: url
        ) { image, temporary throws(VipsFailure) in
            let file = try original.open()
            image.copyMetadata(of: file, withProfile: file.hasFittingRGBProfile)
            try image.savePicture(to: temporary, format: format, quality: quality)
        }
    }

    private static func decoder(of url: URL, _ limits: PhotoLimits) throws(ImageError) -> (PhotoDecoder, String) {
        let path = try RegularFile.path(of: url)
        let start = try RegularFile.firstBytes(of: path, count: ImageFormat.signatureLength)
        var decoder = try PhotoDecoder(name: url.relativePath, firstBytes: start, limits: limits)
        decoder.keepsProfile = true
        if decoder.format.needsPreflight { try decoder.preflight(RegularFile.contents(of: url)) }
        return (decoder, path)
    }

    /// The file whose metadata is copied.
    private struct Original {
        let decoder: PhotoDecoder
        let path: String

        func open() throws(VipsFailure) -> VipsImage {
            try VipsImage.open(path: path, operation: decoder.format.loadOperation ?? "")
        }
    }
}

extension RGBImage {
    /// Red, green, blue and alpha of every pixel.
    fileprivate func interleaved(with alpha: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: alpha.count * 4) { buffer, count in
            for index in alpha.indices {
                for channel in 0..<3 { buffer[4 * index + channel] = pixels[3 * index + channel] }
                buffer[4 * index + 3] = alpha[index]
            }
            count = alpha.count * 4
        }
    }
}
