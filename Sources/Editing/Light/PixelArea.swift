/// A rectangle of pixels.
struct PixelArea: Sendable {
    let columns: Range<Int>
    let rows: Range<Int>

    var count: Int { columns.count * rows.count }

    /// The rectangle with a margin, as far as the picture reaches.
    func expanded(by margin: Int, width: Int, height: Int) -> PixelArea {
        PixelArea(
            columns: max(0, columns.lowerBound - margin)..<min(width, columns.upperBound + margin),
            rows: max(0, rows.lowerBound - margin)..<min(height, rows.upperBound + margin))
    }

    /// The place of a pixel among those of the rectangle, row by row.
    @inline(__always)
    func index(_ x: Int, _ y: Int) -> Int { (y - rows.lowerBound) * columns.count + x - columns.lowerBound }

    /// Every pixel, row by row.
    @inline(__always)
    func forEach(_ body: (_ x: Int, _ y: Int) -> Void) {
        for y in rows { for x in columns { body(x, y) } }
    }

    /// A picture in squares of that side.
    static func tiles(width: Int, height: Int, side: Int) -> [PixelArea] {
        stride(from: 0, to: height, by: side).flatMap { y in
            stride(from: 0, to: width, by: side).map { x in
                PixelArea(columns: x..<min(x + side, width), rows: y..<min(y + side, height))
            }
        }
    }
}
