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
    var rays = 0

    /// Surfaces smoother than this see lights by mirrored rays alone.
    private static let smoothest: Float = 0.3
    private static let mostPanes = 6

    init(_ world: FlatWorld, bounces: Int, ambient: SIMD3<Float> = .zero, lightShares: SIMD2<Float>? = nil) {
        self.world = world
        self.bounces = bounces
        self.ambient = ambient
        let sun: Float = world.sky.sun == nil ? 0 : 1
        let sky: Float = world.sky.shines ? 1 : 0
        let lamps: Float = world.lamps.count == 0 ? 0 : 1
        let total = max(sun + sky + lamps, 1)
        self.lightShares = lightShares ?? [sun / total, (sun + sky) / total]
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
        while true {
            var ray = cembree_ray()
            ray.set(origin, along, time: time)
            rays += 1
            guard world.intersect(&ray) else {
                sample.direct += through * backdrop(along)
                return sample
            }
            travelled += ray.far
            let surface = Surface(
                ray, in: world, position: origin + along * ray.far, direction: along, spread: spread * travelled,
                isBumped: true)
            if surface.transparency > 0, panes < Self.mostPanes {
                panes += 1
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
        if world.sky.sun != nil { add(sunlight(surface, view, time: time, &random), 1, &diffuse, &specular) }
        if world.sky.shines { add(skylight(surface, view, time: time, &random), 1, &diffuse, &specular) }
        if world.lamps.count > 0 { add(lamplight(surface, view, time: time, &random), 1, &diffuse, &specular) }
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
                            surface.origin(towards: direction), direction, seesLight: surface.roughness < Self.smoothest,
                            bounces: bounces, spread: 0.02 + surface.alpha, time: time, &random)
                }
            } else if surface.albedo.max() > 0 {
                let direction = scattered(surface, at)
                if dot(direction, surface.facet) > 0 {
                    diffuse +=
                        incoming(
                            surface.origin(towards: direction), direction, seesLight: false, bounces: bounces, spread: 0.3,
                            time: time, &random) / (1 - mirrorShare)
                }
            }
        } else {
            diffuse += ambient
        }
        sample.diffuse += through * surface.albedo * diffuse
        sample.specular += through * specular
    }

    /// How often a ray is mirrored rather than scattered.
    @inline(__always)
    private func share(_ surface: Surface, _ view: SIMD3<Float>) -> Float {
        let scattered = surface.albedo.max()
        guard scattered > 0 else { return 1 }
        // The little that chalk mirrors comes from the lights themselves.
        guard surface.roughness < 0.55 || surface.reflectance.max() > 0.1 else { return 0 }
        let mirrored = Reflection.fresnel(surface.reflectance, dot(surface.normal, view)).max()
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
        while left > 0 {
            var ray = cembree_ray()
            ray.set(origin, direction, time: time)
            rays += 1
            guard world.intersect(&ray) else {
                if seesLight { sum += through * world.sky.radiance(direction) }
                break
            }
            let surface = Surface(
                ray, in: world, position: origin + direction * ray.far, direction: direction, spread: spread * ray.far,
                isBumped: false)
            if surface.transparency > 0, panes < Self.mostPanes, random.single() < surface.transparency {
                panes += 1
                through *= surface.tint
                origin = surface.origin(towards: direction)
                continue
            }
            if seesLight { sum += through * surface.emission }
            let view = -direction
            let (diffuse, specular) = anyLight(surface, view, time: time, &random)
            sum += through * (surface.albedo * diffuse + specular)
            left -= 1
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
            let survival = min(through.max() * 1.5, 1)
            guard random.single() < survival else { break }
            through /= survival
        }
        return sum
    }
}

// MARK: - Lights

extension PathTracer {
    /// What a light gives: to be multiplied by the albedo, and mirrored.
    typealias Light = (diffuse: SIMD3<Float>, specular: SIMD3<Float>)

    @inline(__always)
    private func add(_ light: Light, _ weight: Float, _ diffuse: inout SIMD3<Float>, _ specular: inout SIMD3<Float>) {
        diffuse += light.diffuse * weight
        specular += light.specular * weight
    }

