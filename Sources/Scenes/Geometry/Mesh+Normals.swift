extension Mesh {
    /// The same shape with normals that are smooth across edges that turn by less than `crease` radians.
    ///
    /// Positions that coincide count as one, so that meshes of separate facets become smooth too.
    package func smoothed(crease: Float) -> Mesh {
        var facets: [SIMD3<Float>] = []
        facets.reserveCapacity(triangles.count)
        var weights: [SIMD3<Float>] = []
        weights.reserveCapacity(triangles.count)
        for t in triangles {
            let a = positions[Int(t.x)]
            // Its length is twice the area, so that large facets count more.
            let n = cross(positions[Int(t.y)] - a, positions[Int(t.z)] - a)
            weights.append(n)
            facets.append(normalize(n))
        }
        var corners: [SIMD3<Float>: [Int32]] = [:]
        if crease > 0 {
            for (index, t) in triangles.enumerated() {
                for corner in 0..<3 { corners[positions[Int(t[corner])], default: []].append(Int32(index)) }
            }
        }
        let limit = crease.cosine
        var points: [SIMD3<Float>] = []
        var smooth: [SIMD3<Float>] = []
        var uvs: [SIMD2<Float>] = []
        points.reserveCapacity(triangles.count * 3)
        smooth.reserveCapacity(triangles.count * 3)
        for (index, t) in triangles.enumerated() {
            for corner in 0..<3 {
                let position = positions[Int(t[corner])]
                var n = weights[index]
                for other in corners[position] ?? [] where Int(other) != index {
                    if dot(facets[Int(other)], facets[index]) > limit { n += weights[Int(other)] }
                }
                points.append(position)
                smooth.append(length(n) > 0 ? normalize(n) : [0, 1, 0])
                if !textureCoordinates.isEmpty { uvs.append(textureCoordinates[Int(t[corner])]) }
            }
        }
        let faces = triangles.indices.map { SIMD3<UInt32>(UInt32(3 * $0), UInt32(3 * $0 + 1), UInt32(3 * $0 + 2)) }
        return Mesh(positions: points, normals: smooth, textureCoordinates: uvs, triangles: faces, slots: slots)
    }

    /// The same shape set elsewhere, so that several can become one.
    package func transformed(_ transform: Transform) -> Mesh {
        Mesh(
            positions: positions.map(transform.point),
            normals: normals.map { normalize(transform.normal($0)) },
            textureCoordinates: textureCoordinates, triangles: triangles, slots: slots)
    }

    /// The volume that the triangles enclose, where they are closed: positive where they face outwards.
    package var signedVolume: Float {
        triangles.reduce(0) { sum, t in
            sum + dot(positions[Int(t.x)], cross(positions[Int(t.y)], positions[Int(t.z)])) / 6
        }
    }

    /// The smallest box about it; `nil` where it is empty.
    package var bounds: (low: SIMD3<Float>, high: SIMD3<Float>)? {
        guard let first = positions.first else { return nil }
        return positions.reduce((first, first)) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
    }
}
