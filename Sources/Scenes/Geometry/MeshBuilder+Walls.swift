/// A rectangular hole in a wall, in the wall's own plane: metres along it and up.
package struct WallOpening: Sendable, Hashable {
    /// Along the wall.
    package var x: ClosedRange<Float>
    /// Above the floor.
    package var y: ClosedRange<Float>

    package init(x: ClosedRange<Float>, y: ClosedRange<Float>) {
        self.x = x
        self.y = y
    }
}

extension MeshBuilder {
    /// A wall from the origin along X, its face at z = 0 seen from +Z, its back at `-thickness`, with holes through it.
    ///
    /// - Parameters:
    ///   - openings: Within the wall, not overlapping.
    ///   - revealSlot: Material of the sides of the holes.
    ///   - closed: Whether the outer edges are closed too, so that the wall is a solid.
    package mutating func wall(
        length: Float, height: Float, thickness: Float, openings: [WallOpening] = [], revealSlot: Int? = nil,
        closed: Bool = true
    ) {
        let xs = Array(Set([0, length] + openings.flatMap { [$0.x.lowerBound, $0.x.upperBound] })).sorted()
        let ys = Array(Set([0, height] + openings.flatMap { [$0.y.lowerBound, $0.y.upperBound] })).sorted()
        for (left, right) in zip(xs, xs.dropFirst()) {
            for (bottom, top) in zip(ys, ys.dropFirst()) {
                let x = (left + right) / 2
                let y = (bottom + top) / 2
                if openings.contains(where: { $0.x.contains(x) && $0.y.contains(y) }) { continue }
                let u = SIMD3<Float>(right - left, 0, 0)
                let v = SIMD3<Float>(0, top - bottom, 0)
                face([left, bottom, 0], u: u, v: v, [left, -bottom])
                face([right, bottom, -thickness], u: -u, v: v, [right, -bottom])
            }
        }
        let into = SIMD3<Float>(0, 0, -thickness)
        painted(revealSlot ?? Int(slot)) { builder in
            for hole in openings {
                let low = SIMD3(hole.x.lowerBound, hole.y.lowerBound, 0)
                let high = SIMD3(hole.x.upperBound, hole.y.upperBound, 0)
                let u = SIMD3(high.x - low.x, 0, 0)
                let v = SIMD3(0, high.y - low.y, 0)
                if low.y > 0 { builder.face(low, u: u, v: into) }
                if high.y < height { builder.face(high, u: -u, v: into) }
                builder.face(low + into, u: -into, v: v, reversed: true)
                builder.face([high.x, low.y, 0], u: into, v: v, reversed: true)
            }
        }
        guard closed else { return }
        let up = SIMD3<Float>(0, height, 0)
        face([0, 0, -thickness], u: -into, v: up)
        face([length, 0, 0], u: into, v: up)
        face([0, height, 0], u: [length, 0, 0], v: into)
        let sills = openings.filter { $0.y.lowerBound <= 0 }
        for (left, right) in zip(xs, xs.dropFirst()) where !sills.contains(where: { $0.x.contains((left + right) / 2) })
        {
            face([left, 0, -thickness], u: [right - left, 0, 0], v: -into)
        }
    }

    private mutating func face(
        _ corner: SIMD3<Float>, u: SIMD3<Float>, v: SIMD3<Float>, _ shift: SIMD2<Float> = .zero, reversed: Bool = false
    ) {
        let n = normalize(reversed ? cross(v, u) : cross(u, v))
        let size = SIMD2(Scenes.length(u), Scenes.length(v))
        let a = vertex(corner, n, shift)
        let b = vertex(corner + u, n, shift + [size.x, 0])
        let c = vertex(corner + u + v, n, shift + [size.x, -size.y])
        let d = vertex(corner + v, n, shift + [0, -size.y])
        if reversed { quad(a, d, c, b) } else { quad(a, b, c, d) }
    }
}
