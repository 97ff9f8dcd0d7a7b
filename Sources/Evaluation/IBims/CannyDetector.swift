internal import Foundation

/// The edge detector of Canny 1986 (“A computational approach to edge detection”): Gaussian smoothing, Sobel gradients,
/// thinning across the gradient with interpolated neighbours, and hysteresis over eight neighbours.
///
/// Equals scikit-image's `feature.canny` with a mask: smoothing weighs valid pixels only, pixels with an invalid
/// neighbour or at the border of the image are no edges, gradients are eight times the derivative.
struct CannyDetector {
    /// The standard deviation of the Gaussian, in pixels; it is cut off at four of them.
    let sigma: Double
    /// The gradient that continues an edge.
    let low: Double
    /// The gradient that begins an edge.
    let high: Double

    /// Where `image`, of which only `valid` pixels count, has edges; rows of `width` pixels.
    func edges(of image: [Double], valid: [Bool], width: Int) -> [Bool] {
        let height = image.count / width
        let weights = valid.map { $0 ? 1.0 : 0 }
        let sums = smoothed(zip(image, valid).map { $1 ? $0 : 0 }, width, height)
        let totals = smoothed(weights, width, height)
        let smooth = zip(sums, totals).map { $0 / ($1 + .ulpOfOne) }
        let gradients = Self.gradients(of: smooth, width, height)
        let magnitudes = gradients.map { ($0.y * $0.y + $0.x * $0.x).squareRoot() }
        var isThin = [Bool](repeating: false, count: image.count)
        for row in stride(from: 1, to: height - 1, by: 1) {
            for column in stride(from: 1, to: width - 1, by: 1) {
                let index = row * width + column
                isThin[index] =
                    magnitudes[index] >= low && Self.isMaximum(at: index, gradients[index], magnitudes, width)
                    && Self.isSurrounded(at: index, valid, width)
            }
        }
        return connected(isThin, magnitudes, width)
    }

    /// Convolves with the Gaussian, first down, then across; there is nothing beyond the borders.
    private func smoothed(_ values: [Double], _ width: Int, _ height: Int) -> [Double] {
        let radius = Int(4 * sigma + 0.5)
        let bell = (0...radius).map { exp(-0.5 / (sigma * sigma) * Double($0 * $0)) }
        let sum = bell[0] + 2 * bell.dropFirst().reduce(0, +)
        let weights = bell.map { $0 / sum }
        func pass(_ values: [Double], _ stride: Int, _ count: Int) -> [Double] {
            var result = values
            for index in values.indices {
                let position = index / stride % count
                var sum = values[index] * weights[0]
                var offset = radius
                while offset > 0 {
                    let before = position >= offset ? values[index - offset * stride] : 0
                    let after = position + offset < count ? values[index + offset * stride] : 0
                    sum += (before + after) * weights[offset]
                    offset -= 1
                }
                result[index] = sum
            }
            return result
        }
        return pass(pass(values, width, height), 1, width)
    }

    /// Sobel's gradients; the border's values go on beyond it.
    private static func gradients(of values: [Double], _ width: Int, _ height: Int) -> [SIMD2<Double>] {
        values.indices.map { index in
            let (row, column) = (index / width, index % width)
            let (up, down) = (row > 0 ? -width : 0, row < height - 1 ? width : 0)
            let (left, right) = (column > 0 ? -1 : 0, column < width - 1 ? 1 : 0)
            func across(_ line: Int) -> Double { values[index + line + right] - values[index + line + left] }
            func along(_ side: Int) -> Double { values[index + down + side] - values[index + up + side] }
            return SIMD2(
                2 * across(0) + (across(up) + across(down)), 2 * along(0) + (along(left) + along(right)))
        }
    }

    /// Whether no gradient on either side, along the gradient's direction, is larger: on each side the pixel straight
    /// ahead and the diagonal one next to it are interpolated.
    private static func isMaximum(
        at index: Int, _ gradient: SIMD2<Double>, _ magnitudes: [Double], _ width: Int
    ) -> Bool {
        let across = gradient.x < 0 ? -1 : 1
        let down = gradient.y < 0 ? -width : width
        let isSteep = abs(gradient.y) > abs(gradient.x)
        let straight = isSteep ? down : across
        let weight = isSteep ? abs(gradient.x) / abs(gradient.y) : abs(gradient.y) / abs(gradient.x)
        func ahead(_ side: Int) -> Double {
            magnitudes[index + side * (across + down)] * weight + magnitudes[index + side * straight] * (1 - weight)
        }
        return ahead(1) <= magnitudes[index] && ahead(-1) <= magnitudes[index]
    }

    /// Whether a pixel inside the border and its eight neighbours are valid.
    private static func isSurrounded(at index: Int, _ valid: [Bool], _ width: Int) -> Bool {
        for line in [index - width, index, index + width] where !(valid[line - 1] && valid[line] && valid[line + 1]) {
            return false
        }
        return true
    }

    /// Keeps of the thin edges those that are connected to one that reaches the high threshold.
    private func connected(_ isThin: [Bool], _ magnitudes: [Double], _ width: Int) -> [Bool] {
        var result = [Bool](repeating: false, count: isThin.count)
        var open = isThin.indices.filter { isThin[$0] && magnitudes[$0] >= high }
        for index in open { result[index] = true }
        while let index = open.popLast() {
            // Thin edges lie nowhere on the border: all eight neighbours are there.
            for line in [-width, 0, width] {
                for neighbour in index + line - 1...index + line + 1 where isThin[neighbour] && !result[neighbour] {
                    result[neighbour] = true
                    open.append(neighbour)
                }
            }
        }
        return result
    }
}
