extension FocalLength {
    /// The best known focal length of a picture: what was stated, else the 35 mm-equivalent tag, else the lens's
    /// focal length with the sensor's resolution; nil when none is there, so that the network must estimate it.
    ///
    /// Missing, zero, negative and absurd values (`isPlausible`) fall through to the next.
    ///
    /// - Parameters:
    ///   - option: What a person stated, if anything.
    ///   - camera: What the file records; pass `nil` to ignore it.
    ///   - width: Pixels across of the upright picture.
    ///   - height: Pixels down of the upright picture.
    public static func resolve(
        option: FocalLengthOption?, camera: CameraFacts?, width: Int, height: Int
    ) -> FocalLength? {
        if let given = option?.focalLength(width: width, height: height) { return given }
        guard let camera else { return nil }
        if let equivalent = camera.focalLengthIn35mmFilm {
            let pixels = pixels(equivalent35mm: equivalent, width: width, height: height)
            if isPlausible(pixels: pixels, width: width, height: height) {
                return FocalLength(pixels: pixels, source: .exif35mm)
            }
        }
        if let pixels = camera.focalLengthInPixels(width: width, height: height),
            isPlausible(pixels: pixels, width: width, height: height)
        {
            return FocalLength(pixels: pixels, source: .exifSensor)
        }
        return nil
    }
}

extension Photo {
    /// The focal length stated or recorded; see `FocalLength.resolve(option:camera:width:height:)`.
    public func focalLength(option: FocalLengthOption? = nil, ignoringCamera: Bool = false) -> FocalLength? {
        FocalLength.resolve(option: option, camera: ignoringCamera ? nil : camera, width: width, height: height)
    }
}

extension CameraFacts {
    /// Focal length × sensor resolution, in pixels of the picture as it is now.
    ///
    /// The resolution refers to the image as recorded. A picture resized since then is scaled accordingly; one
    /// whose proportions have changed was cropped or stretched, and nothing can be said. Nil also for missing and
    /// meaningless tags, and after editing programs.
    func focalLengthInPixels(width: Int, height: Int) -> Double? {
        guard let focalLength, let resolution = pixelsPerMillimetre, !isWrittenByEditor,
            let recordedWidth, let recordedHeight, recordedWidth > 0, recordedHeight > 0
        else { return nil }
        let now = (long: Double(max(width, height)), short: Double(min(width, height)))
        let then = (
            long: Double(max(recordedWidth, recordedHeight)), short: Double(min(recordedWidth, recordedHeight))
        )
        let scales = (now.long / then.long, now.short / then.short)
        // 2 % allows for the few pixels that decoders and thumbnailers round away.
        guard abs(scales.0 / scales.1 - 1) <= 0.02 else { return nil }
        return focalLength * resolution * scales.0
    }

    /// The sensor's resolution, when both directions agree that pixels are square.
    private var pixelsPerMillimetre: Double? {
        guard let horizontal = focalPlaneXResolution ?? focalPlaneYResolution,
            let vertical = focalPlaneYResolution ?? focalPlaneXResolution,
            horizontal > 0, vertical > 0, abs(horizontal / vertical - 1) <= 0.1
        else { return nil }
        let millimetresPerUnit: Double? =
            switch focalPlaneUnit ?? 2 {
            case 2: 25.4
            case 3: 10
            case 4: 1
            case 5: 0.001
            default: nil
            }
        return millimetresPerUnit.map { (horizontal * vertical).squareRoot() / $0 }
    }

    /// Whether the file comes from a program that writes the exported size into `PixelXDimension` while it leaves
    /// the sensor's resolution as it was, as Lightroom and Photoshop do: a full-frame camera's picture exported at
    /// two thirds of its size would pass for one of a smaller sensor.
    private var isWrittenByEditor: Bool {
        guard let software = software?.lowercased() else { return false }
        let editors = [
            "adobe", "photoshop", "lightroom", "gimp", "darktable", "rawtherapee", "capture one", "affinity", "dxo",
            "luminar", "pixelmator", "paint", "snapseed", "aperture", "photos", "picasa", "acdsee", "imagemagick",
        ]
        return editors.contains { software.contains($0) }
    }
}
