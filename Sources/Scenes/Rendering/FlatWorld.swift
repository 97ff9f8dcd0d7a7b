import CEmbree

/// A world as plain memory, with the hierarchy that rays search: made once, read by all threads.
final class FlatWorld: @unchecked Sendable {
    // Nothing changes after init, and everything pointed to is owned by `memory`.
    let memory = FlatMemory()
    let scene: RayScene
    /// By the ids of ``scene``.
    let parts: UnsafePointer<FlatPart>
    let partCount: Int
    let sky: SkyLight
    let lamps: LampLight
    /// Openings that the sky's light comes through, as lamps of radiance 1; none where the sky is open.
    let portals: LampLight
    /// As ``World/ambient``.
    let ambient: SIMD3<Float>
    /// As ``World/distances``.
    let distances: PanoramaDistances?

    /// - Throws: ``ScenesError``.
    init(_ world: World) throws(ScenesError) {
        scene = try RayScene()
        var builder = FlatWorldBuilder(memory: memory)
        var parts: [FlatPart] = []
        try builder.add(world.instances, to: scene, &parts)
        for strands in world.strands { try builder.add(strands, to: scene, &parts) }
        try scene.commit()
        partCount = parts.count
        self.parts = memory.copy(parts) ?? UnsafePointer(memory.room(for: 0, of: FlatPart.self))
        sky = SkyLight(world.sky, memory)
        lamps = LampLight(world.lamps, memory)
        ambient = world.ambient
        distances = world.distances
        portals = LampLight(
            world.portals.map { .rectangle(corner: $0.corner, u: $0.u, v: $0.v, radiance: .one) }, memory)
    }

    /// The nearest surface that a ray meets; whether there is one.
    @inline(__always)
    func intersect(_ ray: inout cembree_ray) -> Bool {
        cembree_intersect(scene.handle, flatWorldPassage, parts, &ray)
        return ray.geometry != UInt32.max
    }

    /// What a ray has hit.
    @inline(__always)
    func part(hitBy ray: cembree_ray) -> UnsafePointer<FlatPart> {
        parts + Int(ray.instance != UInt32.max ? ray.instance : ray.geometry)
    }

    /// The share of light that comes from `origin` as far as `distance` in `direction`.
    @inline(__always)
    func transmittance(_ origin: SIMD3<Float>, _ direction: SIMD3<Float>, _ distance: Float, time: Float) -> Float {
        var ray = cembree_ray()
        ray.set(origin, direction, far: distance, time: time)
        return cembree_transmittance(scene.handle, flatWorldPassage, parts, &ray)
    }
}

/// What Embree asks about surfaces that may let light through.
private func flatWorldPassage(
    _ world: UnsafeRawPointer?, _ part: UInt32, _ primitive: UInt32, _ u: Float, _ v: Float
) -> Float {
    guard let world else { return 0 }
    let part = world.assumingMemoryBound(to: FlatPart.self) + Int(part)
    let material = part.pointee.material(of: Int(primitive))
    if material.pointee.isCutout, let texture = material.pointee.texture, let triangles = part.pointee.triangles {
        let triangle = triangles[Int(primitive)]
        let place =
            material.pointee.boxMetres > 0
            ? part.pointee.boxCoordinate(triangle: triangle, u: u, v: v, metres: material.pointee.boxMetres)
            : part.pointee.coordinate(triangle: triangle, u: u, v: v) * material.pointee.repeats
        if texture.pointee.channel(3, place, level: 0) < 0.5 { return 1 }
    }
    return material.pointee.transparency
}

extension FlatPart {
    /// Texture coordinates by position at a point of a triangle.
    func boxCoordinate(triangle: SIMD3<UInt32>, u: Float, v: Float, metres: Float) -> SIMD2<Float> {
        guard let positions else { return .zero }
        let a = positions[Int(triangle.x)]
        let edge1 = positions[Int(triangle.y)] - a
        let edge2 = positions[Int(triangle.z)] - a
        return Self.box((a + edge1 * u + edge2 * v) * scale, normal: cross(edge1, edge2), metres: metres)
    }
}

extension cembree_ray {
    @inline(__always)
    mutating func set(
        _ origin: SIMD3<Float>, _ direction: SIMD3<Float>, near: Float = 0, far: Float = .infinity, time: Float = 0
    ) {
        origin_x = origin.x
        origin_y = origin.y
        origin_z = origin.z
        self.near = near
        direction_x = direction.x
        direction_y = direction.y
        direction_z = direction.z
        self.time = time
        self.far = far
    }
}
