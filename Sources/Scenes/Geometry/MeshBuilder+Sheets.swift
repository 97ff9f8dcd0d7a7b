extension MeshBuilder {
    /// A flat parallelogram seen from where `u × v` points; coordinates 0 to 1, along `u` and `v`, as a
    /// picture hangs when `v` is up.
    package mutating func picture(_ corner: SIMD3<Float>, u: SIMD3<Float>, v: SIMD3<Float>) {
        let n = normalize(cross(u, v))
        let first = vertex(corner, n, [0, 0])
        vertex(corner + u, n, [1, 0])
        vertex(corner + u + v, n, [1, 1])
        vertex(corner + v, n, [0, 1])
        quad(first, first + 1, first + 2, first + 3)
    }

    /// A flat parallelogram seen from where `u × v` points; coordinates in metres.
    package mutating func sheet(_ corner: SIMD3<Float>, u: SIMD3<Float>, v: SIMD3<Float>) {
        let n = normalize(cross(u, v))
        let size = SIMD2(length(u), length(v))
        let first = vertex(corner, n, [0, 0])
        vertex(corner + u, n, [size.x, 0])
        vertex(corner + u + v, n, size)
        vertex(corner + v, n, [0, size.y])
        quad(first, first + 1, first + 2, first + 3)
    }

    /// A smooth surface over a lattice: `surface` gives the point at `s` and `t`, each 0 to 1. It is seen from where
    /// the derivative along `s` times that along `t` points.
    ///
    /// - Parameter metres: What 1 in `s` and in `t` are in texture coordinates; `[1, 1]` for pictures.
    package mutating func surface(
        columns: Int, rows: Int, metres: SIMD2<Float> = .one, _ surface: (Float, Float) -> SIMD3<Float>
    ) {
        let first = UInt32(positions.count)
        var points: [SIMD3<Float>] = []
        points.reserveCapacity((columns + 1) * (rows + 1))
        for row in 0...rows {
            for column in 0...columns {
                points.append(surface(Float(column) / Float(columns), Float(row) / Float(rows)))
            }
        }
        func point(_ column: Int, _ row: Int) -> SIMD3<Float> {
            points[min(max(row, 0), rows) * (columns + 1) + min(max(column, 0), columns)]
        }
        for row in 0...rows {
            for column in 0...columns {
                let ds = point(column + 1, row) - point(column - 1, row)
                let dt = point(column, row + 1) - point(column, row - 1)
                let n = cross(ds, dt)
                let uv = SIMD2(Float(column) / Float(columns), Float(row) / Float(rows)) * metres
                vertex(point(column, row), length(n) > 0 ? n : [0, 1, 0], uv)
            }
        }
        lattice(from: first, columns: columns + 1, rows: rows + 1)
    }

    /// Ground of the given extent about the origin, `height` at X and Z, facing up; coordinates in metres.
    package mutating func heightfield(
        width: Float, depth: Float, columns: Int, rows: Int, _ height: (Float, Float) -> Float
    ) {
        surface(columns: columns, rows: rows, metres: [width, depth]) { s, t in
            let x = (s - 0.5) * width
            let z = (0.5 - t) * depth
            return [x, height(x, z), z]
        }
    }

    /// A hanging cloth in waves, its top edge from the origin along X, facing Z; coordinates in metres.
    ///
    /// - Parameters:
    ///   - waves: How many folds.
    ///   - depth: Metres from the front of a fold to its back.
    ///   - phase: Radians, so that no two hang alike.
    package mutating func curtain(
        width: Float, height: Float, waves: Float, depth: Float, phase: Float = 0, rows: Int = 6
    ) {
        // The second harmonic needs about a dozen facets a fold to shade smoothly.
        surface(columns: max(8, Int(waves * 14)), rows: rows, metres: [width * 1.5, height]) { s, t in
            let angle = 2 * Float.pi * waves * s + phase
            let down = 1 - t
            let wave = angle.sine + 0.35 * (1.7 * angle + 2 * phase + down).sine
            let sway = 0.3 * (3 * s + phase + 2 * down).sine
            return [
                s * width + 0.15 * depth * (angle * 0.5).cosine * down, (t - 1) * height,
                depth / 2 * (wave * (0.75 + 0.25 * down) + sway * down),
            ]
        }
    }
}
