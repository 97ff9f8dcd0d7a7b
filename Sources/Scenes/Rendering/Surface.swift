import CEmbree

/// A point of a surface as light meets it: where, which way it faces, and how it reflects.
struct Surface {
    var position: SIMD3<Float>
    /// Of the flat facet or the strand, towards the ray.
    var facet: SIMD3<Float>
    /// Smooth and bumped, towards the ray.
    var normal: SIMD3<Float>
    /// What it scatters, linear RGB.
    var albedo: SIMD3<Float>
    /// What it mirrors, looked at straight.
    var reflectance: SIMD3<Float>
    var emission: SIMD3<Float>
    /// The square of the roughness, as GGX has it.
    var alpha: Float
    var roughness: Float
    var transparency: Float
    var tint: SIMD3<Float>

    /// - Parameters:
    ///   - direction: Of the ray, of length 1.
    ///   - distance: From the ray's origin.
    ///   - spread: How wide the ray has become, in metres.
    ///   - isBumped: Whether to look at height maps.
    @inline(__always)
    init(
        _ ray: cembree_ray, in world: FlatWorld, position: SIMD3<Float>, direction: SIMD3<Float>, spread: Float,
        isBumped: Bool
    ) {
        let isInstance = ray.instance != UInt32.max
        let part = world.part(hitBy: ray)
        let primitive = Int(ray.primitive)
        let material = part.pointee.material(of: primitive)
        self.position = position
        var facet = SIMD3(ray.normal_x, ray.normal_y, ray.normal_z)
        if isInstance { facet = part.pointee.normalTransform.direction(facet) }
        facet = normalize(facet)
        if dot(facet, direction) > 0 { facet = -facet }
        self.facet = facet
        normal = facet

        var base = material.pointee.baseColor
        // What a shining screen shows.
        var shown = SIMD3<Float>.one
        if let triangles = part.pointee.triangles {
            let triangle = triangles[primitive]
            if let normals = part.pointee.normals {
                let smooth =
                    normals[Int(triangle.x)] * (1 - ray.u - ray.v) + normals[Int(triangle.y)] * ray.u
                    + normals[Int(triangle.z)] * ray.v
                normal = Self.towards(normalize(part.pointee.normalTransform.direction(smooth)), facet, direction)
            }
            let cosine = max(-dot(facet, direction), 0.1)
            if material.pointee.texture != nil || (isBumped && material.pointee.bump != nil) {
                let place = TexturePlace(part, material, triangle, u: ray.u, v: ray.v)
                if let texture = material.pointee.texture {
                    let footprint = spread / cosine.squareRoot() * place.density
                    let color = texture.pointee.sample(place.at, level: texture.pointee.level(footprint: footprint))
                    base *= SIMD3(color.x, color.y, color.z)
                    shown = SIMD3(color.x, color.y, color.z)
                }
                if isBumped, let bump = material.pointee.bump, material.pointee.bumpHeight != 0 {
                    let bumped = place.bumped(
                        normal, by: bump, height: material.pointee.bumpHeight, footprint: spread * place.density,
                        part.pointee)
                    normal = Self.towards(bumped, facet, direction)
                }
            }
        } else if let tints = part.pointee.tints, let strands = part.pointee.strands {
            base *= tints[Int(strands[primitive])]
        }

        let metallic = material.pointee.metallic
        transparency = material.pointee.transparency
        tint = base
        reflectance = mix(SIMD3(repeating: material.pointee.reflectance), base, metallic)
        albedo = base * ((1 - metallic) * (1 - transparency)) * (1 - reflectance)
        emission = material.pointee.emission * shown
        roughness = material.pointee.roughness
        alpha = roughness * roughness
    }

    /// Keeps a shading normal on the side that the ray sees.
    @inline(__always)
    private static func towards(
        _ normal: SIMD3<Float>, _ facet: SIMD3<Float>, _ direction: SIMD3<Float>
    ) -> SIMD3<Float> {
        var normal = dot(normal, facet) < 0 ? -normal : normal
        let away = dot(normal, direction)
        // Bent just back into view, where it looks away.
        if away > -0.02 { normal = normalize(normal - direction * (away + 0.02)) }
        return normal
    }

