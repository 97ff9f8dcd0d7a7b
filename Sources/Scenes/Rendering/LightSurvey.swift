import CEmbree

/// What a few hundred rays tell beforehand about the light in a world: where it comes from, and how much is reflected.
///
/// It decides how often each kind of light is asked for, and stands in for the bounces that are not traced.
struct LightSurvey {
    /// Radiance that comes from all round at a surface after many bounces.
    private(set) var ambient = SIMD3<Float>.zero
    /// The shares of sun, sky and lamps in the light on surfaces.
    private(set) var shares = SIMD3<Float>(repeating: 1)
    /// How much of each direction of the sky surfaces see; `nil` where it is open.
    private(set) var visibility: [Float]?

    private static let mostPoints = 96
    /// What surfaces reflect on average.
    private static let albedo: Float = 0.4

    private struct Point {
        let position: SIMD3<Float>
        let normal: SIMD3<Float>
    }

    init(_ world: FlatWorld, from viewpoints: [Viewpoint]) {
        var random = SeededGenerator(seed: 11)
        let points = Self.points(world, viewpoints, &random)
        guard !points.isEmpty else { return }
        measure(points, world, openness: openness(points, world), &random)
    }

    /// Surfaces around the viewpoints, seen from there or from what is seen.
    private static func points(
        _ world: FlatWorld, _ viewpoints: [Viewpoint], _ random: inout SeededGenerator
    ) -> [Point] {
        var points: [Point] = []
        for attempt in 0..<4 * mostPoints where points.count < mostPoints && !viewpoints.isEmpty {
            let viewpoint = viewpoints[attempt % viewpoints.count]
            let offset = normalize(viewpoint.target - viewpoint.position)
            let direction = normalize(offset + SIMD3(random.normal(), random.normal(), random.normal()) * 0.6)
            var ray = cembree_ray()
            ray.set(viewpoint.position, direction, time: 0.5)
            guard world.intersect(&ray) else { continue }
            let surface = Surface(
                ray, in: world, position: viewpoint.position + direction * ray.far, direction: direction, spread: 1,
                isBumped: false)
            points.append(Point(position: surface.origin(towards: surface.facet), normal: surface.facet))
        }
        return points
    }

    /// The share of the upper half of directions that is open, weighted as surfaces see it; notes the guide.
    private mutating func openness(_ points: [Point], _ world: FlatWorld) -> Float {
        var seen = [Float](repeating: 0, count: SkyLight.guideColumns * SkyLight.guideRows)
        var open: Float = 0
        var total: Float = 0
        for row in 0..<SkyLight.guideRows {
            for column in 0..<SkyLight.guideColumns {
                let index = row * SkyLight.guideColumns + column
                let direction = world.sky.guideDirection(column, row)
                // Each direction asks every third point.
                for number in stride(from: index % 3, to: points.count, by: 3) {
                    let cosine = dot(points[number].normal, direction)
                    guard cosine > 0 else { continue }
                    let passed = world.transmittance(points[number].position, direction, .infinity, time: 0.5)
                    seen[index] += passed * 3 / Float(points.count)
                    open += passed * cosine
                    total += cosine
                }
            }
        }
        let share = open / max(total, 1e-6)
        // Openings that the world names are better known than by probing.
        if share < 0.2, world.portals.count == 0 { visibility = seen }
        return share
    }

    private mutating func measure(
        _ points: [Point], _ world: FlatWorld, openness: Float, _ random: inout SeededGenerator
    ) {
        if let visibility { world.sky.draw(visibility: visibility) }
        var sun = SIMD3<Float>.zero
        var sky = SIMD3<Float>.zero
        var lamps = SIMD3<Float>.zero
        let tries = 8
        for point in points {
            if let source = world.sky.sun {
                let cosine = dot(point.normal, source.direction)
                if cosine > 0 {
                    let passed = world.transmittance(point.position, source.direction, .infinity, time: 0.5)
                    sun += source.irradiance * (cosine * passed)
                }
            }
            for _ in 0..<tries {
                if world.sky.shines {
                    let draw = Self.skylight(point, world, &random)
                    let cosine = dot(point.normal, draw.direction)
                    if cosine > 0 {
                        let passed = world.transmittance(point.position, draw.direction, .infinity, time: 0.5)
                        sky += draw.light * (cosine * passed / Float(tries))
                    }
                }
                let lamp = world.lamps.sample(
                    from: point.position, normal: point.normal, choosing: random.unit(),
                    at: SIMD2(random.unit(), random.unit()))
                if let lamp {
                    let cosine = dot(point.normal, lamp.direction)
                    if cosine > 0 {
                        let passed = world.transmittance(point.position, lamp.direction, lamp.distance, time: 0.5)
                        lamps += lamp.light * (cosine * passed / Float(tries))
                    }
                }
            }
        }
        let irradiance = (sun + sky + lamps) / Float(points.count)
        let enclosed = 1 - openness
        // A geometric series of bounces between surfaces of the mean albedo, unless the world knows better.
        ambient =
            world.ambient != .zero
            ? world.ambient : irradiance / .pi * (Self.albedo * enclosed / (1 - Self.albedo * enclosed))
        let bright = SIMD3(luminance(sun), luminance(sky), luminance(lamps))
        // None is left out that exists: few points may have missed it.
        let floor = max(bright.x + bright.y + bright.z, 1e-6) * 0.06
        shares = SIMD3(
            world.sky.sun == nil ? 0 : bright.x + floor, world.sky.shines ? bright.y + floor : 0,
            world.lamps.count == 0 ? 0 : bright.z + floor)
        shares /= max(shares.x + shares.y + shares.z, 1e-9)
    }

    private static func skylight(
        _ point: Point, _ world: FlatWorld, _ random: inout SeededGenerator
    ) -> SkyLight.Draw {
        let at = SIMD2(random.unit(), random.unit())
        let portal = world.portals.sample(
            from: point.position, normal: point.normal, choosing: random.unit(), at: at)
        guard let portal else { return world.sky.sample(random.unit()) }
        return SkyLight.Draw(
            direction: portal.direction, light: portal.light * world.sky.radiance(portal.direction))
    }
}
