/// Curves over a run's steps.
package struct Chart {
    /// One curve.
    struct Series {
        let name: String
        /// Which of the report's colours; the same thing has the same one in every chart.
        let color: Int
        let points: [(step: Int, value: Double)]
    }

    let title: String
    /// What the curves say, where the title does not.
    var note = ""
    let series: [Series]
    /// Where stages begin.
    var marks: [Int] = []
    /// Whether equal factors, not equal differences, are equally far apart, where the values allow it.
    var prefersLogarithm = false

    /// Without what cannot be drawn; `nil` where nothing is left.
    init?(
        _ title: String, note: String = "", series: [Series], marks: [Int] = [], prefersLogarithm: Bool = false
    ) {
        let drawable = series.map { series in
            Series(name: series.name, color: series.color, points: series.points.filter { abs($0.value) < 1e30 })
        }
        self.title = title
        self.note = note
        self.series = drawable.filter { !$0.points.isEmpty }
        self.marks = marks
        self.prefersLogarithm = prefersLogarithm
        if self.series.isEmpty { return nil }
    }

    /// Neighbouring points as one: their mean, and what lies between the smallest and the largest.
    package struct Bin {
        package var step: Double
        package var mean: Double
        package var low: Double
        package var high: Double
    }

    /// The points in at most `limit` groups of neighbours.
    package static func bins(_ points: [(step: Int, value: Double)], limit: Int) -> [Bin] {
        let count = min(points.count, limit)
        return (0..<count).map { index in
            let part = points[(index * points.count / count)..<((index + 1) * points.count / count)]
            let values = part.map(\.value)
            return Bin(
                step: part.reduce(0) { $0 + Double($1.step) } / Double(part.count),
                mean: values.reduce(0, +) / Double(values.count), low: values.min() ?? 0, high: values.max() ?? 0)
        }
    }
}
