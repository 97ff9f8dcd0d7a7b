internal import Foundation

/// Round numbers along an axis.
package struct AxisTicks {
    package let values: [Double]

    /// About `count` multiples of 1, 2 or 5 times a power of ten, from `low` to `high`.
    package init(linear low: Double, _ high: Double, count: Int) {
        // Where all is one number, some neighbourhood of it.
        let span = max(high - low, max(abs(low), abs(high)) * 1e-6, 1e-30)
        let rough = span / Double(max(count, 1))
        let power = pow(10, floor(log10(rough)))
        let step = power * ([1, 2, 5].first { power * $0 >= rough } ?? 10)
        let first = (low / step - 1e-6).rounded(.up)
        let last = (high / step + 1e-6).rounded(.down)
        values = stride(from: first, through: last, by: 1).prefix(2 * count + 2).map { $0 * step }
    }

    /// Powers of ten between `low` and `high`, or 1, 2 and 5 times them where they are few.
    package init(logarithmic low: Double, _ high: Double) {
        let exponents = Int(floor(log10(low)))...Int(ceil(log10(high)))
        let factors: [Double] = log10(high / low) > 2.5 ? [1] : [1, 2, 5]
        let all = exponents.flatMap { exponent in factors.map { $0 * pow(10, Double(exponent)) } }
        let inside = all.filter { $0 >= low * (1 - 1e-9) && $0 <= high * (1 + 1e-9) }
        // Many decades: every second or third.
        let stride = max(1, (inside.count + 5) / 6)
        values = inside.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    }
}
