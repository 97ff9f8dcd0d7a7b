import CEmbree

/// Follows light backwards from one pixel sample into a world.
///
/// Sun, sky and lamps are sampled at each surface; rays that leave rough surfaces do not count what they meet by
/// chance, so that no light counts twice. Mirror-like rays see the sky and shining surfaces themselves.
struct PathTracer {
    /// What one sample of a pixel sees, kept apart for the denoiser.
    struct Sample {
        /// Sky and shining surfaces, which carry no noise.
        var direct = SIMD3<Float>.zero
        /// Scattered by the first surface.
        var diffuse = SIMD3<Float>.zero
        /// What the first surface scatters of the light that falls on it.
        var albedo = SIMD3<Float>.zero
        /// Mirrored by the first surface.
        var specular = SIMD3<Float>.zero
        var normal = SIMD3<Float>.zero
        /// 1/m along the ray; 0 is sky.
        var inverseDistance: Float = 0
        var roughness: Float = 1
    }

    let world: FlatWorld
    let bounces: Int
    /// Radiance that comes from all round after the last bounce.
    let ambient: SIMD3<Float>
    /// Which light a surface seen indirectly samples: sun below the first, sky below the second, else a lamp.
    let lightShares: SIMD2<Float>
    /// How often the first surface samples sun, sky and lamps: always, but for what matters little here.
    let lightChances: SIMD3<Float>
    /// Rare paths that bring more than this are cut, or each would leave a spark in the picture.
    let brightest: Float
    var rays = 0
    /// Whether the path has left a room through one of its openings, so that it sees the sky all round.
    private(set) var isOutside = false

    /// Surfaces smoother than this see lights by mirrored rays alone.
    static let smoothest: Float = 0.3
    private static let mostPanes = 6

