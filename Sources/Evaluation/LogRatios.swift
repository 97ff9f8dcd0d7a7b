internal import Foundation

/// `ln d − ln d̂` of the pixels that are scored. Logarithms are most of the work of the metrics of depth, and three of
/// these share them.
struct LogRatios {
    private let values: [Double]

    init(_ depths: MatchedDepths) {
        values = depths.targets.indices.map { index in
            log(Double(depths.predictions[index]) / Double(depths.targets[index]))
        }
    }

    /// The mean of `term(ln d − ln d̂)`, `nil` without pixels.
    func mean(_ term: (Double) -> Double) -> Double? {
        if values.isEmpty { return nil }
        var sum = 0.0
        for value in values { sum += term(value) }
        return sum / Double(values.count)
    }
}
