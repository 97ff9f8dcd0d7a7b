internal import Foundation
public import Images

/// The plane that lies closest, in the sum of squared distances, to the points of a depth map (principal component
/// analysis), as iBims-1 fits it (Koch et al. 2018, section 3.2).
public struct PlaneFit: Sendable, Equatable {
    /// The unit normal, in the camera's frame, towards the camera.
    public let normal: SIMD3<Double>
    /// The standard deviation of the points' distances from the plane, in metres.
    public let deviation: Double

    /// PE planarity: the standard deviation of the points' distances from their plane, in centimetres.
    public var planarity: Double { 100 * deviation }

    /// Fits a plane to the points of the pixels in `mask`, of which those that are not finite and above zero are left
    /// out; `nil` where fewer than three are left, or all lie on one line. Traps when the sizes differ.
    ///
    /// - Parameters:
    ///   - depth: In metres along the optical axis.
    ///   - mask: The pixels of the plane.
    ///   - intrinsics: The camera, in pixels of the map.
    public init?(depth: FloatRaster, mask: PixelMask, intrinsics: Intrinsics) {
        precondition(
            mask.width == depth.width && mask.height == depth.height,
            "A mask of \(mask.width)×\(mask.height) pixels fits no depth of \(depth.width)×\(depth.height).")
        let points = depth.values.indices.compactMap { index in
            mask.values[index] && ValidRange.everything.contains(depth.values[index])
                ? intrinsics.point(
                    column: index % depth.width, row: index / depth.width, depth: depth.values[index]) : nil
        }
        if points.count < 3 { return nil }
        let center = points.reduce(.zero, +) / Double(points.count)
        var scatter = SymmetricMatrix3()
        for point in points { scatter.add(point - center) }
        let axes = scatter.eigenvectors()
        // Below this there is only rounding across the line.
        guard axes[1].value > 1e-12 * axes[2].value else { return nil }
        let axis = axes[0].vector / Self.length(axes[0].vector)
        normal = Self.dot(axis, center) > 0 ? -axis : axis
        let squares = points.reduce(0) { sum, point in
            let distance = Self.dot(axis, point - center)
            return sum + distance * distance
        }
        deviation = (squares / Double(points.count)).squareRoot()
    }

    /// PE orientation: the angle between two planes, in degrees, 0…90 (Koch et al. 2018, section 3.2).
    ///
    /// - Parameter other: The normal of the other plane, of any length above zero and either direction.
    public func orientationError(against other: SIMD3<Double>) -> Double {
        let cross = SIMD3(
            normal.y * other.z - normal.z * other.y, normal.z * other.x - normal.x * other.z,
            normal.x * other.y - normal.y * other.x)
        // Unlike the arc cosine, exact for small angles too.
        return atan2(Self.length(cross), abs(Self.dot(normal, other))) * 180 / .pi
    }

    private static func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

    private static func length(_ vector: SIMD3<Double>) -> Double { dot(vector, vector).squareRoot() }
}
