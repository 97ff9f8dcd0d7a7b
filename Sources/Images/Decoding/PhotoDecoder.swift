import Foundation

/// Takes one file from its first bytes to an upright sRGB picture.
struct PhotoDecoder {
    let name: String
    let format: ImageFormat
    let limits: PhotoLimits
    /// Whether colours stay those of an embedded RGB profile, rather than become sRGB.
    var keepsProfile = false
    private let operation: String

    /// Recognises the format. Throws where nothing can decode it, before any decoder sees a byte.
    init(name: String, firstBytes: [UInt8], limits: PhotoLimits) throws(ImageError) {
        if firstBytes.isEmpty { throw ImageError(.empty, "\(name) is empty.") }
        guard let format = ImageFormat(firstBytes: firstBytes) else {
            throw ImageError(.notAnImage, "\(name) is not a picture of a known format.")
        }
        guard let operation = format.loadOperation else { throw Self.unsupported(name, format) }
        self.name = name
        self.format = format
        self.operation = operation
        self.limits = limits
    }

    private static let supported = "Convert it to JPEG, PNG, WebP, TIFF, HEIC, AVIF, OpenEXR, Radiance HDR or GIF."

    private static func unsupported(_ name: String, _ format: ImageFormat) -> ImageError {
        ImageError(.unsupported, "\(name) is a \(format.rawValue) file, which is not supported. \(supported)")
    }

    /// Checks what libvips does not; the whole file is needed where `ImageFormat.needsPreflight` says so.
    func preflight(_ data: Data) throws(ImageError) {
        switch format {
        case .openEXR: try OpenEXRPreflight.check(data, name: name, limits: limits)
        case .tiff: if TIFFPreflight.isCameraRaw(data) { throw Self.unsupported(name, .cameraRaw) }
        default: break
        }
    }

    /// Opens the file with the format's operation and decodes it to a photo.
    func decode(open: (_ operation: String) throws(VipsFailure) -> VipsImage) throws(ImageError) -> Photo {
        try decode(open: open, body: photo)
    }

    /// Opens the file, checks it against the limits and hands it to `body`, which runs a second time after a failure.
    func decode<Value>(
        open: (_ operation: String) throws(VipsFailure) -> VipsImage,
        body: (VipsImage) throws(VipsFailure) -> Result<Value, ImageError>
    ) throws(ImageError) -> Value {
        try ImageLibrary.start()
        let result: Result<Value, ImageError>
        do throws(VipsFailure) {
            result = try VipsImage.session { () throws(VipsFailure) in
                let file = try open(operation)
                if let refusal = refusal(of: file) { return .failure(refusal) }
                return try body(file)
            }
        } catch {
            throw describe(error)
        }
        return try result.get()
    }

    private func photo(_ file: VipsImage) throws(VipsFailure) -> Result<Photo, ImageError> {
        let camera = CameraFacts(file)
        let (image, converter) = try prepare(file)
        guard let converter else {
            return .failure(
                ImageError(.unsupported, "\(name) holds \(file.sampleDescription) and cannot be shown as a photo."))
        }
        guard let pixels = try pixels(of: image, converter) else {
            return .failure(ImageError(.invalidPixels, "\(name) contains pixels that are not a number (NaN)."))
        }
        let picture = RGBImage(width: image.width, height: image.height, pixels: pixels)
        let orientation = format.isUprightWhenDecoded ? nil : camera.orientation.flatMap(Orientation.init(rawValue:))
        return .success(Photo(image: picture.turned(orientation ?? .upright), camera: camera))
    }

    /// What the header alone rules out.
    private func refusal(of file: VipsImage) -> ImageError? {
        let (pixels, overflow) = file.width.multipliedReportingOverflow(by: file.height)
        guard file.width > 0, file.height > 0 else { return ImageError(.corrupt, "\(name) has no pixels.") }
        if overflow || pixels > limits.maximumPixels {
            return ImageError(
                .tooLarge,
                "\(name) has \(file.width)×\(file.height) pixels, more than the limit of \(limits.maximumPixels).")
        }
        return nil
    }