    init(_ world: FlatWorld, _ survey: LightSurvey, bounces: Int) {
        self.world = world
        self.bounces = bounces
        ambient = survey.ambient
        brightest = survey.white * 12
        lightShares = SIMD2(survey.shares.x, survey.shares.x + survey.shares.y)
        lightChances = (survey.shares * 4).clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 1))
    }

    /// Traces a camera ray; `spread` is the angle of a pixel in radians.
    mutating func trace(
        _ start: SIMD3<Float>, _ along: SIMD3<Float>, spread: Float, time: Float, _ random: inout SampleSequence
    ) -> Sample {
        var sample = Sample()
        var origin = start
        var through = SIMD3<Float>(repeating: 1)
        var travelled: Float = 0
        var panes = 0
        isOutside = false
        while true {
            var ray = cembree_ray()
            ray.set(origin, along, time: time)
            rays &+= 1
            guard world.intersect(&ray) else {
                if panes == 0, world.partCount > 0, let distance = world.distances?.toGround(along: along) {
                    // The panorama's own ground, for the denoiser too: its shadows are noise until then.
                    sample.albedo = backdrop(along)
                    sample.normal = [0, 1, 0]
                    sample.inverseDistance = 1 / distance
                    sample.diffuse = sample.albedo * shade(onGround: origin + along * distance, time: time, &random)
                } else {
                    sample.direct += through * backdrop(along)
                }
                return sample
            }
            travelled += ray.far
            noteOpenings(origin, along, ray.far)
            let surface = Surface(
                ray, in: world, position: origin + along * ray.far, direction: along, spread: spread * travelled,
                isBumped: true)
            if surface.transparency > 0, panes < Self.mostPanes {
                panes &+= 1
                let view = -along
                // Both faces of the pane mirror.
                let once = Reflection.fresnel(surface.reflectance, dot(surface.normal, view))
                let mirrored = 2 * once / (1 + once)
                if panes == 1 {
                    let direction = along + surface.normal * (2 * dot(surface.normal, view))
                    sample.specular +=
                        through * mirrored
                        * incoming(
                            surface.origin(towards: direction), direction, seesLight: true, bounces: 1, spread: 0.02,
                            time: time, &random)
                }
                if surface.transparency >= 0.5 {
                    through *= (1 - mirrored) * surface.tint * surface.transparency
                    origin = surface.origin(towards: along)
                    continue
                }
                // What shines through cloth is blurred anyhow: it goes where the denoiser is generous.
                sample.specular +=
                    through * surface.tint * surface.transparency
                    * incoming(
                        surface.origin(towards: along), along, seesLight: true, bounces: 1,
                        spread: spread * travelled, time: time, &random)
            }
            sample.direct += through * surface.emission
            sample.normal = surface.normal
            sample.inverseDistance = 1 / max(travelled, 1e-4)
            sample.roughness = surface.roughness
            sample.albedo = through * surface.albedo
            shade(surface, view: -along, through, time: time, &sample, &random)
            return sample
        }
    }

    /// Light on the first surface: from every kind of source, and from around.
    @inline(__always)
    private mutating func shade(
        _ surface: Surface, view: SIMD3<Float>, _ through: SIMD3<Float>, time: Float, _ sample: inout Sample,
        _ random: inout SampleSequence
    ) {
        var diffuse = SIMD3<Float>.zero
        var specular = SIMD3<Float>.zero
        let chances = lightChances
        if chances.x == 1 || (chances.x > 0 && random.single() < chances.x) {
            add(sunlight(surface, view, time: time, &random), 1 / chances.x, &diffuse, &specular)
        }
        if chances.y == 1 || (chances.y > 0 && random.single() < chances.y) {
            add(skylight(surface, view, time: time, &random), 1 / chances.y, &diffuse, &specular)
        }
        if chances.z == 1 || (chances.z > 0 && random.single() < chances.z) {
            add(lamplight(surface, view, time: time, &random), 1 / chances.z, &diffuse, &specular)
        }
        if bounces > 0 {
            let mirrorShare = share(surface, view)
            let choice = random.single()
            let at = random.pair()
            if choice < mirrorShare {
                if let (direction, weight) = Reflection.sample(
                    surface.reflectance, alpha: surface.alpha, normal: surface.normal, view: view, at),
                    dot(direction, surface.facet) > 0
                {
                    specular +=
                        weight / mirrorShare
                        * incoming(
                            surface.origin(towards: direction), direction,
                            seesLight: surface.roughness < Self.smoothest,
                            bounces: bounces, spread: 0.02 + surface.alpha, time: time, &random)
                }
            } else if surface.albedo.largest > 0 {
                let direction = scattered(surface, at)
                if dot(direction, surface.facet) > 0 {
                    diffuse +=
                        incoming(
                            surface.origin(towards: direction), direction, seesLight: false, bounces: bounces,
                            spread: 0.3,
                            time: time, &random) / (1 - mirrorShare)
                }
            }
        } else {
            diffuse += ambient
        }
        sample.diffuse += through * surface.albedo * diffuse
        sample.specular += through * limited(specular)
    }

    @inline(__always)
    private mutating func noteOpenings(_ origin: SIMD3<Float>, _ direction: SIMD3<Float>, _ distance: Float) {
        if world.portals.count > 0, !isOutside, world.portals.isLeft(by: origin, direction, distance) {
            isOutside = true
        }
    }

    @inline(__always)
    private func limited(_ light: SIMD3<Float>) -> SIMD3<Float> {
        let bright = light.largest
        return bright > brightest ? light * (brightest / bright) : light
    }

    /// How often a ray is mirrored rather than scattered.
    @inline(__always)
    private func share(_ surface: Surface, _ view: SIMD3<Float>) -> Float {
        let scattered = surface.albedo.largest
        guard scattered > 0 else { return 1 }
        // The little that chalk mirrors comes from the lights themselves.
        guard surface.roughness < 0.55 || surface.reflectance.largest > 0.1 else { return 0 }
        let mirrored = Reflection.fresnel(surface.reflectance, dot(surface.normal, view)).largest
        return min(max(mirrored / (mirrored + scattered), 0.15), 0.9)
    }

    @inline(__always)
    private func scattered(_ surface: Surface, _ at: SIMD2<Float>) -> SIMD3<Float> {
        let radius = at.x.squareRoot()
        let around = 2 * Float.pi * at.y
        let (tangent, bitangent) = frame(about: surface.normal)
        return tangent * (radius * around.cosine) + bitangent * (radius * around.sine)
            + surface.normal * max(1 - at.x, 0).squareRoot()
    }

    /// Radiance that comes back along a ray that left a surface.
    private mutating func incoming(
        _ start: SIMD3<Float>, _ towards: SIMD3<Float>, seesLight: Bool, bounces: Int, spread: Float, time: Float,
        _ random: inout SampleSequence
    ) -> SIMD3<Float> {
        var sum = SIMD3<Float>.zero
        var through = SIMD3<Float>(repeating: 1)
        var origin = start
        var direction = towards
        var seesLight = seesLight
        var left = bounces
        var panes = 0
        let startedOutside = isOutside
        defer { isOutside = startedOutside }
        while left > 0 {
            var ray = cembree_ray()
            ray.set(origin, direction, time: time)
            rays &+= 1
            guard world.intersect(&ray) else {
                if seesLight {
                    let isBlurred = spread > 0.04 || left < bounces
                    sum +=
                        through * (isBlurred ? world.sky.softRadiance(direction) : world.sky.radiance(direction))
                }
                break
            }
            noteOpenings(origin, direction, ray.far)
            let surface = Surface(
                ray, in: world, position: origin + direction * ray.far, direction: direction, spread: spread * ray.far,
                isBumped: false)
            if surface.transparency > 0, panes < Self.mostPanes, random.single() < surface.transparency {
                panes &+= 1
                through *= surface.tint
                origin = surface.origin(towards: direction)
                continue
            }
            if seesLight { sum += through * surface.emission }
            let view = -direction
            let (diffuse, specular) = anyLight(surface, view, time: time, &random)
            sum += through * (surface.albedo * diffuse + specular)
            left &-= 1
            if left == 0 {
                sum += through * (surface.albedo + surface.reflectance) * ambient
                break
            }
            let mirrorShare = share(surface, view)
            let at = random.pair()
            if random.single() < mirrorShare {
                guard
                    let (mirrored, weight) = Reflection.sample(
                        surface.reflectance, alpha: surface.alpha, normal: surface.normal, view: view, at)
                else { break }
                through *= weight / mirrorShare
                direction = mirrored
                seesLight = surface.roughness < Self.smoothest
            } else {
                through *= surface.albedo / (1 - mirrorShare)
                direction = scattered(surface, at)
                seesLight = false
            }
            guard dot(direction, surface.facet) > 0 else { break }
            origin = surface.origin(towards: direction)
            // Russian roulette: dim paths end early, the rest stand for them.
            let survival = min(through.largest * 1.5, 1)
            guard random.single() < survival else { break }
            through /= survival
        }
        return limited(sum)
    }
}
