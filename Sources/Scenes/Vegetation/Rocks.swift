internal import Foundation

/// Stones: noisy spheres, flattened and cut.
enum Rocks {
    /// A stone of about 1 m, standing on y = 0.
    ///
    /// - Parameters:
    ///   - roughness: 0 is a pebble, 0.5 is craggy.
    ///   - subdivisions: Facets across each side.
    static func mesh(roughness: Float, subdivisions: Int, _ random: inout SeededGenerator) -> Mesh {
        let noise = Noise(&random)
        let stretch = SIMD3(random.uniform(0.7, 1.2), random.uniform(0.45, 0.9), random.uniform(0.7, 1.2))
        // Planes that cut the sphere, as breaks do.
        let cuts = (0..<random.integer(2...7)).map { _ -> (SIMD3<Float>, Float) in
            let normal = normalize(SIMD3(random.normal(), random.normal(), random.normal()) + 1e-4)
            return (normal, random.uniform(0.55, 0.95))
        }
        func place(_ direction: SIMD3<Float>) -> SIMD3<Float> {
            var radius: Float = 1
            for (normal, distance) in cuts {
                let facing = dot(direction, normal)
                if facing > 0.1 { radius = min(radius, distance / facing) }
            }
            radius = mix(1, radius, min(1, 0.4 + roughness * 2))
            radius *= 1 + roughness * 0.5 * noise.fractal(direction * 1.7, octaves: 4)
            return direction * (radius * 0.5) * stretch
        }
        var builder = MeshBuilder()
        for face in BoxFace.all {
            builder.surface(columns: subdivisions, rows: subdivisions) { s, t in
                // Even angles, so that facets are of like size.
                let a = tan((s - 0.5) * .pi / 2)
                let b = tan((t - 0.5) * .pi / 2)
                return place(normalize(face.normal + face.across * a + face.down * b))
            }
        }
        return ShapeMaker.normalized(builder.mesh().smoothed(crease: 0.9))
    }
}