    /// The image as samples a `PixelConverter` understands; no converter where the samples have no known meaning.
    func prepare(_ file: VipsImage) throws(VipsFailure) -> (VipsImage, PixelConverter?) {
        if file.isRadianceCoded {
            let image = try file.unpackedRadiance()
            return (image, converter(for: image))
        }
        switch (file.interpretation, file.format) {
        case (.cmyk, .unsigned8), (.cmyk, .unsigned16):
            var image = file.transformedByEmbeddedProfile(depth: 8)
            if image == nil { image = try file.transformedFromCMYK() }
            return (image ?? file, image.flatMap(converter))
        case (.lab, _), (.labs, _), (.xyz, _):
            let image = try file.converted(to: .sRGB)
            return (image, converter(for: image))
        case (_, .float64):
            let image = try file.cast(to: .float32)
            return (image, converter(for: image))
        case (_, .unsigned8), (_, .unsigned16):
            if keepsProfile, file.hasFittingRGBProfile { return (file, converter(for: file)) }
            // A profile that is broken or made for other pixels says nothing: the samples are taken as sRGB.
            let image = file.transformedByEmbeddedProfile(depth: file.format == .unsigned8 ? 8 : 16) ?? file
            return (image, converter(for: image))
        default:
            return (file, converter(for: file))
        }
    }

    private func converter(for image: VipsImage) -> PixelConverter? {
        guard (1...4).contains(image.bands) else { return nil }
        let sample: PixelConverter.Sample? =
            switch image.format {
            case .unsigned8: .unsigned8
            case .unsigned16: .unsigned16
            case .float32: .linear
            default: nil
            }
        return sample.map {
            PixelConverter(
                sample: $0, bands: image.bands, isPremultiplied: format == .openEXR,
                opaqueLight: format == .openEXR ? VipsImage.opaqueOpenEXR : 1)
        }
    }

    /// Decodes strip by strip, so that beside the result only a few megabytes are needed. Nil when NaN was met.
    private func pixels(of image: VipsImage, _ converter: PixelConverter) throws(VipsFailure) -> [UInt8]? {
        let (width, height) = (image.width, image.height)
        let rowSize = width * converter.pixelSize
        let stripRows = min(height, max(16, (1 << 22) / rowSize / 16 * 16))
        let strip = UnsafeMutableRawBufferPointer.allocate(byteCount: stripRows * rowSize, alignment: 16)
        defer { strip.deallocate() }
        var failure: VipsFailure?
        var isValid = true
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { output, count in
            guard let start = output.baseAddress else { return }
            for top in stride(from: 0, to: height, by: stripRows) {
                let rows = min(stripRows, height - top)
                let target = start + top * width * 3
                do throws(VipsFailure) {
                    if converter.isIdentity {
                        let rest = UnsafeMutableRawBufferPointer(start: target, count: rows * rowSize)
                        try image.read(rows: rows, from: top, into: rest)
                    } else {
                        try image.read(rows: rows, from: top, into: strip)
                        isValid = converter.convert(UnsafeRawBufferPointer(strip), pixels: rows * width, into: target)
                    }
                } catch {
                    failure = error
                }
                if failure != nil || !isValid { return }
            }
            count = width * height * 3
        }
        if let failure { throw failure }
        return isValid ? pixels : nil
    }

    private func describe(_ failure: VipsFailure) -> ImageError {
        if failure.isMissingOperation {
            return ImageError(
                .missingLibrary,
                "\(name) is a \(format.rawValue) file, which the installed libvips was built without.", cause: failure)
        }
        if failure.isUnsupported {
            return ImageError(
                .unsupported, "\(name) is a \(format.rawValue) file of a kind that libvips does not read (\(failure)).",
                cause: failure)
        }
        if failure.isTruncation {
            // Decoders do not tell a missing end from damage that makes them run past the end.
            return ImageError(
                .truncated, "\(name) is incomplete or damaged: its \(format.rawValue) data breaks off.", cause: failure)
        }
        return ImageError(
            .corrupt, "\(name) cannot be decoded as \(format.rawValue) (\(failure)).", cause: failure)
    }
}
