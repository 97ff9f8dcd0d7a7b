extension MeshBuilder {
    /// A round tube along a path; a cable, a handle, a frame.
    ///
    /// - Parameter radii: One for all points, or one for each.
    package mutating func tube(_ path: [SIMD3<Float>], radii: [Float], sides: Int = 8, capped: Bool = true) {
        guard path.count > 1, !radii.isEmpty else { return }
        var forward = normalize(path[1] - path[0])
        var side = normalize(cross(forward, abs(forward.y) < 0.9 ? [0, 1, 0] : [1, 0, 0]))
        var along: Float = 0
        let first = UInt32(positions.count)
        for (index, point) in path.enumerated() {
            let before = path[max(0, index - 1)]
            let after = path[min(path.count - 1, index + 1)]
            if length(after - before) > 0 { forward = normalize(after - before) }
            // Carried along without twisting.
            let projected = side - forward * dot(side, forward)
            if length(projected) > 1e-4 { side = normalize(projected) }
            let up = cross(forward, side)
            let radius = radii[min(index, radii.count - 1)]
            if index > 0 { along += length(point - before) }
            for step in 0...sides {
                let angle = 2 * Float.pi * Float(step % sides) / Float(sides)
                let n = side * angle.cosine + up * angle.sine
                vertex(point + n * radius, n, [along, Float(step) / Float(sides) * 2 * .pi * radius])
            }
        }
        let columns = UInt32(sides + 1)
        for ring in 0..<UInt32(path.count - 1) {
            for step in 0..<UInt32(sides) {
                let a = first + ring * columns + step
                quad(a, a + 1, a + columns + 1, a + columns)
            }
        }
        guard capped else { return }
        cap(path[0], ring: first, sides: sides, normal: normalize(path[0] - path[1]), reversed: true)
        let last = path.count - 1
        cap(
            path[last], ring: first + UInt32(last) * columns, sides: sides,
            normal: normalize(path[last] - path[last - 1]), reversed: false)
    }

    /// A straight rod between two points.
    package mutating func rod(_ a: SIMD3<Float>, _ b: SIMD3<Float>, radius: Float, sides: Int = 8) {
        tube([a, b], radii: [radius], sides: sides)
    }

    private mutating func cap(_ center: SIMD3<Float>, ring: UInt32, sides: Int, normal: SIMD3<Float>, reversed: Bool) {
        let middle = vertex(center, normal)
        let first = UInt32(positions.count)
        let turned = normalize(transform.normal(normal))
        for step in 0..<UInt32(sides) {
            positions.append(positions[Int(ring + step)])
            normals.append(turned)
            textureCoordinates.append(textureCoordinates[Int(ring + step)])
        }
        for step in 0..<UInt32(sides) {
            let next = (step + 1) % UInt32(sides)
            if reversed {
                triangle(middle, first + next, first + step)
            } else {
                triangle(middle, first + step, first + next)
            }
        }
    }

    /// A polygon in X and Y, counter-clockwise and without holes, drawn out along Z from 0 to `depth`.
    package mutating func extrusion(_ polygon: [SIMD2<Float>], depth: Float) {
        guard polygon.count > 2 else { return }
        let faces = Polygon.triangulate(polygon)
        for (z, front) in [(depth, true), (Float(0), false)] {
            let first = UInt32(positions.count)
            for p in polygon { vertex([p.x, p.y, z], [0, 0, front ? 1 : -1], [p.x, -p.y]) }
            for face in faces {
                let f = face &+ SIMD3(repeating: first)
                if front { triangle(f.x, f.y, f.z) } else { triangle(f.x, f.z, f.y) }
            }
        }
        for index in polygon.indices {
            let a = polygon[index]
            let b = polygon[(index + 1) % polygon.count]
            let n = normalize(SIMD3(b.y - a.y, a.x - b.x, 0))
            let span = length(SIMD3(b.x - a.x, b.y - a.y, 0))
            let first = vertex([a.x, a.y, 0], n, [0, 0])
            vertex([b.x, b.y, 0], n, [span, 0])
            vertex([b.x, b.y, depth], n, [span, depth])
            vertex([a.x, a.y, depth], n, [0, depth])
            quad(first, first + 1, first + 2, first + 3)
        }
    }
}

/// Plane polygons.
package enum Polygon {
    /// Cuts off ears until three corners are left; of a counter-clockwise polygon that does not cross itself.
    package static func triangulate(_ polygon: [SIMD2<Float>]) -> [SIMD3<UInt32>] {
        var left = Array(polygon.indices)
        var faces: [SIMD3<UInt32>] = []
        func turn(_ a: Int, _ b: Int, _ c: Int) -> Float {
            let u = polygon[b] - polygon[a]
            let v = polygon[c] - polygon[a]
            return u.x * v.y - u.y * v.x
        }
        func isEar(_ index: Int) -> Bool {
            let a = left[(index + left.count - 1) % left.count]
            let b = left[index]
            let c = left[(index + 1) % left.count]
            guard turn(a, b, c) > 0 else { return false }
            return !left.contains { p in
                p != a && p != b && p != c && turn(a, b, p) >= 0 && turn(b, c, p) >= 0 && turn(c, a, p) >= 0
            }
        }
        while left.count > 3 {
            // A degenerate polygon has no ear: then any corner goes, so that this ends.
            let ear = left.indices.first(where: isEar) ?? 0
            faces.append([
                UInt32(left[(ear + left.count - 1) % left.count]), UInt32(left[ear]),
                UInt32(left[(ear + 1) % left.count]),
            ])
            left.remove(at: ear)
        }
        if left.count == 3 { faces.append([UInt32(left[0]), UInt32(left[1]), UInt32(left[2])]) }
        return faces
    }
}
