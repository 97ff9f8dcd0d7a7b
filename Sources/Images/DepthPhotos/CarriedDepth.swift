public import Foundation

/// The depth that a photo's own file carries.
///
/// Google's GDepth in JPEG files, and Apple's disparity or depth in JPEG and HEIC files, as portrait photos have it.
public struct CarriedDepth: Sendable {
    /// How the file carries it.
    public enum Kind: String, Sendable, CaseIterable {
        /// XMP of Google's `GDepth` namespace in a JPEG file.
        case googleDepth
        /// A second picture in a JPEG file, with Apple's XMP.
        case appleJPEG
        /// An auxiliary picture in a HEIC file, with Apple's XMP.
        case appleHEIC
    }

    /// How the file carries it.
    public let kind: Kind
    /// In metres along the optical axis, upright as the photo, but usually smaller; `.infinity` is too far to tell.
    public let depth: FloatRaster
    /// Whether the metres are meant as such. Phones with two lenses measure disparity up to an unknown factor, or up to
    /// a factor and an offset: then only the order is right.
    public let isMetric: Bool
    /// For pixels of ``depth``, where the file tells.
    public let intrinsics: Intrinsics?

    /// Reads a photo's depth.
    ///
    /// - Returns: `nil` where the file carries none.
    /// - Throws: `ImageError` where the file cannot be read, or carries depth that is broken.
    public static func read(_ url: URL) throws(ImageError) -> CarriedDepth? {
        let data = try RegularFile.contents(of: url)
        do throws(ImageError) {
            return try read(data)
        } catch {
            throw ImageError(error.code, "\(url.relativePath): \(error.message)", cause: error)
        }
    }

    /// As ``read(_:)-(URL)``, from a file in memory.
    public static func read(_ data: Data) throws(ImageError) -> CarriedDepth? {
        let bytes = [UInt8](data)
        if let stream = JPEGStream(bytes) {
            if let depth = try GoogleDepth.read(stream) { return depth }
            return try AppleJPEG.read(stream, bytes)
        }
        return try AppleHEIC.read(bytes)
    }
}

extension FloatRaster {
    /// The raster turned and mirrored as `orientation` asks.
    func turned(_ orientation: Orientation) -> FloatRaster {
        let newWidth = orientation.swapsSides ? height : width
        let newHeight = orientation.swapsSides ? width : height
        var turned = [Float](repeating: 0, count: values.count)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                let (column, row) =
                    switch orientation {
                    case .upright: (x, y)
                    case .mirrored: (width - 1 - x, y)
                    case .upsideDown: (width - 1 - x, height - 1 - y)
                    case .flipped: (x, height - 1 - y)
                    case .transposed: (y, x)
                    case .needsClockwiseTurn: (y, height - 1 - x)
                    case .transversed: (width - 1 - y, height - 1 - x)
                    case .needsCounterclockwiseTurn: (width - 1 - y, x)
                    }
                turned[y * newWidth + x] = values[row * width + column]
            }
        }
        return FloatRaster(width: newWidth, height: newHeight, values: turned)
    }

    /// Every so-manieth value, where a side is longer than `side`; values are picked, never mixed.
    func limited(to side: Int) -> FloatRaster {
        guard max(width, height) > side else { return self }
        let scale = Double(side) / Double(max(width, height))
        return resizedToNearest(
            width: max(1, Int((Double(width) * scale).rounded())),
            height: max(1, Int((Double(height) * scale).rounded())))
    }
}

extension Intrinsics {
    /// The same camera for a picture of another size.
    func scaled(by factor: Double) -> Intrinsics {
        Intrinsics(focalLength: focalLength * factor, centerX: centerX * factor, centerY: centerY * factor)
    }

    /// The same camera for the picture turned upright.
    func turned(_ orientation: Orientation, width: Double, height: Double) -> Intrinsics {
        let (x, y) = (centerX, centerY)
        let (newX, newY) =
            switch orientation {
            case .upright: (x, y)
            case .mirrored: (width - x, y)
            case .upsideDown: (width - x, height - y)
            case .flipped: (x, height - y)
            case .transposed: (y, x)
            case .needsClockwiseTurn: (height - y, x)
            case .transversed: (height - y, width - x)
            case .needsCounterclockwiseTurn: (y, width - x)
            }
        return Intrinsics(focalLength: focalLength, centerX: newX, centerY: newY)
    }
}
