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
            for line in lines {
                for isBackward in [false, true] {
                    let relation = 2 * axis + (isBackward ? 1 : 0)
                    add(line, isBackward, relation, depth, foreground.values, valid?.values)
                }
            }
        }
    }

    /// Looks at one relation along one line: the first pixel of each pair over the second, backward the other way round.
    private mutating func add(
        _ line: Line, _ isBackward: Bool, _ relation: Int, _ depth: [Float], _ foreground: [Bool], _ valid: [Bool]?
    ) {
        var isActual: [Bool] = []
        var ratios: [Float] = []
        for position in 0..<line.count - 1 {
            let first = line.start + position * line.step
            let (near, far) = isBackward ? (first + line.step, first) : (first, first + line.step)
            let isValid = valid.map { $0[near] && $0[far] } ?? true
            isActual.append(isValid && foreground[near] && !foreground[far])
            ratios.append(isValid ? depth[near] / depth[far] : 0)
        }
        actual[relation] += isActual.count { $0 }
        for (index, threshold) in BoundaryMetrics.thresholds.enumerated() {
            Self.forEachMaximum(of: ratios, above: threshold) { position in
                if isActual[position] { common[index][relation] += 1 }
            }
        }
    }

    /// Calls `body` with the place of the first largest value of each run of values above `threshold`.
    private static func forEachMaximum(of values: [Float], above threshold: Double, _ body: (Int) -> Void) {
        var best: Int?
        for index in values.indices {
            if Double(values[index]) > threshold {
                if let place = best, values[place] >= values[index] { continue }
                best = index
            } else if let place = best {
                body(place)
                best = nil
            }
        }
        if let best { body(best) }
    }
}
