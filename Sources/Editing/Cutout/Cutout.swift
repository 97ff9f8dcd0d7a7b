import Foundation
public import Images

/// Cuts out what lies between two distances, with soft edges and without the background's colour in them.
///
/// On a continuous surface, such as a floor, the cut fades over ``feather``. Where the depth jumps, the pixels in a
/// ``band`` around the jump may show both surfaces: depth tells how much of each, light tells it better where the
/// surfaces differ in colour, and each pixel gets its share and its own foreground colour.
///
/// What has no depth and reaches to the photo's rim is not kept: nothing says that it is near.
public struct Cutout: Sendable, Hashable {
    /// In metres: what is nearer is not kept.
    public var near: Double
    /// In metres: what is farther is not kept.
    public var far: Double
    /// The share of the distance over which the cut fades on a continuous surface.
    public var feather: Double
    /// Half the width, in pixels, of the band around a jump in depth whose pixels may show both surfaces. 1 where the
    /// depth's edges are exactly on the photo's, more where they may be off, 0 for a hard cut.
    public var band: Int

    /// Describes what is kept.
    public init(near: Double = 0, far: Double, feather: Double = 0.03, band: Int = 1) {
        precondition(near >= 0 && far > near && feather >= 0 && band >= 0, "no such range")
        (self.near, self.far, self.feather, self.band) = (near, far, feather, band)
    }

    /// What was cut out.
    public struct Result: Sendable {
        /// The photo, with the foreground's own colours at its edges.
        public let foreground: RGBImage
        /// The share of each pixel that is kept, 0 to 1.
        public let matte: FloatRaster

        /// The shares in bytes.
        public var alpha: [UInt8] { matte.values.map { UInt8(min(max($0 * 255, 0), 255).rounded()) } }
    }

    /// Cuts.
    ///
    /// - Throws: ``EditingError`` with code `noDepth` where nothing lies within the range.
    public func callAsFunction(
        _ photo: RGBImage, nearness: Nearness, threads: Int? = nil, report: WorkReport = .none
    ) throws(EditingError) -> Result {
        precondition(photo.width == nearness.width && photo.height == nearness.height, "photo and depth differ in size")
        let kept = nearness.values.indices.map { share(of: nearness.measured($0)) }
        guard kept.contains(where: { $0 > 0.5 }) else {
            throw EditingError(.noDepth, "nothing in the photo is between \(near) m and \(far) m away")
        }
        let matting = Matting(photo: photo, nearness: nearness, kept: kept, band: band)
        return try matting.solve(threads: threads ?? Strips.standardThreads, report)
    }

    /// How much of a surface is kept, 0 to 1.
    private func share(of nearness: Float) -> Float {
        let distance = nearness > 0 ? 1 / Double(nearness) : .infinity
        guard feather > 0 else { return distance >= near && distance <= far ? 1 : 0 }
        let width = log1p(feather)
        let begins = near > 0 ? (log(distance) - log(near)) / width + 0.5 : 1
        let ends = far < .infinity ? (log(far) - log(distance)) / width + 0.5 : 1
        return Float(min(max(min(begins, ends), 0), 1))
    }
}
