extension DepthSurface {
    /// Which way the surface faces at a point: of length 1, in the camera's axes, to the camera's side.
    ///
    /// From the neighbours on the same surface, so that nothing is rounded over a depth edge. A point without such
    /// neighbours faces the camera.
    public func normal(_ index: Int) -> SIMD3<Double> { measuredNormal(index) ?? -normalized(position(index)) }

    /// `nil` for a point without neighbours both across and down.
    package func measuredNormal(_ index: Int) -> SIMD3<Double>? {
        let position = position(index)
        let (column, row) = (index % columns, index / columns)
        let across = tangent(
            index, before: column > 0 ? index - 1 : nil, after: column + 1 < columns ? index + 1 : nil, position)
        let down = tangent(
            index, before: row > 0 ? index - columns : nil, after: row + 1 < rows ? index + columns : nil, position)
        guard let across, let down else { return nil }
        let normal = normalized(cross(down, across))
        return dot(normal, position) > 0 ? -normal : normal
    }

    /// From the neighbour before to the neighbour after, as far as they are on the same surface.
    private func tangent(_ index: Int, before: Int?, after: Int?, _ position: SIMD3<Double>) -> SIMD3<Double>? {
        let first = before.flatMap { joins(index, $0) ? self.position($0) : nil }
        let second = after.flatMap { joins(index, $0) ? self.position($0) : nil }
        guard first != nil || second != nil else { return nil }
        return (second ?? position) - (first ?? position)
    }
}
