/// A focal length as a person states it.
public enum FocalLengthOption: Sendable, Equatable {
    /// In pixels of the upright picture.
    case pixels(Double)
    /// In millimetres on a 35 mm camera with the same diagonal field of view.
    case equivalent35mm(Double)
    /// The horizontal field of view of the upright picture, in degrees.
    case horizontalFieldOfView(Double)

    /// The focal lengths in pixels that can be stated: beyond them depth in metres leaves the range of a `Float`.
    public static let pixelRange = 1e-3...1e9

    /// The focal length for a picture of that size; nil when what was stated is not a positive number within
    /// ``pixelRange``, or not an angle below 180°. Unlike what a file records, what a person states is otherwise
    /// believed.
    public func focalLength(width: Int, height: Int) -> FocalLength? {
        let pixels: Double
        switch self {
        case .pixels(let value):
            pixels = value
        case .equivalent35mm(let millimetres):
            pixels = FocalLength.pixels(equivalent35mm: millimetres, width: width, height: height)
        case .horizontalFieldOfView(let degrees):
            guard degrees > 0, degrees < 180 else { return nil }
            pixels = FocalLength.pixels(horizontalFieldOfView: degrees, width: width)
        }
        guard Self.pixelRange.contains(pixels) else { return nil }
        return FocalLength(pixels: pixels, source: .given)
    }
}

extension FocalLengthOption: CustomStringConvertible {
    /// As a person would say it: "28 mm (35 mm equivalent)".
    public var description: String {
        switch self {
        case .pixels(let value): "\(value) px"
        case .equivalent35mm(let millimetres): "\(millimetres) mm (35 mm equivalent)"
        case .horizontalFieldOfView(let degrees): "\(degrees)° across"
        }
    }
}
