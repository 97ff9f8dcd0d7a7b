internal import Foundation

extension Metric {
    /// Whether tables show it in percent, as the paper does, while files have shares in 0…1.
    package var isPercentage: Bool {
        switch self {
        case .delta1, .delta2, .delta3, .focalDelta25, .focalDelta50: true
        default: false
        }
    }

    /// As a table shows it; "–" for what is no number.
    package func text(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        switch self {
        case .delta1, .delta2, .delta3, .focalDelta25, .focalDelta50: return String(format: "%.1f", 100 * value)
        case .scaleInvariantLogError, .directedCorrect, .directedNear, .directedFar, .planeOrientation:
            return String(format: "%.2f", value)
        case .rootMeanSquareError, .cloudChamfer, .seconds: return NumberText.short(value)
        default: return String(format: "%.3f", value)
        }
    }

    /// ``title`` with its unit, where it is not plain from the metric.
    package var heading: String {
        switch self {
        case .delta1, .delta2, .delta3: "\(title) (%)"
        case .rootMeanSquareError, .cloudChamfer, .planarity: "\(title) (m)"
        case .directedCorrect, .directedNear, .directedFar: "\(title) (%)"
        case .edgeAccuracy, .edgeCompleteness: "\(title) (px)"
        case .planeOrientation: "\(title) (°)"
        default: title
        }
    }
}
