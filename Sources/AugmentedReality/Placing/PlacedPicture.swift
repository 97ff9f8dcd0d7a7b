public import Images

/// A photo with a model in it.
public struct PlacedPicture: Sendable {
    /// As large as the photo.
    public let image: RGBImage
    /// How much of each pixel the model covers, as far as nothing stands before it; 0…1.
    public let mask: FloatRaster
    /// How much of the model the photo shows, 0…1: the rest is hidden or outside.
    public let visibleShare: Double
}

/// How a placed model is rendered.
public struct PlacingOptions: Sendable, Hashable {
    /// Light paths a pixel: more is slower and cleaner.
    public var samples: Int
    /// What is larger is rendered more coarsely.
    public var maximumPixels: Int
    /// How many threads share the work.
    public var threads: Int
    /// A light that throws hard shadows; without one, all light comes softly from all round.
    public var sun: Sunlight?

    /// 16 paths, 0.6 megapixels, one thread.
    ///
    /// - Precondition: All are positive.
    public init(samples: Int = 16, maximumPixels: Int = 600_000, threads: Int = 1, sun: Sunlight? = nil) {
        precondition(samples > 0 && maximumPixels > 0 && threads > 0, "a rendering needs samples, pixels and threads")
        (self.samples, self.maximumPixels, self.threads, self.sun) = (samples, maximumPixels, threads, sun)
    }
}
