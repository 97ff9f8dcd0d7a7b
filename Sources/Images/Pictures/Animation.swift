public import Foundation

/// Pictures that follow one another without end, as animated WebP or GIF.
public struct Animation: Sendable {
    /// How an animation is stored.
    public enum Format: Sendable, Hashable {
        /// In full colour, with loss; 1…100.
        case webp(quality: Int)
        /// In at most 256 colours a picture.
        case gif
    }

    /// Of each picture.
    public let width: Int
    /// Of each picture.
    public let height: Int
    /// Pictures a second.
    public let rate: Double

    private var pixels: [UInt8] = []
    /// How many pictures there are.
    public private(set) var count = 0

    /// An animation without pictures.
    ///
    /// - Precondition: The rate is positive.
    public init(width: Int, height: Int, rate: Double) {
        precondition(rate > 0, "\(rate) pictures a second are no animation")
        self.width = width
        self.height = height
        self.rate = rate
    }

    /// Adds a picture.
    ///
    /// - Precondition: It has the animation's size.
    public mutating func append(_ image: RGBImage) {
        precondition(
            image.width == width && image.height == height,
            "a picture of \(image.width)×\(image.height) does not fit an animation of \(width)×\(height)")
        pixels += image.pixels
        count += 1
    }

    /// Writes the animation, atomically.
    ///
    /// - Throws: `ImageError` with code `unwritable`, or `missingLibrary` without libvips.
    /// - Precondition: There is a picture.
    public func write(to url: URL, format: Format) throws(ImageError) {
        precondition(count > 0, "an animation without pictures")
        // Rounded such that the sum is right; GIF counts in hundredths of a second.
        let step = format == .gif ? 10.0 : 1
        func moment(_ index: Int) -> Int { Int((Double(index) * 1000 / rate / step).rounded()) * Int(step) }
        let delays = (0..<count).map { Int32(moment($0 + 1) - moment($0)) }
        let quality: Int? = if case .webp(let quality) = format { quality } else { nil }
        try VipsImage.write(
            pixels, width: width, height: height * count, bands: 3, .unsigned8, .sRGB, to: url
        ) { image, path throws(VipsFailure) in
            try image.saveAnimation(to: path, delays: delays, quality: quality)
        }
    }
}
