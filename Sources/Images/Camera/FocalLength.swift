import Foundation

/// A focal length in pixels of the upright picture, and where it comes from.
///
/// Pinhole model with square pixels and the principal point in the middle: a point at depth `Z` and lateral
/// distance `X` appears `pixels * X / Z` pixels from the middle.
public struct FocalLength: Sendable, Equatable {
    /// Where a focal length comes from. The raw values are stable, for files and scripts.
    public enum Source: String, Sendable, CaseIterable {
        /// The caller said so.
        case given
        /// The EXIF tag `FocalLengthIn35mmFilm`.
        case exif35mm
        /// The EXIF tags for the lens's focal length and for the sensor's resolution.
        case exifSensor
        /// Estimated from the picture by the network.
        case network
    }

    /// The focal length in pixels of the upright picture.
    public let pixels: Double
    /// Where it comes from.
    public let source: Source

    /// States a focal length. Traps unless it is positive and finite.
    public init(pixels: Double, source: Source) {
        precondition(pixels > 0 && pixels.isFinite, "A focal length of \(pixels) pixels is none.")
        self.pixels = pixels
        self.source = source
    }

    /// The diagonal of a 36 × 24 mm frame, to which 35 mm-equivalent focal lengths refer: 43.27 mm.
    public static let diagonalOf35mmFrame = (36.0 * 36.0 + 24.0 * 24.0).squareRoot()

    /// The fields of view, in degrees across the picture's diagonal, outside of which a focal length is taken for
    /// nonsense: half a degree is 5000 mm on a 35 mm camera, 170° is 1.9 mm.
    public static let plausibleDiagonalDegrees = 0.5...170.0

    /// The focal length in pixels of a lens that frames like `millimetres` on a 35 mm camera.
    ///
    /// The convention of the reference implementation of Depth Pro: equal fields of view across the diagonal, so
    /// `millimetres * √(width² + height²) / √(36² + 24²)`.
    public static func pixels(equivalent35mm millimetres: Double, width: Int, height: Int) -> Double {
        millimetres * diagonal(width, height) / diagonalOf35mmFrame
    }

    /// The focal length in pixels with which `width` pixels span `degrees` horizontally.
    public static func pixels(horizontalFieldOfView degrees: Double, width: Int) -> Double {
        pixels(fieldOfView: degrees, across: Double(width))
    }

    /// The focal length in pixels with which `extent` pixels span `degrees`.
    public static func pixels(fieldOfView degrees: Double, across extent: Double) -> Double {
        0.5 * extent / tan(0.5 * degrees * .pi / 180)
    }

    /// The angle in degrees that `extent` pixels span: the width for the horizontal field of view.
    public func fieldOfView(across extent: Double) -> Double {
        2 * atan(0.5 * extent / pixels) * 180 / .pi
    }

    /// Whether a focal length, in pixels of a picture of that size, can be a photo's: see
    /// `plausibleDiagonalDegrees`. False for NaN, zero and negative numbers.
    public static func isPlausible(pixels: Double, width: Int, height: Int) -> Bool {
        guard pixels > 0, pixels.isFinite else { return false }
        let focalLength = FocalLength(pixels: pixels, source: .given)
        return plausibleDiagonalDegrees.contains(focalLength.fieldOfView(across: diagonal(width, height)))
    }

    static func diagonal(_ width: Int, _ height: Int) -> Double {
        (Double(width) * Double(width) + Double(height) * Double(height)).squareRoot()
    }
}
