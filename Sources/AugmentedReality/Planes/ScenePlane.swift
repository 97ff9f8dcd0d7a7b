public import Images

internal import Geometry

/// A flat surface that a photo shows.
public struct ScenePlane: Sendable, Hashable {
    /// What a plane is to people, as far as its direction and height tell.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The lowest level plane, at least 0.9 m below the camera.
        case floor
        /// Another level plane that faces up: a table-top, a seat, a shelf.
        case table
        /// A level plane that faces down.
        case ceiling
        /// An upright plane.
        case wall
        /// Any other.
        case slope
    }

    /// What it is.
    public let kind: Kind
    /// Of length 1, in the camera's axes (X right, Y down, Z forward), to the camera's side.
    public let normal: SIMD3<Double>
    /// How far the camera is in front of the plane, in metres; positive.
    public let cameraDistance: Double
    /// How far its pixels are from it, in metres: the median of the distances, times 1.48.
    public let residual: Double
    /// Of the photo's points, how many lie on it, 0…1.
    public let share: Double

    /// How far a point is in front of the plane, in metres; negative behind it.
    public func height(of point: SIMD3<Double>) -> Double { dot(normal, point) + cameraDistance }

    /// The point's foot on the plane.
    public func foot(of point: SIMD3<Double>) -> SIMD3<Double> { point - height(of: point) * normal }

    /// The depth, in metres along the optical axis, at which a pixel's ray meets the plane; `nil` where it never does.
    public func depth(x: Double, y: Double, _ intrinsics: Intrinsics) -> Double? {
        let along = dot(normal, intrinsics.unproject(x: x, y: y, depth: 1))
        return along < -1e-6 ? -cameraDistance / along : nil
    }

    /// How much a depth may differ from the plane's, relatively, and still be the plane's.
    var tolerance: Double { min(max(3 * residual / max(cameraDistance, 1e-6), 0.008), 0.05) }

    func with(_ kind: Kind) -> ScenePlane {
        ScenePlane(
            kind: kind, normal: normal, cameraDistance: cameraDistance, residual: residual, share: share)
    }
}
