/// What one pixel shows and hides.
struct SurfaceSamples {
    /// The surface in front: light multiplied by the share of the pixel that it covers, and that share.
    var front: SIMD4<Float>
    var frontNearness: Float
    /// The surface behind it; with a share of zero where nothing is known, or wanted, of it.
    var back: SIMD4<Float>
    var backNearness: Float
    /// Pixels to the edge.
    var distance: Float = 0
}

extension DepthEdges {
    /// Separates the two surfaces of a pixel beside an edge.
    ///
    /// A pixel in the band is taken for α·F + (1 − α)·B, with F and B the colours that the surfaces have outside of the
    /// band and α what explains the pixel best. F or B is then put right so that the mixture is the pixel again.
    struct Separator {
        let edges: DepthEdges
        let light: LinearLight.Reader
        let values: UnsafeBufferPointer<Float>
        let beyond: UnsafeBufferPointer<Int32>
        let inFront: UnsafeBufferPointer<Int32>

        /// The samples at a pixel.
        @inline(__always)
        func samples(_ index: Int) -> SurfaceSamples {
            let near = Int(inFront[index])
            if near >= 0 { return onFarSide(index, near: near) }
            let far = Int(beyond[index])
            if far >= 0 { return onNearSide(index, far: far) }
            return SurfaceSamples(front: light[index], frontNearness: values[index], back: .zero, backNearness: 0)
        }

        private func onFarSide(_ index: Int, near: Int) -> SurfaceSamples {
            let front = light[away(from: index, through: near, of: values[near])]
            let back = light[away(from: near, through: index, of: values[index])]
            return mixed(light[index], front, values[near], back, values[index], isNear: false)
        }

        private func onNearSide(_ index: Int, far: Int) -> SurfaceSamples {
            let color = light[index]
            let back = light[mirrored(index, at: far)]
            let distance = distance(index, far)
            guard distance > Float(edges.band) else {
                let front = light[away(from: far, through: index, of: values[index])]
                return mixed(color, front, values[index], back, values[far], isNear: true)
            }
            return SurfaceSamples(
                front: color, frontNearness: values[index], back: back, backNearness: values[far], distance: distance)
        }

        private func mixed(
            _ color: SIMD4<Float>, _ front: SIMD4<Float>, _ frontNearness: Float, _ back: SIMD4<Float>,
            _ backNearness: Float, isNear: Bool
        ) -> SurfaceSamples {
            let difference = front - back
            let size = (difference * difference).sum()
            var share = size > 1e-4 ? min(max(((color - back) * difference).sum() / size, 0), 1) : 0
            let rest = color - back - share * difference
            // No mixture of these two colours: the pixel shows the surface that it lies on.
            if size <= 1e-4 || (rest * rest).sum() > 0.1 * size { share = isNear ? 1 : 0 }
            // What the mixture leaves unexplained is given to the surface that fills most of the pixel.
            var (front, back) = (front, back)
            if share > 0.5 {
                front = (color - (1 - share) * back) / share
            } else {
                back = (color - share * front) / (1 - share)
            }
            front.replace(with: 0, where: front .< 0)
            back.replace(with: 0, where: back .< 0)
            (front.w, back.w) = (1, 1)
            return SurfaceSamples(
                front: front * share, frontNearness: frontNearness, back: back, backNearness: backNearness)
        }

        @inline(__always)
        private func distance(_ index: Int, _ other: Int) -> Float {
            let (dx, dy) = offset(from: index, to: other)
            return Float(dx * dx + dy * dy).squareRoot()
        }

        @inline(__always)
        private func offset(from index: Int, to other: Int) -> (Int, Int) {
            (other % edges.width - index % edges.width, other / edges.width - index / edges.width)
        }

        /// A pixel outside of the band, on the surface that lies at `through` and beyond, seen from `index`.
        private func away(from index: Int, through: Int, of nearness: Float) -> Int {
            let (dx, dy) = offset(from: index, to: through)
            let length = max(Float(dx * dx + dy * dy).squareRoot(), 1)
            var steps = Float(edges.band) + 1.5
            while steps > 0 {
                if let place = place(through, Float(dx) / length * steps, Float(dy) / length * steps),
                    isSame(values[place], nearness)
                {
                    return place
                }
                steps -= 1
            }
            return through
        }

        /// What is hidden at `index`: the far surface mirrored at its edge, which keeps its texture.
        private func mirrored(_ index: Int, at far: Int) -> Int {
            let (dx, dy) = offset(from: index, to: far)
            let length = max(Float(dx * dx + dy * dy).squareRoot(), 1)
            let least = Float(edges.band) + 1.5
            var steps = max(length, least)
            while steps >= least {
                if let place = place(far, Float(dx) / length * steps, Float(dy) / length * steps),
                    isSame(values[place], values[far])
                {
                    return place
                }
                steps *= 0.5
            }
            return away(from: index, through: far, of: values[far])
        }

        private func place(_ index: Int, _ dx: Float, _ dy: Float) -> Int? {
            let column = index % edges.width + Int(dx.rounded())
            let row = index / edges.width + Int(dy.rounded())
            guard column >= 0, column < edges.width, row >= 0, row < edges.height else { return nil }
            return row * edges.width + column
        }

        /// Whether two pixels may be of one surface.
        @inline(__always)
        private func isSame(_ a: Float, _ b: Float) -> Bool { abs(a - b) <= 0.1 * max(a, b) + 1e-4 }
    }

    /// Runs `body` with a separator on raw memory.
    func separating<Value>(
        _ map: Nearness, _ light: LinearLight.Reader, _ body: (Separator) throws -> Value
    ) rethrows -> Value {
        try map.values.withUnsafeBufferPointer { values in
            try beyond.withUnsafeBufferPointer { beyond in
                try inFront.withUnsafeBufferPointer { inFront in
                    try body(
                        Separator(edges: self, light: light, values: values, beyond: beyond, inFront: inFront))
                }
            }
        }
    }
}
