/// Where a sensor or vehicle stands: takes points from its axes to those of what it stands in.
struct RigidMotion: Sendable {
    /// The rotation's rows.
    private let rows: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)
    private let translation: SIMD3<Double>

    private init(rows: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>), translation: SIMD3<Double>) {
        self.rows = rows
        self.translation = translation
    }

    /// A rotation by a quaternion w + xi + yj + zk, brought to length 1, then a translation; `nil` where they are none.
    init?(w: Double, x: Double, y: Double, z: Double, translation: SIMD3<Double>) {
        let length = (w * w + x * x + y * y + z * z).squareRoot()
        guard length > 0, length.isFinite, (translation * translation).sum().isFinite else { return nil }
        let (w, x, y, z) = (w / length, x / length, y / length, z / length)
        self.init(
            rows: (
                SIMD3(1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)),
                SIMD3(2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)),
                SIMD3(2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y))
            ), translation: translation)
    }

    /// The point in the outer axes.
    func callAsFunction(_ point: SIMD3<Double>) -> SIMD3<Double> { rotated(point) + translation }

    /// The motion back.
    var inverse: RigidMotion {
        let columns = (
            SIMD3(rows.0.x, rows.1.x, rows.2.x), SIMD3(rows.0.y, rows.1.y, rows.2.y),
            SIMD3(rows.0.z, rows.1.z, rows.2.z)
        )
        let turned = RigidMotion(rows: columns, translation: .zero)
        return RigidMotion(rows: columns, translation: -turned.rotated(translation))
    }

    private func rotated(_ point: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3((rows.0 * point).sum(), (rows.1 * point).sum(), (rows.2 * point).sum())
    }
}
