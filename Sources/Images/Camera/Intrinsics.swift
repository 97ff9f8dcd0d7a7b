/// A pinhole camera without distortion and with square pixels.
///
/// The point (X, Y, Z) in metres, Z along the optical axis, Y down, appears at (`focalLength`·X/Z + `centerX`,
/// `focalLength`·Y/Z + `centerY`), where (0, 0) is the upper left corner of the upper left pixel.
public struct Intrinsics: Sendable, Hashable, Codable {
    /// In pixels.
    public let focalLength: Double
    /// In pixels from the left edge.
    public let centerX: Double
    /// In pixels from the upper edge.
    public let centerY: Double

    /// A camera whose axis goes through the middle of the picture.
    public init(focalLength: Double, width: Int, height: Int) {
        self.init(focalLength: focalLength, centerX: Double(width) / 2, centerY: Double(height) / 2)
    }

    /// A camera whose axis goes through any pixel, or past the picture.
    public init(focalLength: Double, centerX: Double, centerY: Double) {
        self.focalLength = focalLength
        self.centerX = centerX
        self.centerY = centerY
    }

    /// The 3×3 matrix, row by row.
    public var matrix: [[Double]] {
        [[focalLength, 0, centerX], [0, focalLength, centerY], [0, 0, 1]]
    }
}
