internal import Foundation

/// A Gaussian blur, as a lens out of focus or an unsteady hand gives it.
struct Blur {
    private let taps: [Float]

    /// - Parameter sigma: In pixels, above 0.
    init(sigma: Double) {
        let reach = max(1, Int((3 * sigma).rounded(.up)))
        let weights = (-reach...reach).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let sum = weights.reduce(0, +)
        taps = weights.map { Float($0 / sum) }
    }

    /// Blurs three planes; border pixels go on outside.
    func apply(to pixels: inout [Float], rows: Int, columns: Int) {
        let area = rows * columns
        for plane in 0..<3 {
            let start = plane * area
            for row in 0..<rows { filter(&pixels, start: start + row * columns, step: 1, count: columns) }
            for column in 0..<columns { filter(&pixels, start: start + column, step: columns, count: rows) }
        }
    }

    private func filter(_ pixels: inout [Float], start: Int, step: Int, count: Int) {
        let reach = taps.count / 2
        let line = (0..<count).map { pixels[start + $0 * step] }
        for index in 0..<count {
            var sum: Float = 0
            for (offset, tap) in taps.enumerated() { sum += tap * line[min(max(index + offset - reach, 0), count - 1)] }
            pixels[start + index * step] = sum
        }
    }
}
