/// Draws the cells of a layer, most of which are about as large as a pixel, into a band of a view.
struct LayerRasterizer {
    let projection: ViewProjection
    /// Of the view.
    let width: Int
    /// The band's rows of the view.
    let band: Range<Int>
    let fragments: FragmentBuffer

    /// What is nearer by less than this share does not replace what was drawn before.
    private static let tie: Float = 1.0005

    /// - Parameters:
    ///   - number: Kept with each fragment.
    ///   - scratch: Room for two rows of points.
    func draw(_ layer: SceneLayer, number: UInt8, scratch: UnsafeMutablePointer<SIMD3<Float>>) {
        let upper = scratch
        let lower = scratch + layer.width
        let (bandTop, bandBottom) = (Float(band.lowerBound), Float(band.upperBound))
        layer.inverseDepths.withUnsafeBufferPointer { depths in
            layer.cells.withUnsafeBufferPointer { cells in
                for run in layer.runs {
                    let rows = projection.rows(run)
                    guard rows.upperBound >= bandTop, rows.lowerBound <= bandBottom else { continue }
                    let (row, start, end) = (Int(run.row), Int(run.start), Int(run.end))
                    let first = row * layer.width
                    project(row, start, end, depths, first, upper)
                    project(row + 1, start, end, depths, first + layer.width, lower)
                    for column in start..<end {
                        let cell = cells[first + column]
                        if cell & ~SceneLayer.Cell.anyQuarter != 0 {
                            draw(cell, column, row, upper + column, lower + column, number)
                        }
                        if cell & SceneLayer.Cell.anyQuarter != 0 {
                            drawQuarters(cell, column, row, depths, first + column, layer.width, number)
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    private func project(
        _ row: Int, _ start: Int, _ end: Int, _ depths: UnsafeBufferPointer<Float>, _ first: Int,
        _ target: UnsafeMutablePointer<SIMD3<Float>>
    ) {
        let base = projection.base(row: Float(row))
        for column in start...end { target[column] = projection(base, Float(column), depths[first + column]) }
    }

    @inline(__always)
    private func draw(
        _ cell: UInt8, _ column: Int, _ row: Int, _ upper: UnsafeMutablePointer<SIMD3<Float>>,
        _ lower: UnsafeMutablePointer<SIMD3<Float>>, _ number: UInt8
    ) {
        let (a, b, c, d) = (upper[0], upper[1], lower[0], lower[1])
        guard let bounds = bounds(a, b, c, d) else { return }
        let (x, y) = (Float(column), Float(row))
        if cell & SceneLayer.Cell.falls != 0 {
            if cell & SceneLayer.Cell.first != 0 {
                triangle(a, c, d, SIMD2(x, y), SIMD2(0, 1), SIMD2(1, 1), bounds, number)
            }
            if cell & SceneLayer.Cell.second != 0 {
                triangle(a, d, b, SIMD2(x, y), SIMD2(1, 1), SIMD2(1, 0), bounds, number)
            }
        } else {
            if cell & SceneLayer.Cell.first != 0 {
                triangle(a, c, b, SIMD2(x, y), SIMD2(0, 1), SIMD2(1, 0), bounds, number)
            }
            if cell & SceneLayer.Cell.second != 0 {
                triangle(b, c, d, SIMD2(x + 1, y), SIMD2(-1, 1), SIMD2(0, 1), bounds, number)
            }
        }
    }

    /// Quarters of a cell, each at the depth and in the colour of its corner.
    private func drawQuarters(
        _ cell: UInt8, _ column: Int, _ row: Int, _ depths: UnsafeBufferPointer<Float>, _ index: Int, _ stride: Int,
        _ number: UInt8
    ) {
        for (corner, quarter) in SceneLayer.Cell.quarters.enumerated() where cell & quarter != 0 {
            let (right, down) = (corner % 2, corner / 2)
            let depth = depths[index + right + down * stride]
            let left = Float(column) + 0.5 * Float(right)
            let top = Float(row) + 0.5 * Float(down)
            let (upper, lower) = (projection.base(row: top), projection.base(row: top + 0.5))
            let (a, b) = (projection(upper, left, depth), projection(upper, left + 0.5, depth))
            let (c, d) = (projection(lower, left, depth), projection(lower, left + 0.5, depth))
            guard let bounds = bounds(a, b, c, d) else { continue }
            let place = SIMD2(Float(column + right), Float(row + down))
            triangle(a, c, d, place, .zero, .zero, bounds, number)
            triangle(a, d, b, place, .zero, .zero, bounds, number)
        }
    }

    /// The columns and rows of the view whose middles may lie between four points; `nil` where there are none.
    @inline(__always)
    private func bounds(
        _ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>, _ d: SIMD3<Float>
    ) -> SIMD4<Int32>? {
        let left = min(min(a.x, b.x), min(c.x, d.x))
        let right = max(max(a.x, b.x), max(c.x, d.x))
        let top = min(min(a.y, b.y), min(c.y, d.y))
        let bottom = max(max(a.y, b.y), max(c.y, d.y))
        // False as well for what is not a number.
        guard left < Float(width), right > 0.499, top < Float(band.upperBound), bottom > Float(band.lowerBound) + 0.499,
            right - left < 4 * Float(width)
        else { return nil }
        // From floor(left + 1/2) to ceil(right - 1/2), a little more for rounding.
        let firstColumn = Int32(max(left, 0) + 0.499)
        let lastColumn = Int32(min(right, Float(width)) - 0.499)
        let firstRow = Int32(max(top, Float(band.lowerBound)) + 0.499)
        let lastRow = Int32(min(bottom, Float(band.upperBound)) - 0.499)
        guard firstColumn <= lastColumn, firstRow <= lastRow else { return nil }
        return SIMD4(firstColumn, lastColumn, firstRow, lastRow)
    }

    /// - Parameters:
    ///   - place: Of the first corner in the layer; the other two follow relative to it.
    ///   - bounds: Columns and rows of the view whose middles may be inside.
    @inline(__always)
    private func triangle(
        _ p: SIMD3<Float>, _ q: SIMD3<Float>, _ r: SIMD3<Float>, _ place: SIMD2<Float>, _ toQ: SIMD2<Float>,
        _ toR: SIMD2<Float>, _ bounds: SIMD4<Int32>, _ number: UInt8
    ) {
        let (qx, qy, rx, ry) = (q.x - p.x, q.y - p.y, r.x - p.x, r.y - p.y)
        let area = rx * qy - qx * ry
        // What is seen from behind is not there.
        guard area > 1e-9 else { return }
        // A little over the edge: coordinates are exact to a few ten-thousandths of a pixel, and pinholes are ugly.
        let slack = -1e-3 * area - 1e-6
        var row = bounds.z
        while row <= bounds.w {
            let dy = Float(row) + 0.5 - p.y
            var column = bounds.x
            while column <= bounds.y {
                let dx = Float(column) + 0.5 - p.x
                // The shares of q and r, times the area.
                let (shareQ, shareR) = (rx * dy - ry * dx, qy * dx - qx * dy)
                if shareQ >= slack, shareR >= slack, shareQ + shareR <= area - slack {
                    let scale = 1 / area
                    let (u, v) = (shareQ * scale, shareR * scale)
                    let depth = p.z + (q.z - p.z) * u + (r.z - p.z) * v
                    let index = (Int(row) - band.lowerBound) * width + Int(column)
                    let old = fragments.inverseDepths[index]
                    // What the photo shows is never hidden by what is only guessed to go on behind something.
                    let isSeen = number >= LayeredScene.firstGuessedLayer && fragments.layers[index] == 0
                    if depth > old * Self.tie && !isSeen || old < 0 {
                        fragments.inverseDepths[index] = depth
                        fragments.columns[index] = place.x + toQ.x * u + toR.x * v
                        fragments.rows[index] = place.y + toQ.y * u + toR.y * v
                        fragments.layers[index] = number
                    }
                }
                column += 1
            }
            row += 1
        }
    }
}
