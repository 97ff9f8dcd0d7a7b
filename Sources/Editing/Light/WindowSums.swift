/// Sums over square windows of any size in the same time, from sums over all that is above and to the left
/// (Crow, 1984).
struct WindowSums<Vector: SIMD> where Vector.Scalar == Double {
    private let area: PixelArea
    /// A row and a column of zeros come first.
    private var sums: [Vector]
    private var stride: Int { area.columns.count + 1 }

    init(_ area: PixelArea, _ value: (_ x: Int, _ y: Int) -> Vector) {
        self.area = area
        sums = [Vector](repeating: .zero, count: (area.columns.count + 1) * (area.rows.count + 1))
        var place = stride
        for y in area.rows {
            var row = Vector.zero
            place += 1
            for x in area.columns {
                row += value(x, y)
                sums[place] = sums[place - stride] + row
                place += 1
            }
        }
    }

    /// Over the pixels within `radius` of one across and down, as far as there are any.
    @inline(__always)
    func sum(_ x: Int, _ y: Int, radius: Int) -> Vector {
        let left = max(0, x - radius - area.columns.lowerBound)
        let right = min(area.columns.count, x + radius + 1 - area.columns.lowerBound)
        let top = max(0, y - radius - area.rows.lowerBound) * stride
        let bottom = min(area.rows.count, y + radius + 1 - area.rows.lowerBound) * stride
        return sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left]
    }
}
