import Geometry

/// A plane n · p = offset through points, by least squares.
struct PlaneFit {
    var normal: SIMD3<Double>
    /// Of the points along the normal.
    var offset: Double

    /// How far a point is from the plane as a share of the plane's own distance. Where depth errs by so many percent,
    /// so does this, wherever on the plane the point lies. A plane through the camera has no distance: a part of the
    /// point's stands in.
    @inline(__always)
    func residual(_ point: SIMD3<Double>) -> Double {
        let distance = max(abs(offset), 0.15 * length(point))
        return abs(dot(normal, point) - offset) / distance
    }

    init(normal: SIMD3<Double>, through point: SIMD3<Double>) {
        self.normal = normal
        offset = dot(normal, point)
    }

    /// - Parameters:
    ///   - points: With weights, which count only among each other.
    ///   - guess: Roughly where the normal points to.
    init?(_ points: [(position: SIMD3<Double>, weight: Double)], guess: SIMD3<Double>) {
        var total = 0.0
        var sum = SIMD3<Double>.zero
        for point in points {
            total += point.weight
            sum += point.weight * point.position
        }
        guard points.count >= 3, total > 0 else { return nil }
        let middle = sum / total
        var (diagonal, others) = (SIMD3<Double>.zero, SIMD3<Double>.zero)
        for point in points {
            let p = point.position - middle
            diagonal += point.weight * p * p
            others += point.weight * p * SIMD3(p.y, p.z, p.x)
        }
        // The direction of least extent, by power iteration on the matrix taken from a bound of its eigenvalues.
        let bound = diagonal.sum()
        guard bound > 0 else { return nil }
        var direction = guess
        for _ in 0..<100 {
            let image = SIMD3(
                diagonal.x * direction.x + others.x * direction.y + others.z * direction.z,
                others.x * direction.x + diagonal.y * direction.y + others.y * direction.z,
                others.z * direction.x + others.y * direction.y + diagonal.z * direction.z)
            direction = normalized(bound * direction - image)
        }
        guard direction.x.isFinite, direction.y.isFinite, direction.z.isFinite else { return nil }
        normal = dot(direction, guess) < 0 ? -direction : direction
        offset = dot(normal, middle)
    }
}
