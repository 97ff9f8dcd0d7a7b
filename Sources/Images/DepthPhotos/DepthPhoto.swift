import Foundation

/// A photo and its depth, on the way into one file.
///
/// ```swift
/// let photo = DepthPhoto(photo: photo, depth: depth.raster, intrinsics: depth.intrinsics)
/// try photo.googleDepthJPEG().write(to: url)
/// ```
public struct DepthPhoto: Sendable {
    /// Upright.
    public let photo: Photo
    /// In metres along the optical axis, of the photo's proportions; what is not positive and finite is too far to tell.
    public let depth: FloatRaster
    /// For pixels of the photo.
    public let intrinsics: Intrinsics
    /// Of the picture, 1…100.
    public var quality: Int
    /// Whether the metres are meant as such; else Apple's files say that the disparity is `relative`: right up to a
    /// factor and an offset. Google's have no word for it.
    public var isMetric: Bool

    /// Networks see no more, and files stay small.
    static let longestDepthSide = 1024

    /// Brings both together.
    public init(photo: Photo, depth: FloatRaster, intrinsics: Intrinsics, quality: Int = 92, isMetric: Bool = true) {
        precondition((1...100).contains(quality), "JPEG quality goes from 1 to 100, not \(quality).")
        (self.photo, self.depth, self.intrinsics, self.quality) = (photo, depth, intrinsics, quality)
        self.isMetric = isMetric
    }

    /// The depth as a file holds it: inverse, in 1/m, between the nearest and the farthest that occur.
    var disparity: (raster: FloatRaster, range: ClosedRange<Double>) {
        let small = depth.limited(to: Self.longestDepthSide)
        let inverse = small.values.map { $0 > 0 && $0.isFinite ? 1 / $0 : 0 }
        let low = Double(inverse.filter { $0 > 0 }.min() ?? 0)
        let high = Double(inverse.max() ?? 0)
        // A flat wall has one depth, which no range can be made of.
        let range = high > low ? max(low, 1e-4)...max(high, 2e-4) : max(low * 0.99, 1e-4)...max(low * 1.01, 2e-4)
        return (FloatRaster(width: small.width, height: small.height, values: inverse), range)
    }
}
