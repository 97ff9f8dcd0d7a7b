/// How large a photo may be. Checked on the file's header, so that a decompression bomb costs nothing.
public struct PhotoLimits: Sendable, Equatable {
    /// The most pixels (width × height) that will be decoded.
    public var maximumPixels: Int

    /// Limits with at most `maximumPixels` pixels; 400 million by default, 1.2 GB decoded.
    public init(maximumPixels: Int = 400_000_000) {
        self.maximumPixels = maximumPixels
    }
}
