/// Curves, distributions or single points over a pair of axes, for the pages of reports.
package struct Chart {
    /// What belongs together, in one colour.
    package struct Series {
        /// How points are drawn.
        package enum Form {
            /// As a line; with a band where several are drawn as one.
            case curve
            /// As a staircase over a filled area; each point is a step's left edge.
            case steps
            /// As dots with the series' name beside them.
            case dots
            /// As hollow dots with the series' name beside them.
            case rings
        }

        let name: String
        /// Which of the page's colours; the same thing has the same one in every chart.
        let color: Int
        let points: [(x: Double, y: Double)]
        let form: Form

        package init(name: String, color: Int, points: [(x: Double, y: Double)], form: Form = .curve) {
            self.name = name
            self.color = color
            self.points = points
            self.form = form
        }
    }

    /// What lies along one direction.
    package struct Axis {
        /// Quantity and unit; empty where the chart's title tells.
        var title = ""
        /// Whether equal factors, not equal differences, are equally far apart, where the values allow it.
        var prefersLogarithm = false
        /// Whether only whole numbers are written along it.
        var isWhole = false
        /// What it shows; `nil` for as much as there is.
        var range: ClosedRange<Double>?

        package init(
            _ title: String = "", prefersLogarithm: Bool = false, isWhole: Bool = false,
            range: ClosedRange<Double>? = nil
        ) {
            self.title = title
            self.prefersLogarithm = prefersLogarithm
            self.isWhole = isWhole
            self.range = range
        }
    }

    let title: String
    /// What the drawing says, where the title does not.
    let note: String
    let series: [Series]
    let horizontal: Axis
    let vertical: Axis
    /// Where dashed lines stand.
    let marks: [Double]
    /// Whether the legend tells each curve's last value.
    let tellsLast: Bool

    /// Without what cannot be drawn; `nil` where nothing is left.
    package init?(
        _ title: String, note: String = "", series: [Series], horizontal: Axis = Axis(), vertical: Axis = Axis(),
        marks: [Double] = [], tellsLast: Bool = false
    ) {
        let drawable = series.map { series in
            let points = series.points.filter { abs($0.x) < 1e30 && abs($0.y) < 1e30 }
            return Series(name: series.name, color: series.color, points: points, form: series.form)
        }
        self.title = title
        self.note = note
        self.series = drawable.filter { !$0.points.isEmpty }
        self.horizontal = horizontal
        self.vertical = vertical
        self.marks = marks
        self.tellsLast = tellsLast
        if self.series.isEmpty { return nil }
    }

    /// Neighbouring points as one: their mean, and what lies between the smallest and the largest.
    package struct Bin {
        package var x: Double
        package var mean: Double
        package var low: Double
        package var high: Double
    }

    /// The points in at most `limit` groups of neighbours.
    package static func bins(_ points: [(x: Double, y: Double)], limit: Int) -> [Bin] {
        let count = min(points.count, limit)
        return (0..<count).map { index in
            let part = points[(index * points.count / count)..<((index + 1) * points.count / count)]
            let values = part.map(\.y)
            return Bin(
                x: part.reduce(0) { $0 + $1.x } / Double(part.count),
                mean: values.reduce(0, +) / Double(values.count), low: values.min() ?? 0, high: values.max() ?? 0)
        }
    }
}
