/// The lamps of a world as plain memory, sampled one at a time by what each may give.
struct LampLight {
    private struct Source {
        /// A ball's middle, or a parallelogram's.
        var center: SIMD3<Float>
        var u: SIMD3<Float>
        var v: SIMD3<Float>
        /// Of a parallelogram, towards where it shines; zero for a ball.
        var normal: SIMD3<Float>
        var radiance: SIMD3<Float>
        var radius: Float
        var area: Float
        /// Luminance times area.
        var power: Float
    }

    /// One point of a lamp, seen from a place.
    struct Sample {
        var direction: SIMD3<Float>
        var distance: Float
        /// Radiance over density per solid angle.
        var light: SIMD3<Float>
    }

    private let sources: UnsafePointer<Source>?
    let count: Int

    init(_ lamps: [Lamp], _ memory: FlatMemory) {
        let sources = lamps.map(Self.source).filter { $0.power > 0 }
        count = sources.count
        self.sources = memory.copy(sources)
    }

    private static func source(_ lamp: Lamp) -> Source {
        let weights: SIMD3<Float> = [0.2126, 0.7152, 0.0722]
        switch lamp {
        case .sphere(let center, let radius, let radiance):
            let area = 4 * Float.pi * radius * radius
            return Source(
                center: center, u: .zero, v: .zero, normal: .zero, radiance: radiance, radius: radius, area: area,
                power: dot(radiance, weights) * area / 4)
        case .rectangle(let corner, let u, let v, let radiance):
            let normal = cross(u, v)
            let area = length(normal)
            return Source(
                center: corner + u / 2 + v / 2, u: u, v: v, normal: normalize(normal), radiance: radiance,
                radius: 0.5 * (dot(u, u) + dot(v, v)).squareRoot(), area: area, power: dot(radiance, weights) * area)
        }
    }

    /// A point of a lamp that may light a surface; `nil` where none can.
    ///
    /// Lamps are chosen in proportion to power, distance and angle, in one pass; `choosing` is from 0 to below 1.
    @inline(__always)
    func sample(from point: SIMD3<Float>, normal: SIMD3<Float>, choosing: Float, at: SIMD2<Float>) -> Sample? {
        guard let sources else { return nil }
        var total: Float = 0
        for index in 0..<count { total += Self.importance(sources[index], point, normal) }
        guard total > 0 else { return nil }
        var rest = choosing * total
        for index in 0..<count {
            let importance = Self.importance(sources[index], point, normal)
            rest -= importance
            if rest < 0 || index == count - 1, importance > 0 {
                return Self.sample(sources[index], probability: importance / total, from: point, at: at)
            }
        }
        return nil
    }

    /// Whether a straight way goes through one of the parallelograms against the direction in which it shines.
    @inline(__always)
    func isLeft(by origin: SIMD3<Float>, _ direction: SIMD3<Float>, _ distance: Float) -> Bool {
        guard let sources else { return false }
        for index in 0..<count {
            let source = sources[index]
            let along = dot(direction, source.normal)
            guard along < 0 else { continue }
            let reach = dot(source.center - origin, source.normal) / along
            guard reach > 0, reach < distance else { continue }
            let place = origin + direction * reach - source.center
            // Openings are rectangles, whose sides are square to each other.
            if abs(dot(place, source.u)) < 0.5 * dot(source.u, source.u),
                abs(dot(place, source.v)) < 0.5 * dot(source.v, source.v)
            {
                return true
            }
        }
        return false
    }

    /// About how much light the source may give.
    @inline(__always)
    private static func importance(_ source: Source, _ point: SIMD3<Float>, _ normal: SIMD3<Float>) -> Float {
        let offset = source.center - point
        let square = max(dot(offset, offset), source.radius * source.radius)
        let distance = square.squareRoot()
        // Wholly below the surface, or facing away.
        guard dot(offset, normal) > -source.radius else { return 0 }
        var facing: Float = 1
        if source.normal != .zero {
            let behind = dot(offset, source.normal)
            guard behind < source.radius else { return 0 }
            facing = max(-behind / distance, 0.1)
        }
        let cosine = max(dot(offset, normal) / distance, 0) + min(source.radius / distance, 1)
        return source.power * facing * (cosine + 0.05) / square
    }

    @inline(__always)
    private static func sample(
        _ source: Source, probability: Float, from point: SIMD3<Float>, at: SIMD2<Float>
    ) -> Sample? {
        if source.normal != .zero {
            let place = source.center + source.u * (at.x - 0.5) + source.v * (at.y - 0.5)
            let offset = place - point
            let square = dot(offset, offset)
            let distance = square.squareRoot()
            guard distance > 1e-4 else { return nil }
            let direction = offset / distance
            let facing = -dot(direction, source.normal)
            guard facing > 1e-4 else { return nil }
            // A panel spans no more than half of all directions, however near.
            let solidAngle = min(facing * source.area / square, 2 * .pi)
            return Sample(
                direction: direction, distance: distance * 0.999, light: source.radiance * (solidAngle / probability))
        }
        // The cone that holds the ball, evenly.
        let offset = source.center - point
        let square = dot(offset, offset)
        let sineSquare = source.radius * source.radius / max(square, 1e-12)
        guard sineSquare < 0.999 else { return nil }
        // 1 - cos, without the loss of digits that small lamps would suffer.
        let extent = sineSquare / (1 + (1 - sineSquare).squareRoot())
        let distance = square.squareRoot()
        let direction = inCone(offset / distance, extent: extent, at)
        return Sample(
            direction: direction, distance: (distance - source.radius) * 0.999,
            light: source.radiance * (2 * .pi * extent / probability))
    }
}

/// A direction within the cone about `axis` whose half angle has the cosine `1 - extent`, evenly by solid angle.
@inline(__always)
func inCone(_ axis: SIMD3<Float>, extent: Float, _ at: SIMD2<Float>) -> SIMD3<Float> {
    let down = extent * at.x
    let radius = max(down * (2 - down), 0).squareRoot()
    let around = 2 * Float.pi * at.y
    let (tangent, bitangent) = frame(about: axis)
    return tangent * (radius * around.cosine) + bitangent * (radius * around.sine) + axis * (1 - down)
}

/// Two directions square to `normal` and to each other (Duff et al., 2017).
@inline(__always)
func frame(about normal: SIMD3<Float>) -> (SIMD3<Float>, SIMD3<Float>) {
    let sign: Float = normal.z < 0 ? -1 : 1
    let a = -1 / (sign + normal.z)
    let b = normal.x * normal.y * a
    return (
        SIMD3(1 + sign * normal.x * normal.x * a, sign * b, -sign * normal.x),
        SIMD3(b, sign + normal.y * normal.y * a, -normal.y)
    )
}
