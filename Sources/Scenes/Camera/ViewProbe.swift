import CEmbree

/// What a camera would see, judged by a few rays.
struct ViewProbe {
    /// Whether the picture is worth taking.
    let isGood: Bool
    /// Better views have more; never negative.
    let score: Float
    /// How depth grows with the picture's height: the correlation of its logarithm, from −1 to 1.
    let rise: Float
    /// Depth in the middle of the picture, to focus on.
    let middle: Float

    private static let columns = 16
    private static let rows = 12

    init(_ camera: SceneCamera, _ world: FlatWorld) {
        let rays = CameraRays(camera)
        let reach = camera.focusDistance
        var near: Float = 0
        var sky: Float = 0
        var inside: Float = 0
        var parts: Set<UInt32> = []
        var logarithms: [Float] = []
        var heights: [Float] = []
        var middle = Float.infinity
        for row in 0..<Self.rows {
            for column in 0..<Self.columns {
                let x = (Float(column) + 0.5) / Float(Self.columns) * Float(camera.width)
                let y = (Float(row) + 0.5) / Float(Self.rows) * Float(camera.height)
                let direction = rays.direction(x, y)
                var ray = cembree_ray()
                ray.set(camera.position, direction, time: 0.5)
                guard world.intersect(&ray) else {
                    sky += 1
                    continue
                }
                if abs(row - Self.rows / 2) <= 1, abs(column - Self.columns / 2) <= 1 { middle = min(middle, ray.far) }
                // Close-ups may be close; elsewhere nothing should hang before the lens.
                if ray.far < min(0.25 * reach, 0.6) || ray.far < 0.08 { near += 1 }
                let part = world.part(hitBy: ray)
                var normal = SIMD3(ray.normal_x, ray.normal_y, ray.normal_z)
                if part.pointee.isInstanced { normal = part.pointee.normalTransform.direction(normal) }
                if dot(normal, direction) > 0, part.pointee.object != 0 { inside += 1 }
                parts.insert(part.pointee.object == 0 ? ray.geometry | 0x8000_0000 : part.pointee.object)
                logarithms.append(logarithm(max(ray.far, 1e-3)))
                heights.append(-Float(row))
            }
        }
        self.middle = middle
        let count = Float(Self.columns * Self.rows)
        let spread = Self.covariance(logarithms, logarithms).squareRoot()
        rise =
            Self.covariance(logarithms, heights)
            / max(spread * Self.covariance(heights, heights).squareRoot(), 1e-6)
        let relief = min(spread / 0.25, 1)
        let variety = min(Float(parts.count) / 6, 1)
        let faults = max(near / count - 0.08, 0) * 3 + max(sky / count - 0.7, 0) * 3 + inside / count * 2
        score = max(relief * 0.5 + variety * 0.5 + 0.2 - faults, 0)
        // A bare wall or a bare field has few parts, however deep.
        isGood = near < 0.2 * count && sky < 0.8 * count && inside < 0.3 * count && relief > 0.25 && parts.count >= 4
    }

    private static func covariance(_ a: [Float], _ b: [Float]) -> Float {
        let count = Float(max(a.count, 1))
        let (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
        return zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) } / count
    }
}
