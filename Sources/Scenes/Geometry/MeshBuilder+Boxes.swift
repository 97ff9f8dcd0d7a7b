extension MeshBuilder {
    /// A block with sharp edges.
    package mutating func box(_ size: SIMD3<Float>, at center: SIMD3<Float> = .zero) {
        let half = size / 2
        for face in BoxFace.all {
            let (u, v) = face.alongLonger(size)
            let corner = center + face.normal * half
            let du = u * half
            let dv = v * half
            let extent = SIMD2(length(du), length(dv))
            let shift = SIMD2(corner.x * 1.7 + corner.z, corner.y * 1.3 - corner.z)
            let first = vertex(corner - du - dv, face.normal, shift - extent)
            vertex(corner + du - dv, face.normal, shift + SIMD2(extent.x, -extent.y))
            vertex(corner + du + dv, face.normal, shift + extent)
            vertex(corner - du + dv, face.normal, shift + SIMD2(-extent.x, extent.y))
            quad(first, first + 1, first + 2, first + 3)
        }
    }

    /// A block that stands on `at`.
    package mutating func block(_ size: SIMD3<Float>, standingAt at: SIMD3<Float> = .zero) {
        box(size, at: at + [0, size.y / 2, 0])
    }

    /// A block whose edges and corners are rounded by `radius`; with one segment it is a bevel that shades smoothly.
    package mutating func roundedBox(
        _ size: SIMD3<Float>, radius: Float, segments: Int = 1, at center: SIMD3<Float> = .zero
    ) {
        let half = size / 2
        let r = max(1e-5, min(radius, half.min() * 0.999))
        let inner = half - SIMD3(repeating: r)
        // Even angles from the edge, at 45°, to the flat part.
        let steps = (0...segments).map { step -> Float in
            let angle = Float.pi / 4 * (1 - Float(step) / Float(segments))
            return r * angle.sine / angle.cosine
        }
        for face in BoxFace.all {
            let (u, v) = face.alongLonger(size)
            func stations(_ axis: SIMD3<Float>) -> [Float] {
                let reach = abs(dot(inner, axis))
                return steps.map { -reach - $0 } + steps.reversed().map { reach + $0 }
            }
            let across = stations(u)
            let down = stations(v)
            let first = UInt32(positions.count)
            for b in down {
                for a in across {
                    let onCube = face.normal * half + u * a + v * b
                    let core = onCube.clamped(lowerBound: -inner, upperBound: inner)
                    let normal = normalize(onCube - core)
                    vertex(center + core + normal * r, normal, [a + center.x, b + center.y])
                }
            }
            lattice(from: first, columns: across.count, rows: down.count)
        }
    }

    /// A pillow: thick in the middle, with a thin rim, lying flat; `size.y` is its thickness in the middle.
    package mutating func pillow(_ size: SIMD3<Float>, at center: SIMD3<Float> = .zero, segments: Int = 10) {
        for side: Float in [1, -1] {
            let first = UInt32(positions.count)
            func height(_ s: Float, _ t: Float) -> Float {
                let a = max(0, 1 - power(abs(s), 2.6))
                let b = max(0, 1 - power(abs(t), 2.6))
                return (a * b).squareRoot() * (0.82 + 0.18 * a * b)
            }
            // Corners of a real pillow stick out beyond its sides.
            func place(_ s: Float, _ t: Float) -> SIMD3<Float> {
                let waist = SIMD2(1 - 0.07 * (1 - t * t), 1 - 0.07 * (1 - s * s))
                return center
                    + SIMD3(s * waist.x * size.x / 2, side * height(s, t) * size.y / 2, t * waist.y * size.z / 2)
            }
            for row in 0...segments {
                // Denser towards the rim, where it curves.
                let t = (Float.pi * (Float(row) / Float(segments) - 0.5)).sine
                for column in 0...segments {
                    let s = side * (Float.pi * (Float(column) / Float(segments) - 0.5)).sine
                    let e: Float = 0.01
                    let ds = place(min(1, s + e), t) - place(max(-1, s - e), t)
                    let dt = place(s, min(1, t + e)) - place(s, max(-1, t - e))
                    let n = cross(dt, ds) * side
                    let outward = length(n) > 1e-12 ? n * (n.y * side >= 0 ? 1 : -1) : SIMD3(0, side, 0)
                    vertex(place(s, t), outward, [s * size.x / 2, t * size.z / 2])
                }
            }
            let columns = UInt32(segments + 1)
            for row in 0..<UInt32(segments) {
                for column in 0..<UInt32(segments) {
                    let a = first + row * columns + column
                    quad(a, a + columns, a + columns + 1, a + 1)
                }
            }
        }
    }
}

/// One side of a block.
struct BoxFace {
    let normal: SIMD3<Float>
    /// Lies in the face; with ``down`` and ``normal`` a right-handed frame.
    let across: SIMD3<Float>
    let down: SIMD3<Float>

    static let all: [BoxFace] = [
        BoxFace(normal: [1, 0, 0], across: [0, 0, -1], down: [0, 1, 0]),
        BoxFace(normal: [-1, 0, 0], across: [0, 0, 1], down: [0, 1, 0]),
        BoxFace(normal: [0, 1, 0], across: [1, 0, 0], down: [0, 0, -1]),
        BoxFace(normal: [0, -1, 0], across: [1, 0, 0], down: [0, 0, 1]),
        BoxFace(normal: [0, 0, 1], across: [1, 0, 0], down: [0, 1, 0]),
        BoxFace(normal: [0, 0, -1], across: [-1, 0, 0], down: [0, 1, 0]),
    ]

    /// The two axes of the face, the first along the longer side of a block of this size.
    func alongLonger(_ size: SIMD3<Float>) -> (SIMD3<Float>, SIMD3<Float>) {
        abs(dot(across, size)) >= abs(dot(down, size)) ? (across, down) : (down, -across)
    }
}
