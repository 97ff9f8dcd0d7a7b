internal import Foundation

/// Where a chart's values lie in its drawing.
struct ChartPlot {
    static let width = 360.0
    private static let left = 44.0
    private static let right = 10.0

    let height: Double
    private let top: Double
    private let bottom: Double
    private let chart: Chart
    private let columns: AxisScale
    private let rows: AxisScale

    init(_ chart: Chart) {
        self.chart = chart
        top = chart.vertical.title.isEmpty ? 8 : 22
        let below = chart.horizontal.title.isEmpty ? 24.0 : 38.0
        bottom = 168 + top
        height = bottom + below
        let points = chart.series.flatMap(\.points)
        let steps = chart.series.filter { $0.form == .steps }
        let hasDots = chart.series.contains { $0.form == .dots || $0.form == .rings }
        columns = AxisScale(
            points.map(\.x) + steps.flatMap(\.stepEnds), axis: chart.horizontal, room: hasDots ? 0.08 : 0)
        rows = AxisScale(points.map(\.y) + steps.map { _ in 0 }, axis: chart.vertical, room: 0.06)
    }

    func x(_ value: Double) -> String { Self.text(horizontal(value)) }

    func y(_ value: Double) -> String { Self.text(vertical(value)) }

    func point(_ x: Double, _ y: Double) -> String { self.x(x) + " " + self.y(y) }

    func horizontal(_ value: Double) -> Double {
        Self.left + columns.place(value) * (Self.width - Self.left - Self.right)
    }

    func vertical(_ value: Double) -> Double { bottom - rows.place(value) * (bottom - top) }

    /// Where data may lie.
    var rowsOfPixels: ClosedRange<Double> { top...bottom }

    static func text(_ coordinate: Double) -> String { String(format: "%.1f", coordinate) }

    /// Lines, numbers, titles of axes and marks.
    var grid: String {
        var parts: [String] = []
        for value in rows.ticks {
            parts.append("<path class=\"grid\" d=\"M\(Int(Self.left)) \(y(value))H\(Int(Self.width - Self.right))\"/>")
            parts.append(
                "<text x=\"\(Int(Self.left - 6))\" y=\"\(y(value))\" dy=\".35em\" class=\"y\">"
                    + "\(NumberText.short(value))</text>")
        }
        for value in columns.ticks {
            parts.append(
                "<text x=\"\(x(value))\" y=\"\(Int(bottom + 16))\" class=\"x\">\(NumberText.short(value))</text>")
        }
        if !chart.vertical.title.isEmpty {
            parts.append("<text x=\"4\" y=\"11\">\(chart.vertical.title.escaped)</text>")
        }
        if !chart.horizontal.title.isEmpty {
            parts.append(
                "<text x=\"\(Int(Self.width - Self.right))\" y=\"\(Int(bottom + 31))\" class=\"y\">"
                    + "\(chart.horizontal.title.escaped)</text>")
        }
        for mark in chart.marks where columns.contains(mark) {
            parts.append("<path class=\"mark\" d=\"M\(x(mark)) \(Int(top))V\(Int(bottom))\"/>")
        }
        return parts.joined()
    }
}
