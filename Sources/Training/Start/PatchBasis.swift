internal import Foundation
internal import Torch

/// First weights of a patch embedding that see a patch as JPEG does: cosines of rising frequency, of brightness and of
/// two colour differences, each as strong as the others in natural images.
///
/// A random embedding gives nearly all of a token to the patch's mean brightness, which is most of its energy; a
/// transformer from nothing then spends its first tens of thousands of images on finding edges.
enum PatchBasis {
    /// Of every three outputs two are brightness, whose fine detail says more than colour's.
    private static let colors: [(weights: [Double], strength: Double)] = [
        ([0.299, 0.587, 0.114], 1), ([-0.169, -0.331, 0.5], 5), ([0.299, 0.587, 0.114], 1), ([0.5, -0.419, -0.081], 5),
    ]

    /// outputs×3×size×size; 0 in the channels of ``PositionBasis``.
    static func weights(outputs: Int, size: Int) throws(TorchError) -> Tensor {
        var frequencies: [(u: Int, v: Int)] = []
        for v in 0..<size { for u in 0..<size { frequencies.append((u, v)) } }
        frequencies.sort { (a, b) -> Bool in
            let (first, second) = (a.u * a.u + a.v * a.v, b.u * b.u + b.v * b.v)
            return first == second ? a.v < b.v : first < second
        }
        var used = [0, 0, 0]
        var values: [Float] = []
        values.reserveCapacity(outputs * 3 * size * size)
        let seeing = PositionBasis.fits(width: outputs) ? outputs - PositionBasis.channels : outputs
        for output in 0..<seeing {
            let kind = output % 4
            let color = colors[kind]
            // Both brightness entries draw from one list.
            let list = [0, 1, 0, 2][kind]
            let frequency = frequencies[min(used[list], frequencies.count - 1)]
            used[list] += 1
            let wave = cosine(frequency.u, frequency.v, size, strength: color.strength)
            for channel in 0..<3 { values += wave.map { Float($0 * color.weights[channel]) } }
        }
        values += [Float](repeating: 0, count: (outputs - seeing) * 3 * size * size)
        return try Tensor(values, shape: [outputs, 3, size, size])
    }

    /// A two-dimensional cosine, scaled for pixels in [-1, 1] so that its product with a patch is about 1: amplitudes in
    /// natural images fall with the frequency.
    private static func cosine(_ u: Int, _ v: Int, _ size: Int, strength: Double) -> [Double] {
        let frequency = Double(u * u + v * v).squareRoot()
        let scale = strength * (frequency == 0 ? 0.13 : 0.35 * frequency) / Double(size)
        return (0..<size * size).map { index in
            let x = (Double(index % size) + 0.5) * .pi / Double(size)
            let y = (Double(index / size) + 0.5) * .pi / Double(size)
            return scale * cos(Double(u) * x) * cos(Double(v) * y)
        }
    }
}
