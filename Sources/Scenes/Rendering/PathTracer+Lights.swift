// What each kind of light gives a surface.

extension PathTracer {
    private static let shadowDraws = 4

    /// What a light gives: to be multiplied by the albedo, and mirrored.
    typealias Light = (diffuse: SIMD3<Float>, specular: SIMD3<Float>)

    @inline(__always)
    func add(_ light: Light, _ weight: Float, _ diffuse: inout SIMD3<Float>, _ specular: inout SIMD3<Float>) {
        diffuse += light.diffuse * weight
        specular += light.specular * weight
    }

    /// One light of those there are, weighted for all.
    @inline(__always)
    mutating func anyLight(
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
    mutating func sunlight(
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
    mutating func skylight(
        _ surface: Surface, _ view: SIMD3<Float>, time: Float, _ random: inout SampleSequence
    ) -> Light {
        if world.portals.count > 0, !isOutside,
            let portal = world.portals.sample(
                from: surface.position, normal: surface.normal, choosing: random.single(), at: random.pair())
        {
            return lit(
                surface, view, portal.direction, light: portal.light * world.sky.softRadiance(portal.direction),
                distance: .infinity, isMirrored: surface.roughness >= Self.smoothest, time: time)
        }
        let sky = world.sky.sample(random.single())
        return lit(
            surface, view, sky.direction, light: sky.light, distance: .infinity,
            isMirrored: surface.roughness >= Self.smoothest, time: time)
    }

    @inline(__always)
    mutating func lamplight(
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

    /// How much of the sky's light the world's things leave to a place on the ground of a panorama, which the panorama shows
    /// in the light of all of it: 1 or 0, and the share in the mean.
    mutating func shade(onGround place: SIMD3<Float>, time: Float, _ random: inout SampleSequence) -> Float {
        // One of several draws, by what each brings to level ground (Talbot, Cline, Egbert: Importance resampling for
        // global illumination, 2005).
        var direction = SIMD3<Float>.zero
        var sum: Float = 0
        for _ in 0..<Self.shadowDraws {
            let sky = world.sky.sample(random.single())
            let weight = luminance(sky.light) * max(sky.direction.y, 0)
            sum += weight
            if weight > 0, random.single() * sum <= weight { direction = sky.direction }
        }
        guard sum > 0 else { return 1 }
        rays &+= 1
        return world.transmittance(place, direction, .infinity, time: time)
    }

    /// Light from one direction, unless something stands in its way; `light` is irradiance square to it.
    @inline(__always)
    mutating func lit(
        _ surface: Surface, _ view: SIMD3<Float>, _ direction: SIMD3<Float>, light: SIMD3<Float>, distance: Float,
        isMirrored: Bool, time: Float
    ) -> Light {
        let cosine = dot(surface.normal, direction)
        guard cosine > 0, dot(surface.facet, direction) > 0 else { return (.zero, .zero) }
        rays &+= 1
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
    func backdrop(_ direction: SIMD3<Float>) -> SIMD3<Float> {
        var radiance = world.sky.radiance(direction)
        if let sun = world.sky.sun {
            let sine = sun.angularRadius.sine
            let cosine = (1 - sine * sine).squareRoot()
            if dot(direction, sun.direction) > cosine { radiance += sun.irradiance / (.pi * sine * sine) }
        }
        return radiance
    }
}
