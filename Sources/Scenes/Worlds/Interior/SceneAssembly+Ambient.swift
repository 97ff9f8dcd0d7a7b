extension SceneAssembly {
    /// Works out ``World/ambient`` of a room from what its lamps and windows let in, as in an integrating sphere:
    /// `radiance = flux · ρ / (π · area · (1 - ρ))`.
    ///
    /// - Parameter area: Of floor, ceiling and walls, in square metres.
    mutating func addInteriorAmbient(area: Float) {
        var flux = SIMD3<Float>.zero
        for lamp in world.lamps {
            switch lamp {
            case .sphere(_, let radius, let radiance): flux += radiance * (4 * .pi * .pi * radius * radius)
            case .rectangle(_, let u, let v, let radiance): flux += radiance * (.pi * length(cross(u, v)))
            }
        }
        let skylight = world.sky.panorama.horizontalIrradiance * world.sky.intensity
        for portal in world.portals {
            let inward = cross(portal.u, portal.v)
            // Half of the sky is behind the wall; frames, curtains and houses keep out some of the rest.
            flux += skylight * (0.35 * length(inward))
            if let sun = world.sky.sun { flux += sun.irradiance * (0.4 * max(0, -dot(inward, sun.direction))) }
        }
        let reflectance: Float = 0.55
        // Furniture adds as much again as a third of the walls.
        world.ambient = flux * (reflectance / (.pi * area * 1.35 * (1 - reflectance)))
    }
}
