internal import Foundation
public import Images

/// One line of a manifest: an image, its depth and its camera.
///
/// In the file the fields have the names of ``CodingKeys``; unknown fields are ignored, absent ones are `nil`.
public struct ManifestRow: Sendable, Hashable, Codable {
    /// Names the sample; no two rows of a manifest have the same.
    public var id: String
    /// The image's path, relative to the manifest's folder.
    public var rgb: String
    /// The path of the depth map, relative to the manifest's folder: 16-bit PNG, PFM, OpenEXR, NPY, NPZ,
    /// HDF5 or floating-point TIFF, told apart by the extension.
    public var depth: String
    /// Metres per unit of the depth file (`depth_scale`); 1 where it is not given.
    public var depthScale: Double?
    /// The value of the depth file that stands for sky (`depth_sky`), such as 65535 in a 16-bit PNG.
    ///
    /// Infinity means sky in any case, where the format has it. 0, negative values and NaN mean unknown.
    public var depthSky: Double?
    /// Which channel of an OpenEXR file, array of an NPZ file or data set of an HDF5 file is the depth
    /// (`depth_channel`).
    public var depthChannel: String?
    /// The image's width in pixels, checked where it is given.
    public var width: Int?
    /// The image's height in pixels, checked where it is given.
    public var height: Int?
    /// The horizontal focal length in pixels of the image.
    public var fx: Double?
    /// The vertical focal length in pixels of the image; equals ``fx`` where it is not given.
    public var fy: Double?
    /// The column of the optical axis, where the middle of the left-most pixel is 0; the image's middle by default.
    public var cx: Double?
    /// The row of the optical axis, where the middle of the upper-most pixel is 0; the image's middle by default.
    public var cy: Double?
    /// The path of an alpha matte of one foreground object, an 8-bit picture, relative to the manifest's folder.
    public var matte: String?
    /// `synthetic` for renderings; anything else is measured.
    public var kind: String?
    /// Whether nearly all pixels have a depth.
    public var dense: Bool?
    /// Whether the depth is seen from where the image is; if not, pixels do not correspond.
    public var registered: Bool?
    /// Whether the depth is in metres; it is, where nothing is said.
    public var metric: Bool?
    /// The terms that the files may be used under.
    public var licence: String?
    /// Where the files come from.
    public var source: String?

    /// The fields' names in the file.
    public enum CodingKeys: String, CodingKey {
        /// As the properties are named.
        case id, rgb, depth, width, height, fx, fy, cx, cy, matte, kind, dense, registered, metric, licence, source
        /// ``ManifestRow/depthScale``.
        case depthScale = "depth_scale"
        /// ``ManifestRow/depthSky``.
        case depthSky = "depth_sky"
        /// ``ManifestRow/depthChannel``.
        case depthChannel = "depth_channel"
    }

    /// Starts a row; what else is known is set afterwards.
    public init(id: String, rgb: String, depth: String) {
        self.id = id
        self.rgb = rgb
        self.depth = depth
    }
}

extension ManifestRow {
    /// Whether the row is a rendering, and in metres.
    public var traits: DatasetTraits {
        DatasetTraits(isSynthetic: kind == "synthetic", isMetric: metric ?? true)
    }

    /// Sets ``width``, ``height``, ``fx``, ``fy``, ``cx`` and ``cy``.
    ///
    /// `Intrinsics` counts from a pixel's corner, the manifest from its middle, as most data sets do.
    public mutating func setCamera(_ intrinsics: Intrinsics, width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        (fx, fy) = (intrinsics.focalLength, intrinsics.focalLength)
        (cx, cy) = (intrinsics.centerX - 0.5, intrinsics.centerY - 0.5)
    }

    /// Horizontal, in degrees, or `nil` where the row lacks ``width`` or ``fx``.
    public var fieldOfView: Double? {
        guard let width, let fx else { return nil }
        return 2 * atan(Double(width) / (2 * fx)) * 180 / .pi
    }

    /// The camera of an image of the given size, or `nil` where the row has no focal length.
    public func intrinsics(width: Int, height: Int) -> Intrinsics? {
        guard let fx else { return nil }
        return Intrinsics(
            focalLength: fx, centerX: (cx ?? (Double(width) - 1) / 2) + 0.5,
            centerY: (cy ?? (Double(height) - 1) / 2) + 0.5)
    }
}