    /// One light of those there are, weighted for all.
    @inline(__always)
    private mutating func anyLight(
        _ surface: Surface, _ view: SIMD3<Float>, time: Float, _ random: inout SampleSequence
    ) -> Light {
        let choice = random.single()
        if choice < lightShares.x {
            let light = sunlight(surface, view, time: time, &random)
            return (light.diffuse / lightShares.x, light.specular / lightShares.x)
        }
        if choice < lightShares.y {
            let share = lightShares.y - lightShares.x
            let light = skylight(surface, view, time: time, &random)
            return (light.diffuse / share, light.specular / share)
        }
        guard world.lamps.count > 0 else { return (.zero, .zero) }
        let share = 1 - lightShares.y
        let light = lamplight(surface, view, time: time, &random)
        return (light.diffuse / share, light.specular / share)
    }

    @inline(__always)
    private mutating func sunlight(
        _ surface: Surface, _ view: SIMD3<Float>, time: Float, _ random: inout SampleSequence
    ) -> Light {
        guard let sun = world.sky.sun else { return (.zero, .zero) }
        let at = random.pair()
        let sine = sun.angularRadius.sine
        let direction = inCone(sun.direction, extent: sine * sine / (1 + sun.angularRadius.cosine), at)
        return lit(
            surface, view, direction, light: sun.irradiance, distance: .infinity, isMirrored: true, time: time)
    }

    @inline(__always)
    private mutating func skylight(
        _ surface: Surface, _ view: SIMD3<Float>, time: Float, _ random: inout SampleSequence
    ) -> Light {
        if world.portals.count > 0 {
            let at = random.pair()
            guard
                let portal = world.portals.sample(
                    from: surface.position, normal: surface.normal, choosing: random.single(), at: at)
            else { return (.zero, .zero) }
            return lit(
                surface, view, portal.direction, light: portal.light * world.sky.radiance(portal.direction),
                distance: .infinity, isMirrored: surface.roughness >= Self.smoothest, time: time)
        }
        let sky = world.sky.sample(random.pair(), choosing: random.single())
        return lit(
            surface, view, sky.direction, light: sky.radiance / sky.density, distance: .infinity,
            isMirrored: surface.roughness >= Self.smoothest, time: time)
    }

    @inline(__always)
    private mutating func lamplight(
        _ surface: Surface, _ view: SIMD3<Float>, time: Float, _ random: inout SampleSequence
    ) -> Light {
        let at = random.pair()
        guard
            let lamp = world.lamps.sample(
                from: surface.position, normal: surface.normal, choosing: random.single(), at: at)
        else { return (.zero, .zero) }
        return lit(
            surface, view, lamp.direction, light: lamp.light, distance: lamp.distance,
            isMirrored: surface.roughness >= Self.smoothest, time: time)
    }

    /// Light from one direction, unless something stands in its way; `light` is irradiance square to it.
    @inline(__always)
    private mutating func lit(
        _ surface: Surface, _ view: SIMD3<Float>, _ direction: SIMD3<Float>, light: SIMD3<Float>, distance: Float,
        isMirrored: Bool, time: Float
    ) -> Light {
        let cosine = dot(surface.normal, direction)
        guard cosine > 0, dot(surface.facet, direction) > 0 else { return (.zero, .zero) }
        rays += 1
        let passed = world.transmittance(surface.origin(towards: direction), direction, distance, time: time)
        guard passed > 0 else { return (.zero, .zero) }
        let irradiance = light * (cosine * passed)
        var specular = SIMD3<Float>.zero
        if isMirrored {
            specular =
                irradiance
                * Reflection.value(
                    surface.reflectance, alpha: max(surface.alpha, 0.01), normal: surface.normal, view: view,
                    light: direction)
        }
        return (irradiance / .pi, specular)
    }

    /// The sky as the camera sees it, with the disc of the sun.
    @inline(__always)
    private func backdrop(_ direction: SIMD3<Float>) -> SIMD3<Float> {
        var radiance = world.sky.radiance(direction)
        if let sun = world.sky.sun {
            let sine = sun.angularRadius.sine
            let cosine = (1 - sine * sine).squareRoot()
            if dot(direction, sun.direction) > cosine { radiance += sun.irradiance / (.pi * sine * sine) }
        }
        return radiance
    }
}
