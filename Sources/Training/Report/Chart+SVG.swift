internal import Foundation

extension Chart {
    private static let width = 360.0
    private static let height = 200.0
    private static let left = 44.0
    private static let right = 10.0
    private static let top = 8.0
    private static let bottom = 24.0
    /// More would not show, and fewer make the trend plain.
    private static let binLimit = 120

    /// A figure with title, legend and the drawing, which takes its colours from the page.
    var html: String {
        let binned = series.map { Chart.bins($0.points, limit: Self.binLimit) }
        let frame = Frame(binned, marks: marks, prefersLogarithm: prefersLogarithm)
        let legend = zip(series, binned).map { series, bins in
            "<span class=\"key\"><i class=\"c\(series.color % 8)\"></i>\(series.name.escaped) "
                + "<b>\(NumberText.short(bins.last?.mean ?? .nan))</b></span>"
        }
        let drawing = [grid(frame)] + zip(series, binned).map { curve($0.color % 8, $1, frame) }
        return """
            <figure class="chart"><figcaption><strong>\(title.escaped)</strong> \(note.escaped)\
            <div class="legend">\(legend.joined(separator: " "))</div></figcaption>
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-label="\(title.escaped)">
            \(drawing.joined(separator: "\n"))
            </svg></figure>
            """
    }

    private func grid(_ frame: Frame) -> String {
        var parts: [String] = []
        for value in frame.rows {
            let y = coordinate(frame.y(value))
            parts.append("<path class=\"grid\" d=\"M\(Int(Self.left)) \(y)H\(Int(Self.width - Self.right))\"/>")
            parts.append(
                "<text x=\"\(Int(Self.left - 6))\" y=\"\(y)\" dy=\".35em\" class=\"y\">"
                    + "\(NumberText.short(value))</text>"
            )
        }
        for value in frame.columns {
            let x = coordinate(frame.x(value))
            parts.append("<text x=\"\(x)\" y=\"\(Int(Self.height - 8))\" class=\"x\">\(NumberText.short(value))</text>")
        }
        for mark in marks where Double(mark) > frame.firstStep && Double(mark) < frame.lastStep {
            let x = coordinate(frame.x(Double(mark)))
            parts.append("<path class=\"mark\" d=\"M\(x) \(Int(Self.top))V\(Int(Self.height - Self.bottom))\"/>")
        }
        return parts.joined()
    }

    private func curve(_ color: Int, _ bins: [Bin], _ frame: Frame) -> String {
        func point(_ bin: Bin, _ value: Double) -> String {
            coordinate(frame.x(bin.step)) + " " + coordinate(frame.y(value))
        }
        var parts: [String] = []
        if bins.contains(where: { $0.high > $0.low }) {
            let outline = bins.map { point($0, $0.high) } + bins.reversed().map { point($0, $0.low) }
            parts.append("<path class=\"range c\(color)\" d=\"M\(outline.joined(separator: "L"))Z\"/>")
        }
        let line = bins.map { point($0, $0.mean) }.joined(separator: "L")
        parts.append("<path class=\"line c\(color)\" d=\"M\(line)\"/>")
        // A few measurements are points; a single one would not show otherwise.
        if bins.count <= 40, bins.allSatisfy({ $0.high == $0.low }) {
            let dots = bins.map { "M\(point($0, $0.mean))h0" }.joined()
            parts.append("<path class=\"dot c\(color)\" d=\"\(dots)\"/>")
        }
        return parts.joined()
    }

    private func coordinate(_ value: Double) -> String { String(format: "%.1f", value) }

    /// From steps and values to the drawing's coordinates.
    private struct Frame {
        let firstStep: Double
        let lastStep: Double
        private let low: Double
        private let high: Double
        private let isLogarithmic: Bool

        init(_ curves: [[Bin]], marks: [Int], prefersLogarithm: Bool) {
            let bins = curves.joined()
            firstStep = bins.map(\.step).min() ?? 0
            lastStep = max(bins.map(\.step).max() ?? 1, firstStep + 1)
            let low = bins.map(\.low).min() ?? 0
            let high = bins.map(\.high).max() ?? 1
            isLogarithmic = prefersLogarithm && low > 0 && high / low > 4
            if isLogarithmic {
                self.low = low / 1.1
                self.high = high * 1.1
            } else {
                let room = high > low ? (high - low) * 0.06 : Swift.max(abs(high) * 0.1, 1e-12)
                self.low = low >= 0 ? Swift.max(0, low - room) : low - room
                self.high = high + room
            }
        }

        var rows: [Double] {
            (isLogarithmic ? AxisTicks(logarithmic: low, high) : AxisTicks(linear: low, high, count: 4)).values
        }

        var columns: [Double] {
            AxisTicks(linear: firstStep, lastStep, count: 4).values.filter { $0 == $0.rounded() }
        }

        func x(_ step: Double) -> Double {
            Chart.left + (step - firstStep) / (lastStep - firstStep) * (Chart.width - Chart.left - Chart.right)
        }

        func y(_ value: Double) -> Double {
            let share =
                isLogarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
            return Chart.height - Chart.bottom - share * (Chart.height - Chart.top - Chart.bottom)
        }
    }
}

extension String {
    /// As text or in an attribute's double quotes.
    var escaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
