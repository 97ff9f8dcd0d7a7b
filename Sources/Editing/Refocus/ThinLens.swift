public import Images

/// A lens that is sharp at one distance, as far as blur goes.
///
/// A point at distance z appears as a disc of diameter D·v·|1/s − 1/z|, where D = f/N is the diameter of the opening, s
/// the distance in focus and v the distance from the lens to the sensor: the pinhole camera's focal length. In pixels:
/// the same with v in pixels. (Any text on photographic optics; Potmesil and Chakravarty, 1981.)
public struct ThinLens: Sendable, Hashable {
    /// In metres along the optical axis.
    public var focusDistance: Double
    /// The diameter of the opening in metres.
    public var apertureDiameter: Double

    /// A lens by its opening.
    ///
    /// - Precondition: Both are positive; the distance may be infinite.
    public init(focusDistance: Double, apertureDiameter: Double) {
        precondition(focusDistance > 0 && apertureDiameter >= 0, "a lens needs a distance and an opening")
        self.focusDistance = focusDistance
        self.apertureDiameter = apertureDiameter
    }

    /// A lens by its marks: the opening is `focalLength / fNumber`.
    ///
    /// - Parameters:
    ///   - fNumber: 1.4, 2, 2.8 …
    ///   - focalLength: In millimetres.
    public init(focusDistance: Double, fNumber: Double, focalLength: Double) {
        precondition(fNumber > 0 && focalLength > 0, "a lens has an f-number and a focal length")
        self.init(focusDistance: focusDistance, apertureDiameter: focalLength / 1000 / fNumber)
    }

    /// The focal length in millimetres with which a sensor of that width, in millimetres, sees what the photo shows.
    public static func focalLength(of intrinsics: Intrinsics, width: Int, sensorWidth: Double) -> Double {
        intrinsics.focalLength / Double(width) * sensorWidth
    }

    /// Pixels of radius per 1/m that something is nearer than what is in focus; negative where it is farther.
    func radius(_ intrinsics: Intrinsics) -> (scale: Float, focus: Float) {
        (Float(apertureDiameter * intrinsics.focalLength / 2), Float(1 / focusDistance))
    }

    /// The diameter in pixels of the disc that a point at a distance in metres becomes.
    public func blurDiameter(at distance: Double, _ intrinsics: Intrinsics) -> Double {
        apertureDiameter * intrinsics.focalLength * abs(1 / distance - 1 / focusDistance)
    }
}
