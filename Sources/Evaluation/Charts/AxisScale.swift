internal import Foundation

/// From an axis' values to places between its ends.
struct AxisScale {
    private let low: Double
    private let high: Double
    private let isLogarithmic: Bool
    private let isWhole: Bool

    /// - Parameters:
    ///   - values: All that must have a place, unless the axis has a range of its own.
    ///   - axis: What it shows, and how.
    ///   - room: The share of the axis that is left free at either end.
    init(_ values: [Double], axis: Chart.Axis, room: Double) {
        let least = axis.range?.lowerBound ?? values.min() ?? 0
        let greatest = axis.range?.upperBound ?? values.max() ?? 1
        isWhole = axis.isWhole
        isLogarithmic = axis.prefersLogarithm && least > 0 && greatest / least > 4
        if axis.range != nil, greatest > least {
            (low, high) = (least, greatest)
        } else if isLogarithmic {
            let factor = pow(greatest / least, room)
            (low, high) = (least / factor, greatest * factor)
        } else {
            // Where all is one number, some neighbourhood of it.
            let free = greatest > least ? (greatest - least) * room : max(abs(greatest) * 0.1, 1e-12)
            low = least >= 0 ? max(0, least - free) : least - free
            high = greatest + free
        }
    }

    /// Round numbers along it.
    var ticks: [Double] {
        let all = isLogarithmic ? AxisTicks(logarithmic: low, high) : AxisTicks(linear: low, high, count: 4)
        return isWhole ? all.values.filter { $0 == $0.rounded() } : all.values
    }

    /// 0 at the low end, 1 at the high one; not farther out than that.
    func place(_ value: Double) -> Double {
        let share = isLogarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
        return min(max(share, 0), 1)
    }

    /// Whether a line there would be within, and on neither end.
    func contains(_ value: Double) -> Bool { value > low && value < high }
}
