/// An affine map of points: three axes and an origin.
public struct Transform: Sendable, Hashable, BitwiseCopyable {
    /// Where the X axis goes.
    public var x: SIMD3<Float>
    /// Where the Y axis goes.
    public var y: SIMD3<Float>
    /// Where the Z axis goes.
    public var z: SIMD3<Float>
    /// Where the origin goes.
    public var origin: SIMD3<Float>

    /// From axes and origin.
    public init(
        x: SIMD3<Float> = [1, 0, 0], y: SIMD3<Float> = [0, 1, 0], z: SIMD3<Float> = [0, 0, 1],
        origin: SIMD3<Float> = .zero
    ) {
        self.x = x
        self.y = y
        self.z = z
        self.origin = origin
    }

    /// Leaves everything where it is.
    public static let identity = Transform()

    /// Moves.
    public static func translation(_ offset: SIMD3<Float>) -> Transform { Transform(origin: offset) }

    /// Scales along the axes.
    public static func scale(_ factors: SIMD3<Float>) -> Transform {
        Transform(x: [factors.x, 0, 0], y: [0, factors.y, 0], z: [0, 0, factors.z])
    }

    /// Scales alike in all directions.
    public static func scale(_ factor: Float) -> Transform { scale(SIMD3(repeating: factor)) }

    /// Turns by `radians` about an axis of length 1, counter-clockwise seen from its tip.
    public static func rotation(_ radians: Float, about axis: SIMD3<Float>) -> Transform {
        func turned(_ v: SIMD3<Float>) -> SIMD3<Float> {
            v * radians.cosine + cross(axis, v) * radians.sine + axis * (dot(axis, v) * (1 - radians.cosine))
        }
        return Transform(x: turned([1, 0, 0]), y: turned([0, 1, 0]), z: turned([0, 0, 1]))
    }

    /// First `right`, then `left`.
    public static func * (left: Transform, right: Transform) -> Transform {
        Transform(
            x: left.direction(right.x), y: left.direction(right.y), z: left.direction(right.z),
            origin: left.point(right.origin))
    }

    /// Where a point goes.
    public func point(_ p: SIMD3<Float>) -> SIMD3<Float> { direction(p) + origin }

    /// Where a direction goes; its length changes with the scale.
    public func direction(_ d: SIMD3<Float>) -> SIMD3<Float> { x * d.x + y * d.y + z * d.z }
}
