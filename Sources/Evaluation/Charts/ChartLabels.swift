internal import Foundation

/// Names beside dots, none upon another or upon a dot, as far as there is room.
struct ChartLabels {
    private static let lineHeight = 11.0
    /// Of a character, about.
    private static let advance = 6.0
    private static let distance = 7.0

    private let plot: ChartPlot
    private var taken: [Box] = []

    private struct Box {
        let left: Double
        let right: Double
        let y: Double
        var halfHeight = lineHeight / 2

        func meets(_ other: Box) -> Bool {
            left < other.right && other.left < right && abs(y - other.y) < halfHeight + other.halfHeight
        }
    }

    init(_ plot: ChartPlot, _ series: [Chart.Series]) {
        self.plot = plot
        taken = series.filter { $0.form == .dots || $0.form == .rings }.flatMap(\.points).map { point in
            let (x, y) = (plot.horizontal(point.x), plot.vertical(point.y))
            return Box(left: x - 4, right: x + 4, y: y, halfHeight: 4)
        }
    }

    /// A label at a point's right or left, moved up or down where others are.
    mutating func label(_ text: String, x: Double, y: Double) -> String {
        let width = Double(text.count) * Self.advance
        let (center, middle) = (plot.horizontal(x), plot.vertical(y))
        let right = Box(left: center + Self.distance, right: center + Self.distance + width, y: middle)
        let left = Box(left: center - Self.distance - width, right: center - Self.distance, y: middle)
        let moves = [0, 1, -1, 2, -2, 3, -3].map { $0 * Self.lineHeight }
        let places = moves.flatMap { move in
            [right, left].map { Box(left: $0.left, right: $0.right, y: $0.y + move) }
        }
        let inside = places.filter { $0.left > 0 && $0.right < ChartPlot.width && plot.rowsOfPixels.contains($0.y) }
        let box = inside.first { place in !taken.contains { $0.meets(place) } } ?? inside.first ?? right
        taken.append(box)
        let isLeft = box.left < center
        return "<text x=\"\(ChartPlot.text(isLeft ? box.right : box.left))\" y=\"\(ChartPlot.text(box.y))\" "
            + "dy=\".35em\"\(isLeft ? " class=\"y\"" : "")>\(text.escaped)</text>"
    }
}
