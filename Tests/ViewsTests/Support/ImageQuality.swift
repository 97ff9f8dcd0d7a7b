import Foundation
import Images

/// How like two pictures are, on the pixels of a mask.
struct ImageQuality {
    /// Sums that make means over several pictures.
    private(set) var squares = 0.0
    private(set) var likeness = 0.0
    private(set) var count = 0

    /// Peak signal to noise, in dB, over all pixels added.
    var psnr: Double { 10 * log10(255 * 255 / max(squares / Double(max(count, 1)), 1e-9)) }
    /// Mean structural similarity (Wang et al., 2004), over all pixels added.
    var ssim: Double { likeness / Double(max(count, 1)) }

    mutating func add(_ image: RGBImage, _ truth: RGBImage, mask: [Bool], map: [Float]) {
        for index in mask.indices where mask[index] {
            var sum = 0.0
            for channel in 0..<3 {
                let error = Double(image.pixels[index * 3 + channel]) - Double(truth.pixels[index * 3 + channel])
                sum += error * error
            }
            squares += sum / 3
            likeness += Double(map[index])
            count += 1
        }
    }

    /// The structural similarity at each pixel: luminance, Gaussian window of 11×11 with σ = 1.5, K = 0.01 and 0.03.
    static func ssimMap(_ first: RGBImage, _ second: RGBImage) -> [Float] {
        let (a, b) = (luminance(first), luminance(second))
        func blur(_ values: [Float]) -> [Float] { blurred(values, first.width, first.height) }
        let (meanA, meanB) = (blur(a), blur(b))
        let (squareA, squareB) = (blur(zip(a, a).map { $0 * $1 }), blur(zip(b, b).map { $0 * $1 }))
        let product = blur(zip(a, b).map { $0 * $1 })
        let (c1, c2) = (Float(2.55 * 2.55), Float(7.65 * 7.65))
        return a.indices.map { index in
            let (x, y) = (meanA[index], meanB[index])
            let (varX, varY, cov) = (squareA[index] - x * x, squareB[index] - y * y, product[index] - x * y)
            return (2 * x * y + c1) * (2 * cov + c2) / ((x * x + y * y + c1) * (varX + varY + c2))
        }
    }

    private static func luminance(_ image: RGBImage) -> [Float] {
        (0..<image.width * image.height).map { index in
            0.299 * Float(image.pixels[index * 3]) + 0.587 * Float(image.pixels[index * 3 + 1])
                + 0.114 * Float(image.pixels[index * 3 + 2])
        }
    }

    private static func blurred(_ values: [Float], _ width: Int, _ height: Int) -> [Float] {
        var kernel = (-5...5).map { exp(-Float($0 * $0) / (2 * 1.5 * 1.5)) }
        let total = kernel.reduce(0, +)
        kernel = kernel.map { $0 / total }
        var across = values
        for row in 0..<height {
            for column in 0..<width {
                var sum: Float = 0
                for offset in -5...5 {
                    sum += kernel[offset + 5] * values[row * width + min(max(column + offset, 0), width - 1)]
                }
                across[row * width + column] = sum
            }
        }
        var result = values
        for row in 0..<height {
            for column in 0..<width {
                var sum: Float = 0
                for offset in -5...5 {
                    sum += kernel[offset + 5] * across[min(max(row + offset, 0), height - 1) * width + column]
                }
                result[row * width + column] = sum
            }
        }
        return result
    }
}
