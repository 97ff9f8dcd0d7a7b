public import Images

/// Metric depth of every pixel of a photo.
public struct DepthMap: Sendable {
    /// Pixels across; the photo's.
    public let width: Int
    /// Pixels down; the photo's.
    public let height: Int
    /// Depth along the optical axis (z, not the length of the ray), in metres, rows from the top.
    ///
    /// Within ``range``; its upper end stands for everything too far to tell, such as the sky.
    public let metres: [Float]
    /// The focal length that turned the network's output into metres, and where it came from.
    public let focalLength: FocalLength
    /// What the network itself gives, at its own size: focal length over width and depth, whatever the network's
    /// ``FocalUnit``. Only on demand.
    public let canonicalInverseDepth: FloatRaster?

    /// Nearest and farthest depth that can be expressed, in metres (the reference's limits).
    public static let range: ClosedRange<Float> = 1e-4...1e4

    package init(
        width: Int, height: Int, metres: [Float], focalLength: FocalLength, canonicalInverseDepth: FloatRaster?
    ) {
        self.width = width
        self.height = height
        self.metres = metres
        self.focalLength = focalLength
        self.canonicalInverseDepth = canonicalInverseDepth
    }

    /// Horizontal, in degrees.
    public var fieldOfView: Double { focalLength.fieldOfView(across: Double(width)) }

    /// The camera, with the axis through the middle of the photo.
    public var intrinsics: Intrinsics { Intrinsics(focalLength: focalLength.pixels, width: width, height: height) }

    /// The depth in metres at a pixel, counted from the upper left.
    public subscript(x: Int, y: Int) -> Float {
        precondition((0..<width).contains(x) && (0..<height).contains(y), "(\(x), \(y)) is outside \(width)×\(height)")
        return metres[y * width + x]
    }
}
