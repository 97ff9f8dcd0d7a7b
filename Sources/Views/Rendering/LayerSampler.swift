/// Interpolates a layer's colours between its points, never across a cut.
struct LayerSampler {
    private let width: Int
    private let colors: UnsafePointer<SIMD4<UInt8>>
    private let cells: UnsafePointer<UInt8>

    init(_ layer: SceneLayer, _ colors: UnsafePointer<SIMD4<UInt8>>, _ cells: UnsafePointer<UInt8>) {
        width = layer.width
        self.colors = colors
        self.cells = cells
    }

    /// Red, green, blue and opacity, 0 to 255, at a place that a cell with surface covers.
    @inline(__always)
    func color(_ column: Float, _ row: Float) -> SIMD4<Float> {
        let (left, top) = (Int32(max(column, 0)), Int32(max(row, 0)))
        let (x, y) = (column - Float(left), row - Float(top))
        let index = Int(top) * width + Int(left)
        // A point by itself, whatever the cell is.
        if x == 0, y == 0 { return point(colors + index) }
        let cell = cells[index]
        if cell & SceneLayer.Cell.isInner != 0 { return cubic(index, x, y) }
        let corner = colors + index
        let (a, b, c, d) = (point(corner), point(corner + 1), point(corner + width), point(corner + width + 1))
        let whole = SceneLayer.Cell.first | SceneLayer.Cell.second
        switch cell & (whole | SceneLayer.Cell.falls) {
        case SceneLayer.Cell.first: return a + (b - a) * x + (c - a) * y
        case SceneLayer.Cell.second: return d + (c - d) * (1 - x) + (b - d) * (1 - y)
        case SceneLayer.Cell.first | SceneLayer.Cell.falls: return a + (c - a) * y + (d - c) * x
        case SceneLayer.Cell.second | SceneLayer.Cell.falls: return a + (b - a) * x + (d - b) * y
        default:
            let upper = a + (b - a) * x
            return upper + (c + (d - c) * x - upper) * y
        }
    }

    /// Catmull and Rom's spline through sixteen points.
    @inline(__always)
    private func cubic(_ index: Int, _ x: Float, _ y: Float) -> SIMD4<Float> {
        let across = Self.weights(x)
        let down = Self.weights(y)
        var sum = line(index - width, across) * down.x
        sum += line(index, across) * down.y
        sum += line(index + width, across) * down.z
        sum += line(index + 2 * width, across) * down.w
        return sum
    }

    @inline(__always)
    private func line(_ index: Int, _ weights: SIMD4<Float>) -> SIMD4<Float> {
        let start = colors + index
        return point(start - 1) * weights.x + point(start) * weights.y + point(start + 1) * weights.z
            + point(start + 2) * weights.w
    }

    @inline(__always)
    private func point(_ color: UnsafePointer<SIMD4<UInt8>>) -> SIMD4<Float> { SIMD4<Float>(color.pointee) }

    @inline(__always)
    private static func weights(_ t: Float) -> SIMD4<Float> {
        let square = t * t
        let cube = square * t
        return SIMD4(
            -0.5 * t + square - 0.5 * cube, 1 - 2.5 * square + 1.5 * cube, 0.5 * t + 2 * square - 1.5 * cube,
            0.5 * cube - 0.5 * square)
    }
}