    /// A point just off the surface, on the side of `direction`, from which rays do not meet it again.
    @inline(__always)
    func origin(towards direction: SIMD3<Float>) -> SIMD3<Float> {
        let size = max(abs(position.x), abs(position.y), abs(position.z))
        let offset = 2e-5 + size * 2e-6
        return position + facet * (dot(facet, direction) < 0 ? -offset : offset)
    }
}

/// Where on a texture a point of a triangle lies.
private struct TexturePlace {
    let at: SIMD2<Float>
    /// Parts of the texture's width per metre.
    let density: Float
    /// Metres in the mesh's frame per whole texture, along u and along v.
    let tangent: SIMD3<Float>
    let bitangent: SIMD3<Float>

    @inline(__always)
    init(
        _ part: UnsafePointer<FlatPart>, _ material: UnsafePointer<FlatMaterial>, _ triangle: SIMD3<UInt32>, u: Float,
        v: Float
    ) {
        guard let positions = part.pointee.positions else {
            (at, density, tangent, bitangent) = (.zero, 0, .zero, .zero)
            return
        }
        let a = positions[Int(triangle.x)]
        let edge1 = (positions[Int(triangle.y)] - a) * part.pointee.scale
        let edge2 = (positions[Int(triangle.z)] - a) * part.pointee.scale
        let across = cross(edge1, edge2)
        let metres = material.pointee.boxMetres
        if metres > 0 {
            let point = a * part.pointee.scale + edge1 * u + edge2 * v
            at = FlatPart.box(point, normal: across, metres: metres)
            density = 1 / metres
            let size = SIMD3(abs(across.x), abs(across.y), abs(across.z))
            if size.y >= size.x && size.y >= size.z {
                (tangent, bitangent) = (SIMD3(metres, 0, 0), SIMD3(0, 0, -metres))
            } else if size.x >= size.z {
                (tangent, bitangent) = (SIMD3(0, 0, across.x > 0 ? -metres : metres), SIMD3(0, metres, 0))
            } else {
                (tangent, bitangent) = (SIMD3(across.z > 0 ? metres : -metres, 0, 0), SIMD3(0, metres, 0))
            }
            return
        }
        guard let coordinates = part.pointee.coordinates else {
            (at, density, tangent, bitangent) = (.zero, 0, .zero, .zero)
            return
        }
        let repeats = material.pointee.repeats
        let start = coordinates[Int(triangle.x)]
        let side1 = (coordinates[Int(triangle.y)] - start) * repeats
        let side2 = (coordinates[Int(triangle.z)] - start) * repeats
        at = start * repeats + side1 * u + side2 * v
        let area = side1.x * side2.y - side1.y * side2.x
        density = (abs(area) / max(length(across), 1e-12)).squareRoot()
        if abs(area) > 1e-12 {
            tangent = (edge1 * side2.y - edge2 * side1.y) / area
            bitangent = (edge2 * side1.x - edge1 * side2.x) / area
        } else {
            (tangent, bitangent) = (.zero, .zero)
        }
    }

    /// The normal, tilted by the slope of a height map.
    @inline(__always)
    func bumped(
        _ normal: SIMD3<Float>, by bump: UnsafePointer<FlatTexture>, height: Float, footprint: Float, _ part: FlatPart
    ) -> SIMD3<Float> {
        let level = bump.pointee.level(footprint: footprint)
        let step = SIMD2(
            1 / Float(bump.pointee.levels[level].width), 1 / Float(bump.pointee.levels[level].height))
        let here = bump.pointee.channel(0, at, level: level)
        let right = bump.pointee.channel(0, at + SIMD2(step.x, 0), level: level)
        let above = bump.pointee.channel(0, at + SIMD2(0, step.y), level: level)
        let lengthU = dot(tangent, tangent)
        let lengthV = dot(bitangent, bitangent)
        guard lengthU > 1e-12, lengthV > 1e-12 else { return normal }
        // Height per metre along each tangent, as a gradient in the mesh's frame scaled to metres.
        let slope =
            tangent * ((right - here) * height / (step.x * lengthU))
            + bitangent * ((above - here) * height / (step.y * lengthV))
        let turned = part.transform.direction(slope / part.scale)
        return normalize(normal - turned)
    }
}
