public import Images

/// Gives a sharp photo the depth of field of a lens, focused anywhere.
///
/// Every pixel's light is spread over the disc that the lens makes of it, and discs are put together from the nearest to
/// the farthest: what lies behind gets the part of the lens that is still free. A continuous surface is thereby blurred
/// as a whole, sharp things keep their outlines, and near blur lies over them half transparent. Pixels beside depth edges
/// are first taken apart into both surfaces, and the hidden one goes on behind the other (``DepthEdges``), so that
/// neither colours the blur of the other.
///
/// ```swift
/// let refocus = Refocus(lens: ThinLens(focusDistance: 1.2, fNumber: 1.8, focalLength: 50), aperture: .hexagon)
/// let picture = try refocus(photo.image, nearness: Nearness(depth), intrinsics: intrinsics)
/// ```
public struct Refocus: Sendable {
    /// The lens.
    public var lens: ThinLens
    /// What spots of light become.
    public var aperture: ApertureShape
    /// By how many times clipped white is brighter than white, less one. Photos end at white; lamps do not, and their
    /// discs are too dim without.
    public var highlights: Double
    /// The largest radius of blur, in pixels; more is held to it.
    public var largestRadius: Double
    /// Half the width, in pixels, of the band beside depth edges whose pixels show both surfaces.
    public var band: Int

    /// Describes a lens.
    public init(
        lens: ThinLens, aperture: ApertureShape = .circle, highlights: Double = 0, largestRadius: Double = 200,
        band: Int = 2
    ) {
        precondition(highlights >= 0 && largestRadius > 0 && band >= 0, "limits are positive")
        self.lens = lens
        self.aperture = aperture
        self.highlights = highlights
        self.largestRadius = largestRadius
        self.band = band
    }

    /// The photo through the lens.
    ///
    /// - Parameters:
    ///   - photo: Sharp everywhere.
    ///   - nearness: As large as the photo.
    ///   - intrinsics: Of the photo.
    /// - Throws: ``EditingError`` with code `cancelled`.
    public func callAsFunction(
        _ photo: RGBImage, nearness: Nearness, intrinsics: Intrinsics, threads: Int? = nil, report: WorkReport = .none
    ) throws(EditingError) -> RGBImage {
        precondition(photo.width == nearness.width && photo.height == nearness.height, "photo and depth differ in size")
        let field = BlurField(nearness, lens: lens, intrinsics: intrinsics, largestRadius: Float(largestRadius))
        guard field.largest > 0.25 else { return photo }
        let kernels = ApertureKernels(aperture, largestRadius: field.largest)
        // Half a pixel of difference in radius, and 3 % in distance, make an edge.
        let edges = DepthEdges(
            nearness, step: 0.5 / max(field.scale, 1e-6), ratio: 0.03, reach: kernels.reach + band, band: band)
        let light = LinearLight()
        return try attempt {
            () throws(EditingError) in
            try light.refocused(
                photo, nearness, edges, field, kernels, brightening: Float(highlights),
                threads: threads ?? Strips.standardThreads, report)
        }
    }

    private func attempt<Value>(_ body: () throws(EditingError) -> Value) throws(EditingError) -> Value { try body() }
}
