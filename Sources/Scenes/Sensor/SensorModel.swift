internal import Images

/// A camera's electronics and taste: what becomes of light on the film until it is a photograph.
public struct SensorModel: Sendable, Hashable {
    /// Error of the exposure meter, in stops.
    public var exposureError: Float = 0
    /// How much of the light's colour is taken out, 0 to 1.
    public var whiteBalance: Float = 0.7
    /// Error of the white balance: factors of red and blue.
    public var tint: SIMD2<Float> = [1, 1]
    /// How much darker the corners are, 0 to 1.
    public var vignetting: Float = 0
    /// Red and blue are this much larger or smaller than green, as a share of the picture's size.
    public var chromaticShift: SIMD2<Float> = .zero
    /// How much light goes to each neighbour's pixel, 0 to 0.25.
    public var softness: Float = 0.06
    /// Electrons that a fully lit pixel holds; fewer at high ISO, which makes more noise.
    public var electrons: Float = 8000
    /// Noise of the electronics, in electrons.
    public var readNoise: Float = 4
    /// Steepness of the tone curve around the middle, near 1.
    public var contrast: Float = 1
    /// Vividness of colours, near 1.
    public var saturation: Float = 1
    /// Amount of sharpening, 0 to 1.
    public var sharpening: Float = 0.3
    /// JPEG quality, 1 to 100.
    public var quality = 90
    /// Whether colours have half the resolution.
    public var subsamplesColors = true
    /// Chooses the noise.
    public var seed: UInt64 = 0

    /// A good camera with no errors.
    public init() {}

    /// One of the cameras that people have, in the light that there is.
    ///
    /// - Parameter light: Mean radiance of the scene; below 0.1 the sensitivity goes up, and the noise with it.
    init(light: Float, _ random: inout SeededGenerator) {
        exposureError = random.normal() * 0.7
        whiteBalance = random.uniform(0.35, 0.9)
        tint = [1 + random.normal() * 0.03, 1 + random.normal() * 0.04]
        vignetting = random.chance(0.6) ? random.uniform(0, 0.35) : 0
        chromaticShift = SIMD2(random.normal(), random.normal()) * 0.0006
        softness = random.uniform(0.01, 0.1)
        // ISO 50 in the sun to 3200 by candle-light, give or take two stops.
        let sensitivity = min(max(4 / max(light, 1e-4), 1), 64) * random.logUniform(0.5, 2)
        electrons = 60_000 / sensitivity
        readNoise = random.uniform(2, 6)
        contrast = random.uniform(0.75, 1.3)
        saturation = random.uniform(0.6, 1.3)
        sharpening = random.uniform(0, 0.6)
        quality = random.integer(72...97)
        subsamplesColors = random.chance(0.75)
        seed = random.next()
    }
}
