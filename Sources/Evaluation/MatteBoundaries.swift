internal import Images

/// The boundaries of a matte, and how many of them a prediction's thinned boundaries meet.
///
/// Mattes have few boundaries: only the prediction's runs that hold one of them are read.
struct MatteBoundaries {
    /// The matte's boundaries of the relations left, right, top, bottom.
    private(set) var actual = [0, 0, 0, 0]
    /// For each threshold, the boundaries of those relations that the prediction has too.
    private(set) var common = [[Int]](repeating: [0, 0, 0, 0], count: BoundaryMetrics.thresholds.count)

    private let depth: [Float]
    private let foreground: [Bool]
    private let valid: [Bool]?
    private let thresholds = BoundaryMetrics.singlePrecisionThresholds
    /// For each relation where the last run that was read ends: one index for all rows, one for each column.
    private var runEnds: [[Int]]

    /// One relation along one row or column: pairs of the pixels `index` and `index + stride`, for indices in `range`.
    private struct Line {
        let relation: Int
        let number: Int
        let range: ClosedRange<Int>
        let stride: Int
    }

    init(prediction: FloatRaster, foreground: PixelMask, valid: PixelMask?) {
        let (width, height) = (foreground.width, foreground.height)
        if let valid {
            precondition(
                valid.width == width && valid.height == height,
                "A mask of \(valid.width)×\(valid.height) pixels fits no matte of \(width)×\(height).")
        }
        depth = prediction.resizedBilinearly(width: width, height: height).values
        self.foreground = foreground.values
        self.valid = valid?.values
        runEnds = [1, 1, width, width].map { [Int](repeating: 0, count: $0) }
        for row in 0..<height {
            let start = row * width
            for index in start..<start + width - 1 where foreground.values[index] != foreground.values[index + 1] {
                let relation = foreground.values[index] ? 0 : 1
                add(index, Line(relation: relation, number: 0, range: start...start + width - 2, stride: 1))
            }
            if row == height - 1 { continue }
            for index in start..<start + width where foreground.values[index] != foreground.values[index + width] {
                let relation = foreground.values[index] ? 2 : 3
                let column = index - start
                let range = column...column + (height - 2) * width
                add(index, Line(relation: relation, number: column, range: range, stride: width))
            }
        }
    }

    /// Adds the matte's boundary at `index`, and the prediction's run that holds it.
    private mutating func add(_ index: Int, _ line: Line) {
        guard isPair(index, line) else { return }
        actual[line.relation] += 1
        // Higher thresholds only cut up the run above the lowest.
        guard index >= runEnds[line.relation][line.number], isInRun(index, line) else { return }
        var (first, end) = (index, index + line.stride)
        while first > line.range.lowerBound, isInRun(first - line.stride, line) { first -= line.stride }
        while end <= line.range.upperBound, isInRun(end, line) { end += line.stride }
        runEnds[line.relation][line.number] = end
        let run = stride(from: first, to: end, by: line.stride).map { index in
            (ratio: ratio(index, line), isActual: isBoundary(index, line))
        }
        count(run, line.relation)
    }

    private func isPair(_ index: Int, _ line: Line) -> Bool {
        valid.map { $0[index] && $0[index + line.stride] } ?? true
    }

    private func isInRun(_ index: Int, _ line: Line) -> Bool {
        isPair(index, line) && ratio(index, line) > thresholds[0]
    }

    private func ratio(_ index: Int, _ line: Line) -> Float {
        let first = InverseDepth.value(of: depth[index])
        let second = InverseDepth.value(of: depth[index + line.stride])
        return line.relation % 2 == 0 ? first / second : second / first
    }

    private func isBoundary(_ index: Int, _ line: Line) -> Bool {
        foreground[index] != foreground[index + line.stride] && foreground[index] == (line.relation % 2 == 0)
    }

    /// Adds, for each threshold, the matte's boundaries at the maxima of `run`.
    private mutating func count(_ run: [(ratio: Float, isActual: Bool)], _ relation: Int) {
        for (index, threshold) in thresholds.enumerated() {
            var best: Int?
            for position in run.indices {
                if run[position].ratio > threshold {
                    if let place = best, run[place].ratio >= run[position].ratio { continue }
                    best = position
                } else if let place = best {
                    if run[place].isActual { common[index][relation] += 1 }
                    best = nil
                }
            }
            if let place = best, run[place].isActual { common[index][relation] += 1 }
        }
    }
}
