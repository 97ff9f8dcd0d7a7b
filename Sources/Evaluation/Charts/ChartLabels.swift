internal import Foundation

/// Names beside dots, none upon another.
struct ChartLabels {
    private static let lineHeight = 11.0
    /// Of a character, about.
    private static let advance = 6.0

    private let plot: ChartPlot
    private var taken: [(left: Double, right: Double, y: Double)] = []

    init(_ plot: ChartPlot) { self.plot = plot }

    /// A label at a point's right, or at its left where the drawing ends; lower where others are.
    mutating func label(_ text: String, x: Double, y: Double) -> String {
        let width = Double(text.count) * Self.advance
        let center = plot.horizontal(x)
        let isLeft = center + 7 + width > ChartPlot.width
        let left = isLeft ? center - 7 - width : center + 7
        var line = plot.vertical(y)
        func isFree() -> Bool {
            !taken.contains { $0.left < left + width && left < $0.right && abs($0.y - line) < Self.lineHeight }
        }
        while !isFree(), line < plot.height { line += 1 }
        taken.append((left, left + width, line))
        return "<text x=\"\(ChartPlot.text(isLeft ? center - 7 : center + 7))\" y=\"\(ChartPlot.text(line))\" "
            + "dy=\".35em\"\(isLeft ? " class=\"y\"" : "")>\(text.escaped)</text>"
    }
}
