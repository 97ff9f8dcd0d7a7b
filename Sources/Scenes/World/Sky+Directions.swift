internal import Foundation

extension Sky.Panorama {
    /// Where a direction lies in the picture, 0 to 1 from the left and from the top: the middle is −Z, right of it is +X,
    /// the top is +Y.
    package static func coordinates(of direction: SIMD3<Float>) -> SIMD2<Float> {
        let around = atan2(direction.x, -direction.z) / (2 * .pi) + 0.5
        return [around, acos(min(max(direction.y, -1), 1)) / .pi]
    }

    /// The direction, of length 1, that a place in the picture shows; undoes ``coordinates(of:)``.
    package static func direction(at place: SIMD2<Float>) -> SIMD3<Float> {
        let around = (place.x - 0.5) * 2 * .pi
        let down = place.y * .pi
        return [sin(down) * sin(around), cos(down), -sin(down) * cos(around)]
    }
}
