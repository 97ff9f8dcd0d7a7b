internal import Images

/// The boundaries of a matte, and how many of them a prediction's thinned boundaries meet.
struct MatteBoundaries {
    /// The matte's boundaries of the relations left, right, top, bottom.
    private(set) var actual = [0, 0, 0, 0]
    /// For each threshold, the boundaries of those relations that the prediction has too.
    private(set) var common = [[Int]](repeating: [0, 0, 0, 0], count: BoundaryMetrics.thresholds.count)

    /// One row or column: the pixels `start`, `start + step`, …
    private struct Line {
        let start: Int
        let step: Int
        let count: Int
    }

    init(prediction: FloatRaster, foreground: PixelMask, valid: PixelMask?) {
        let (width, height) = (foreground.width, foreground.height)
        if let valid {
            precondition(
                valid.width == width && valid.height == height,
                "A mask of \(valid.width)×\(valid.height) pixels fits no matte of \(width)×\(height).")
        }
        let depth = InverseDepth.values(of: prediction.resizedBilinearly(width: width, height: height))
        let rows = (0..<height).map { Line(start: $0 * width, step: 1, count: width) }
        let columns = (0..<width).map { Line(start: $0, step: width, count: height) }
        for (axis, lines) in [rows, columns].enumerated() {
            for relation in [2 * axis, 2 * axis + 1] {
                for line in lines { add(line, relation, depth, foreground.values, valid?.values) }
            }
        }
    }

    /// Looks at one relation along one line: each pixel over the next, or, in odd relations, the next over it.
    private mutating func add(
        _ line: Line, _ relation: Int, _ depth: [Float], _ foreground: [Bool], _ valid: [Bool]?
    ) {
        // The run above the lowest threshold that is being read: higher thresholds only cut it up.
        var run: [(ratio: Float, isActual: Bool)] = []
        var isMatched = false
        for position in 0..<line.count - 1 {
            let first = line.start + position * line.step
            let second = first + line.step
            let (near, far) = relation.isMultiple(of: 2) ? (first, second) : (second, first)
            let isValid = valid.map { $0[near] && $0[far] } ?? true
            let isActual = isValid && foreground[near] && !foreground[far]
            if isActual { actual[relation] += 1 }
            let ratio = depth[near] / depth[far]
            if isValid, Double(ratio) > Self.lowestThreshold {
                run.append((ratio, isActual))
                isMatched = isMatched || isActual
            } else if !run.isEmpty {
                if isMatched { count(run, relation) }
                run.removeAll(keepingCapacity: true)
                isMatched = false
            }
        }
        if isMatched { count(run, relation) }
    }

    /// Adds, for each threshold, the matte's boundaries at the maxima of `run`.
    private mutating func count(_ run: [(ratio: Float, isActual: Bool)], _ relation: Int) {
        for (index, threshold) in BoundaryMetrics.thresholds.enumerated() {
            var best: Int?
            for position in run.indices {
                if Double(run[position].ratio) > threshold {
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

    private static let lowestThreshold = BoundaryMetrics.thresholds[0]
}
