internal import Foundation

extension Chart {
    /// More would not show, and fewer make the trend plain.
    private static let binLimit = 120

    /// A figure with title, legend and the drawing, which takes its colours from the page.
    package var html: String {
        let plot = ChartPlot(self)
        var labels = ChartLabels(plot, series)
        let drawing = [plot.grid] + series.map { draw($0, plot, &labels) }
        return """
            <figure class="chart"><figcaption><strong>\(title.escaped)</strong> \(note.escaped)\
            <div class="legend">\(legend)</div></figcaption>
            <svg viewBox="0 0 \(Int(ChartPlot.width)) \(Int(plot.height))" role="img" aria-label="\(title.escaped)">
            \(drawing.joined(separator: "\n"))
            </svg></figure>
            """
    }

    private var legend: String {
        series.filter { $0.form == .curve || $0.form == .steps }.map { series in
            let last = Chart.bins(series.points, limit: Self.binLimit).last
            let value = tellsLast ? " <b>\(NumberText.short(last?.mean ?? .nan))</b>" : ""
            return "<span class=\"key\"><i class=\"\(series.colorClass)\"></i>\(series.name.escaped)\(value)</span>"
        }.joined(separator: " ")
    }

    private func draw(_ series: Series, _ plot: ChartPlot, _ labels: inout ChartLabels) -> String {
        switch series.form {
        case .curve: curve(series, plot)
        case .steps: staircase(series, plot)
        case .dots, .rings: dots(series, plot, &labels)
        }
    }

    private func curve(_ series: Series, _ plot: ChartPlot) -> String {
        let bins = Chart.bins(series.points, limit: Self.binLimit)
        var parts: [String] = []
        if bins.contains(where: { $0.high > $0.low }) {
            let outline = bins.map { plot.point($0.x, $0.high) } + bins.reversed().map { plot.point($0.x, $0.low) }
            parts.append("<path class=\"range \(series.colorClass)\" d=\"M\(outline.joined(separator: "L"))Z\"/>")
        }
        let line = bins.map { plot.point($0.x, $0.mean) }.joined(separator: "L")
        parts.append("<path class=\"line \(series.colorClass)\" d=\"M\(line)\"/>")
        // A few measurements are points; a single one would not show otherwise.
        if bins.count <= 40, bins.allSatisfy({ $0.high == $0.low }) {
            let dots = bins.map { "M\(plot.point($0.x, $0.mean))h0" }.joined()
            parts.append("<path class=\"dot \(series.colorClass)\" d=\"\(dots)\"/>")
        }
        return parts.joined()
    }

    private func staircase(_ series: Series, _ plot: ChartPlot) -> String {
        guard let first = series.points.first else { return "" }
        let corners = zip(series.points, series.stepEnds).map { point, end in
            "V\(plot.y(point.y))H\(plot.x(end))"
        }
        let path = "M\(plot.point(first.x, 0))\(corners.joined())V\(plot.y(0))"
        return "<path class=\"area \(series.colorClass)\" d=\"\(path)Z\"/>"
            + "<path class=\"line \(series.colorClass)\" d=\"\(path)\"/>"
    }

    private func dots(_ series: Series, _ plot: ChartPlot, _ labels: inout ChartLabels) -> String {
        series.points.map { point in
            let form = series.form == .rings ? "ring" : "spot"
            let values = "\(series.name.escaped): \(NumberText.short(point.x)), \(NumberText.short(point.y))"
            return "<circle class=\"\(form) \(series.colorClass)\" cx=\"\(plot.x(point.x))\" cy=\"\(plot.y(point.y))\""
                + " r=\"4\"><title>\(values)</title></circle>"
                + labels.label(series.name, x: point.x, y: point.y)
        }.joined()
    }
}

extension Chart.Series {
    /// The colour of what is shown for comparison only.
    package static let grey = -1

    /// Beyond eight, colours come again with dashes.
    var colorClass: String {
        switch color {
        case ..<0: "grey"
        case ..<8: "c\(color)"
        default: "c\(color % 8) dashed"
        }
    }

    /// The right edges of steps: where the next begins.
    var stepEnds: [Double] {
        let starts = points.map(\.x)
        guard let last = starts.last else { return [] }
        let width = starts.count > 1 ? last - starts[starts.count - 2] : 1
        return starts.dropFirst() + [last + width]
    }
}
