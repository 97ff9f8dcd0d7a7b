/// What surrounds a world, infinitely far: a panorama and, optionally, a sun apart from it.
public struct Sky: Sendable {
    /// Radiance from every direction, in the layout of an equirectangular picture.
    public final class Panorama: Sendable {
        /// Columns, which go round the horizon.
        public let width: Int
        /// Rows, from the zenith to the nadir.
        public let height: Int
        /// Linear RGB; a white page under it is near 1 at noon.
        public let radiance: [SIMD3<Float>]

        /// Wraps pixels. Traps where there are not exactly `width * height`.
        public init(width: Int, height: Int, radiance: [SIMD3<Float>]) {
            precondition(width > 0 && height > 0 && radiance.count == width * height, "A panorama needs its pixels.")
            self.width = width
            self.height = height
            self.radiance = radiance
        }
    }

    /// The disc of the sun.
    public struct Sun: Sendable, Hashable {
        /// Towards the sun, of length 1.
        public var direction: SIMD3<Float>
        /// What a surface that faces it receives, linear RGB.
        public var irradiance: SIMD3<Float>
        /// Radians; 0.0047 in a clear sky, more in haze, which softens shadows.
        public var angularRadius: Float

        /// Describes a sun.
        public init(direction: SIMD3<Float>, irradiance: SIMD3<Float>, angularRadius: Float = 0.0047) {
            self.direction = direction
            self.irradiance = irradiance
            self.angularRadius = angularRadius
        }
    }

    /// The light from all round.
    public var panorama: Panorama
    /// Turns the panorama about the vertical, in radians.
    public var rotation: Float
    /// Multiplies the panorama.
    public var intensity: Float
    /// `nil` where the panorama holds it, or where it is overcast or night.
    public var sun: Sun?

    /// Describes a sky.
    public init(panorama: Panorama, rotation: Float = 0, intensity: Float = 1, sun: Sun? = nil) {
        self.panorama = panorama
        self.rotation = rotation
        self.intensity = intensity
        self.sun = sun
    }
}
