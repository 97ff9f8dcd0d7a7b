import Images

/// Where in a depth map two surfaces meet, and how near each of them is.
struct LocalContrast: Sendable {
    /// Halfway between the least and the greatest nearness within the radius of each sample, and half of their difference.
    let middle, half: [Float]
    /// Whether there is an edge within the radius: 0 no, 1 yes.
    let strength: [Float]

    /// What a plane leaves of the samples around an edge, as a share of their range: a step leaves 0.25 where it runs
    /// through the middle and 0.2 at the rim, a ramp nothing.
    private static let leastResidual: Float = 0.04

    /// - Parameters:
    ///   - radius: In samples.
    ///   - threshold: The share by which nearness differs at an edge. From once to twice this, edges fade in.
    init(_ map: Nearness, radius: Int, threshold: Float) {
        let extremes = WindowExtremes(map.values, width: map.width, height: map.height, radius: radius)
        let (least, greatest) = (extremes.least, extremes.greatest)
        middle = zip(least, greatest).map { ($0 + $1) / 2 }
        half = zip(least, greatest).map { ($1 - $0) / 2 }
        strength = [Float](unsafeUninitializedCapacity: map.values.count) { buffer, count in
            nonisolated(unsafe) let output = buffer
            // Nothing here can fail.
            _ = Strips(height: map.height, rows: 16).forEach(threads: Strips.standardThreads) { rows in
                for index in rows.lowerBound * map.width..<rows.upperBound * map.width {
                    let range = greatest[index] - least[index]
                    let excess = range - threshold * greatest[index]
                    guard excess > 0 else {
                        output[index] = 0
                        continue
                    }
                    let residual = Self.residual(map, index, radius) / range
                    output[index] =
                        Self.smoothStep(excess / (threshold * greatest[index]))
                        * Self.smoothStep(residual / Self.leastResidual - 1)
                }
            }
            count = map.values.count
        }
    }

    /// From 0 at 0 to 1 at 1, level at both.
    static func smoothStep(_ value: Float) -> Float {
        let value = min(max(value, 0), 1)
        return value * value * (3 - 2 * value)
    }

    /// The root mean square of what the best plane through the samples around one leaves.
    private static func residual(_ map: Nearness, _ index: Int, _ radius: Int) -> Float {
        let (x, y) = (index % map.width, index / map.width)
        let center = map.values[index]
        var (sum, squares, across, down) = (Float.zero, Float.zero, Float.zero, Float.zero)
        for dy in -radius...radius {
            let row = min(max(y + dy, 0), map.height - 1) * map.width
            for dx in -radius...radius {
                // Beside the middle sample's, so that squares keep their digits.
                let value = map.values[row + min(max(x + dx, 0), map.width - 1)] - center
                sum += value
                squares += value * value
                across += value * Float(dx)
                down += value * Float(dy)
            }
        }
        let side = Float(2 * radius + 1)
        let count = side * side
        let moment = count * Float(radius * (radius + 1)) / 3
        let explained = sum * sum / count + (across * across + down * down) / moment
        return (max(squares - explained, 0) / count).squareRoot()
    }
}
