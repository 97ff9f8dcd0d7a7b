/// GGX reflection with Schlick's Fresnel and Smith's shadowing (Walter et al., 2007; Heitz, 2018).
enum Reflection {
    /// What share of the light a surface mirrors at this angle.
    @inline(__always)
    static func fresnel(_ straight: SIMD3<Float>, _ cosine: Float) -> SIMD3<Float> {
        let grazing = min(max(1 - cosine, 0), 1)
        let square = grazing * grazing
        // What mirrors nothing looked at straight mirrors nothing at all.
        let most = min(straight.largest * 50, 1)
        return straight + (SIMD3(repeating: most) - straight) * (square * square * grazing)
    }

    /// Radiance towards `view` per irradiance from `light`, both of length 1 and away from the surface; without the
    /// cosine.
    @inline(__always)
    static func value(
        _ reflectance: SIMD3<Float>, alpha: Float, normal: SIMD3<Float>, view: SIMD3<Float>, light: SIMD3<Float>
    ) -> SIMD3<Float> {
        let half = normalize(view + light)
        let facing = max(dot(normal, half), 0)
        let viewing = max(dot(normal, view), 1e-3)
        let lighting = max(dot(normal, light), 1e-3)
        let square = alpha * alpha
        let slope = facing * facing * (square - 1) + 1
        let distribution = square / (.pi * slope * slope)
        let shadowing =
            0.5
            / (lighting * (viewing * viewing * (1 - square) + square).squareRoot()
                + viewing * (lighting * lighting * (1 - square) + square).squareRoot())
        return fresnel(reflectance, dot(view, half)) * (distribution * shadowing)
    }

    /// A mirrored direction and the share of its radiance that comes back towards `view`, by sampling the visible
    /// micro-facets; `nil` where it would go into the surface.
    @inline(__always)
    static func sample(
        _ reflectance: SIMD3<Float>, alpha: Float, normal: SIMD3<Float>, view: SIMD3<Float>, _ at: SIMD2<Float>
    ) -> (direction: SIMD3<Float>, weight: SIMD3<Float>)? {
        let (tangent, bitangent) = frame(about: normal)
        let local = SIMD3(dot(view, tangent), dot(view, bitangent), max(dot(view, normal), 1e-3))
        let stretched = normalize(SIMD3(alpha * local.x, alpha * local.y, local.z))
        let (first, second) = frame(about: stretched)
        let radius = at.x.squareRoot()
        let around = 2 * Float.pi * at.y
        // Duff's frame is right-handed about any axis, so half of the disc is folded by the projected area.
        let s = 0.5 * (1 + stretched.z)
        let along = SIMD2(radius * around.cosine, radius * around.sine)
        let flat = SIMD3<Float>(-stretched.y, stretched.x, 0)
        let sideways = dot(flat, flat) > 1e-12 ? normalize(flat) : first
        let other = dot(flat, flat) > 1e-12 ? cross(stretched, sideways) : second
        let folded = (1 - s) * max(1 - along.x * along.x, 0).squareRoot() + s * along.y
        let depth = max(1 - along.x * along.x - folded * folded, 0).squareRoot()
        let facet = sideways * along.x + other * folded + stretched * depth
        let half = normalize(SIMD3(alpha * facet.x, alpha * facet.y, max(facet.z, 1e-6)))
        let mirrored = half * (2 * dot(local, half)) - local
        guard mirrored.z > 1e-4 else { return nil }
        let square = alpha * alpha
        let lighting = (mirrored.z * mirrored.z * (1 - square) + square).squareRoot()
        let viewing = (local.z * local.z * (1 - square) + square).squareRoot()
        // G2 / G1 of the height-correlated Smith term.
        let masking = mirrored.z * (local.z + viewing) / (mirrored.z * viewing + local.z * lighting)
        let direction = tangent * mirrored.x + bitangent * mirrored.y + normal * mirrored.z
        return (direction, fresnel(reflectance, dot(local, half)) * masking)
    }
}
