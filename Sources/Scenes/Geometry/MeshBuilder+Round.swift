extension MeshBuilder {
    /// How texture coordinates lie on a round surface.
    package enum RoundCoordinates {
        /// In metres, the first along the axis, as wood grain goes.
        case grain
        /// 0 to 1 round and along the profile, as a label goes.
        case label
    }

    /// A cylinder or, with two radii, a truncated cone, standing on `base`, closed by discs.
    package mutating func cylinder(
        radius: Float, top: Float? = nil, height: Float, at base: SIMD3<Float> = .zero, sides: Int = 24,
        coordinates: RoundCoordinates = .grain, capped: Bool = true
    ) {
        let upper = top ?? radius
        lathe(
            [[radius, 0], [upper, height]], at: base, sides: sides, coordinates: coordinates,
            crease: 0.1)
        guard capped else { return }
        disc(radius: radius, at: base, facing: -1, sides: sides)
        if upper > 0 { disc(radius: upper, at: base + [0, height, 0], facing: 1, sides: sides) }
    }

    /// A cone that stands on `base`.
    package mutating func cone(radius: Float, height: Float, at base: SIMD3<Float> = .zero, sides: Int = 24) {
        cylinder(radius: radius, top: 0, height: height, at: base, sides: sides)
    }

    /// A horizontal disc that faces up (1) or down (-1).
    package mutating func disc(radius: Float, at center: SIMD3<Float> = .zero, facing: Float = 1, sides: Int = 24) {
        let normal = SIMD3<Float>(0, facing, 0)
        let middle = vertex(center, normal, [0, 0])
        let first = UInt32(positions.count)
        for (c, s) in circle(sides) { vertex(center + [c * radius, 0, s * radius], normal, [c * radius, s * radius]) }
        for side in 0..<UInt32(sides) {
            let next = (side + 1) % UInt32(sides)
            if facing > 0 {
                triangle(middle, first + next, first + side)
            } else {
                triangle(middle, first + side, first + next)
            }
        }
    }

    /// A ball, or with `scale` an ellipsoid. Coordinates are 0 to 1 round and upwards.
    package mutating func sphere(
        radius: Float, at center: SIMD3<Float> = .zero, scale: SIMD3<Float> = .one, sides: Int = 24
    ) {
        let rings = max(3, sides / 2)
        within(.translation(center) * .scale(scale)) { builder in
            let first = UInt32(builder.positions.count)
            for ring in 0...rings {
                let polar = Float.pi * Float(ring) / Float(rings)
                for side in 0...sides {
                    let (c, s) = builder.direction(side, of: sides)
                    let n = SIMD3(c * polar.sine, polar.cosine, -s * polar.sine)
                    builder.vertex(n * radius, n, [Float(side) / Float(sides), 1 - Float(ring) / Float(rings)])
                }
            }
            let columns = UInt32(sides + 1)
            for ring in 0..<UInt32(rings) {
                for side in 0..<UInt32(sides) {
                    let a = first + ring * columns + side
                    if ring > 0 { builder.triangle(a, a + columns, a + 1) }
                    if ring < UInt32(rings) - 1 { builder.triangle(a + 1, a + columns, a + columns + 1) }
                }
            }
        }
    }

    /// A ring that lies flat.
    package mutating func torus(
        radius: Float, tube: Float, at center: SIMD3<Float> = .zero, sides: Int = 32, tubeSides: Int = 10
    ) {
        let first = UInt32(positions.count)
        for side in 0...sides {
            let (c, s) = direction(side, of: sides)
            let out = SIMD3<Float>(c, 0, -s)
            for step in 0...tubeSides {
                let (a, b) = direction(step, of: tubeSides)
                let n = out * a + [0, b, 0]
                vertex(
                    center + out * radius + n * tube, n,
                    [Float(side) / Float(sides) * radius * 2 * .pi, Float(step) / Float(tubeSides) * tube * 2 * .pi])
            }
        }
        let columns = UInt32(tubeSides + 1)
        for side in 0..<UInt32(sides) {
            for step in 0..<UInt32(tubeSides) {
                let a = first + side * columns + step
                quad(a, a + columns, a + columns + 1, a + 1)
            }
        }
    }

    /// A surface of revolution about the vertical through `base`.
    ///
    /// - Parameters:
    ///   - profile: Radius and height of points; upwards on the outside, so a vessel goes up outside, down inside.
    ///   - crease: Radians; where the profile turns by more, the edge stays sharp.
    package mutating func lathe(
        _ profile: [SIMD2<Float>], at base: SIMD3<Float> = .zero, sides: Int = 24,
        coordinates: RoundCoordinates = .grain, crease: Float = 0.7
    ) {
        guard profile.count > 1 else { return }
        func slope(_ index: Int) -> SIMD2<Float> {
            let d = profile[index + 1] - profile[index]
            let size = (d * d).sum().squareRoot()
            return size > 0 ? SIMD2(d.y, -d.x) / size : [1, 0]
        }
        let slopes = (0..<profile.count - 1).map(slope)
        func normal(_ segment: Int, _ neighbour: Int) -> SIMD2<Float> {
            guard slopes.indices.contains(neighbour), (slopes[segment] * slopes[neighbour]).sum() > crease.cosine
            else { return slopes[segment] }
            return slopes[segment] + slopes[neighbour]
        }
        var travelled: Float = 0
        let total = zip(profile, profile.dropFirst()).reduce(Float(0)) { sum, pair in
            let d = pair.1 - pair.0
            return sum + (d * d).sum().squareRoot()
        }
        for segment in slopes.indices {
            let ends = [
                (profile[segment], normal(segment, segment - 1)), (profile[segment + 1], normal(segment, segment + 1)),
            ]
            let d = profile[segment + 1] - profile[segment]
            let size = (d * d).sum().squareRoot()
            let first = UInt32(positions.count)
            for (index, (point, slope)) in ends.enumerated() {
                let along = travelled + Float(index) * size
                for side in 0...sides {
                    let (c, s) = direction(side, of: sides)
                    let round = Float(side) / Float(sides)
                    let uv: SIMD2<Float> =
                        coordinates == .label
                        ? [round, along / max(total, 1e-9)] : [along, round * 2 * .pi * max(point.x, 1e-4)]
                    vertex(base + [c * point.x, point.y, -s * point.x], [c * slope.x, slope.y, -s * slope.x], uv)
                }
            }
            let columns = UInt32(sides + 1)
            for side in 0..<UInt32(sides) {
                let a = first + side
                if profile[segment].x > 0 { triangle(a, a + 1, a + columns + 1) }
                if profile[segment + 1].x > 0 { triangle(a, a + columns + 1, a + columns) }
            }
            travelled += size
        }
    }

    /// Cosine and sine of one of `sides` directions; exactly those of the first for the last, so that seams close.
    private func direction(_ side: Int, of sides: Int) -> (Float, Float) {
        let angle = 2 * Float.pi * Float(side % sides) / Float(sides)
        return (angle.cosine, angle.sine)
    }

    private func circle(_ sides: Int) -> [(Float, Float)] { (0..<sides).map { direction($0, of: sides) } }
}
