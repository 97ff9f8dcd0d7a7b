/// A turn and a move in space; sizes stay.
public struct RigidTransform: Sendable, Hashable {
    /// Where the X axis points to afterwards; of length 1.
    public let xAxis: SIMD3<Double>
    /// Where the Y axis points to afterwards; of length 1.
    public let yAxis: SIMD3<Double>
    /// Where the Z axis points to afterwards: the cross product of X and Y.
    public let zAxis: SIMD3<Double>
    /// Where the origin is afterwards.
    public let origin: SIMD3<Double>

    /// Changes nothing.
    public static let identity = RigidTransform(xAxis: [1, 0, 0], yAxis: [0, 1, 0])

    /// - Precondition: The axes are of length 1 and at right angles, to 1e-6.
    public init(xAxis: SIMD3<Double>, yAxis: SIMD3<Double>, origin: SIMD3<Double> = .zero) {
        precondition(
            abs(dot(xAxis, xAxis) - 1) < 1e-6 && abs(dot(yAxis, yAxis) - 1) < 1e-6 && abs(dot(xAxis, yAxis)) < 1e-6,
            "\(xAxis) and \(yAxis) are no axes of a rigid frame")
        self.xAxis = xAxis
        self.yAxis = yAxis
        zAxis = cross(xAxis, yAxis)
        self.origin = origin
    }

    /// The point, turned and moved.
    public func callAsFunction(_ point: SIMD3<Double>) -> SIMD3<Double> { rotate(point) + origin }

    /// The direction, turned.
    public func rotate(_ direction: SIMD3<Double>) -> SIMD3<Double> {
        xAxis * direction.x + yAxis * direction.y + zAxis * direction.z
    }

    /// What undoes it.
    public var inverse: RigidTransform {
        RigidTransform(
            xAxis: [xAxis.x, yAxis.x, zAxis.x], yAxis: [xAxis.y, yAxis.y, zAxis.y],
            origin: [-dot(xAxis, origin), -dot(yAxis, origin), -dot(zAxis, origin)])
    }

    /// First `other`, then this.
    public func after(_ other: RigidTransform) -> RigidTransform {
        RigidTransform(xAxis: rotate(other.xAxis), yAxis: rotate(other.yAxis), origin: self(other.origin))
    }

    /// The 4×4 matrix for column vectors, row by row.
    public var matrix: [[Double]] {
        [
            [xAxis.x, yAxis.x, zAxis.x, origin.x], [xAxis.y, yAxis.y, zAxis.y, origin.y],
            [xAxis.z, yAxis.z, zAxis.z, origin.z], [0, 0, 0, 1],
        ]
    }

    /// The turn as a unit quaternion, real part first and not negative.
    public var quaternion: (w: Double, x: Double, y: Double, z: Double) {
        // The largest component first, so that nothing is divided by a small number.
        let squares = [
            1 + xAxis.x + yAxis.y + zAxis.z, 1 + xAxis.x - yAxis.y - zAxis.z, 1 - xAxis.x + yAxis.y - zAxis.z,
            1 - xAxis.x - yAxis.y + zAxis.z,
        ]
        let largest = squares.indices.max { squares[$0] < squares[$1] } ?? 0
        let double = max(squares[largest], 0).squareRoot()
        let sums = (yz: yAxis.z + zAxis.y, zx: zAxis.x + xAxis.z, xy: xAxis.y + yAxis.x)
        let turns = (x: yAxis.z - zAxis.y, y: zAxis.x - xAxis.z, z: xAxis.y - yAxis.x)
        let raw: SIMD4<Double>
        switch largest {
        case 0: raw = SIMD4(double * double, turns.x, turns.y, turns.z)
        case 1: raw = SIMD4(turns.x, double * double, sums.xy, sums.zx)
        case 2: raw = SIMD4(turns.y, sums.xy, double * double, sums.yz)
        default: raw = SIMD4(turns.z, sums.zx, sums.yz, double * double)
        }
        let unit = raw / (raw * raw).sum().squareRoot() * (raw.x < 0 ? -1 : 1)
        return (unit.x, unit.y, unit.z, unit.w)
    }
}
