import Images

/// Which way surfaces face, smoothed within each surface.
///
/// Seen through a pinhole, the nearness of a plane is an affine function of the pixel: with slopes a and b and value c
/// at the principal point its normal is proportional to (f·a, f·b, c). Slopes are averaged over a window, without pairs
/// of pixels that lie on different surfaces.
struct SurfaceNormals: Sendable {
    let nearness: Nearness
    let intrinsics: Intrinsics
    /// Half of the window, in pixels.
    let radius: Int

    /// The share by which neighbours on one surface may differ, per pixel of the window.
    private static let tolerance: Float = 0.02

    /// Fills rows with normals of length 1: X right, Y down, Z forward, towards the camera.
    func fill(_ rows: Range<Int>, into output: UnsafeMutablePointer<SIMD3<Float>>) {
        let width = nearness.width
        let first = max(0, rows.lowerBound - radius)
        let last = min(nearness.height, rows.upperBound + radius)
        // Slope times weight, and weight, across and down.
        var slopes = [SIMD4<Float>](repeating: .zero, count: (last - first) * width)
        nearness.values.withUnsafeBufferPointer { values in
            for row in first..<last {
                for column in 0..<width { slopes[(row - first) * width + column] = slope(values, column, row) }
            }
        }
        let sums = BoxSums(slopes, width: width, radius: radius)
        for row in rows {
            for column in 0..<width {
                let sum = sums.sum(column, row - first, in: last - first)
                let index = row * width + column
                output[(row - rows.lowerBound) * width + column] = normal(sum, nearness.values[index], column, row)
            }
        }
    }

    private func slope(_ values: UnsafeBufferPointer<Float>, _ column: Int, _ row: Int) -> SIMD4<Float> {
        let (width, height) = (nearness.width, nearness.height)
        let reach = max(1, radius / 2)
        let across = pair(
            values, row * width + max(0, column - reach), row * width + column,
            row * width + min(width - 1, column + reach))
        let down = pair(
            values, max(0, row - reach) * width + column, row * width + column,
            min(height - 1, row + reach) * width + column)
        let (spanX, spanY) = (
            Float(min(width - 1, column + reach) - max(0, column - reach)),
            Float(min(height - 1, row + reach) - max(0, row - reach))
        )
        return SIMD4(
            spanX > 0 ? across.difference / spanX : 0, across.weight, spanY > 0 ? down.difference / spanY : 0,
            down.weight)
    }

    /// What comes after less what came before, with a weight of 1 where all three are of one surface.
    @inline(__always)
    private func pair(
        _ values: UnsafeBufferPointer<Float>, _ before: Int, _ middle: Int, _ after: Int
    ) -> (difference: Float, weight: Float) {
        let (a, b, c) = (values[before], values[middle], values[after])
        let limit = Self.tolerance * Float(max(1, radius / 2)) * b
        return abs(a - b) <= limit && abs(c - b) <= limit ? (c - a, 1) : (0, 0)
    }

    private func normal(_ sum: SIMD4<Float>, _ value: Float, _ column: Int, _ row: Int) -> SIMD3<Float> {
        let x = Float(column) + 0.5 - Float(intrinsics.centerX)
        let y = Float(row) + 0.5 - Float(intrinsics.centerY)
        let focal = Float(intrinsics.focalLength)
        guard sum.y > 0, sum.w > 0, value > 0 else { return unit(SIMD3(-x, -y, -focal)) }
        let (a, b) = (sum.x / sum.y, sum.z / sum.w)
        let towardsScene = SIMD3(focal * a, focal * b, value - a * x - b * y)
        let facing = towardsScene.x * x + towardsScene.y * y + towardsScene.z * focal
        return unit(facing > 0 ? -towardsScene : towardsScene)
    }

    private func unit(_ vector: SIMD3<Float>) -> SIMD3<Float> {
        vector / max((vector * vector).sum().squareRoot(), 1e-20)
    }
}

/// Sums over windows, in time that does not depend on their size.
private struct BoxSums {
    private let rows: [SIMD4<Float>]
    private let width: Int
    private let radius: Int

    /// Sums across; the rest is done row by row.
    init(_ values: [SIMD4<Float>], width: Int, radius: Int) {
        (self.width, self.radius) = (width, radius)
        var across = values
        for start in stride(from: 0, to: values.count, by: width) {
            var sum = SIMD4<Float>.zero
            for column in 0..<min(radius, width) { sum += values[start + column] }
            for column in 0..<width {
                if column + radius < width { sum += values[start + column + radius] }
                if column - radius - 1 >= 0 { sum -= values[start + column - radius - 1] }
                across[start + column] = sum
            }
        }
        // Then sums from the top, so that any run of rows is a difference.
        for index in width..<max(across.count, width) where index < across.count {
            across[index] += across[index - width]
        }
        rows = across
    }

    @inline(__always)
    func sum(_ column: Int, _ row: Int, in count: Int) -> SIMD4<Float> {
        let bottom = rows[min(count - 1, row + radius) * width + column]
        let above = row - radius - 1
        return above >= 0 ? bottom - rows[above * width + column] : bottom
    }
}
