internal import Images

/// The boundaries of a matte, and how many of them a prediction's thinned boundaries meet.
struct MatteBoundaries {
    /// The matte's boundaries of the relations left, right, top, bottom.
    private(set) var actual = [0, 0, 0, 0]
    /// For each threshold, the boundaries of those relations that the prediction has too.
    private(set) var common = [[Int]](repeating: [0, 0, 0, 0], count: BoundaryMetrics.thresholds.count)

    private let lowestThreshold = BoundaryMetrics.thresholds[0]

    init(prediction: FloatRaster, foreground: PixelMask, valid: PixelMask?) {
        let (width, height) = (foreground.width, foreground.height)
        if let valid {
            precondition(
                valid.width == width && valid.height == height,
                "A mask of \(valid.width)×\(valid.height) pixels fits no matte of \(width)×\(height).")
        }
        let depth = InverseDepth.values(of: prediction.resizedBilinearly(width: width, height: height))
        let rows = (0..<height).map { stride(from: $0 * width, to: ($0 + 1) * width, by: 1) }
        let columns = (0..<width).map { stride(from: $0, to: width * height, by: width) }
        for (axis, lines) in [rows, columns].enumerated() {
            for line in lines {
                // A line is read once: a column's pixels lie far apart in memory.
                let values = line.map { depth[$0] }
                let isForeground = line.map { foreground.values[$0] }
                let isValid = valid.map { valid in line.map { valid.values[$0] } }
                add(2 * axis, values, isForeground, isValid, nearOffset: 0)
                add(2 * axis + 1, values, isForeground, isValid, nearOffset: 1)
            }
        }
    }

    /// Looks at one relation along one line: of each two neighbours the first over the second, or, where `nearOffset`
    /// is 1, the second over the first.
    private mutating func add(
        _ relation: Int, _ depth: [Float], _ isForeground: [Bool], _ isValid: [Bool]?, nearOffset: Int
    ) {
        // The run above the lowest threshold that is being read: higher thresholds only cut it up.
        var run: [(ratio: Float, isActual: Bool)] = []
        var isMatched = false
        for position in 0..<depth.count - 1 {
            let (near, far) = (position + nearOffset, position + 1 - nearOffset)
            let isPair = isValid.map { $0[near] && $0[far] } ?? true
            let isActual = isPair && isForeground[near] && !isForeground[far]
            if isActual { actual[relation] += 1 }
            let ratio = depth[near] / depth[far]
            if isPair, Double(ratio) > lowestThreshold {
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
}
