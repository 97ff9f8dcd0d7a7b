internal import Foundation
package import Torch

/// Fixed filters before a stem's learned ones: how strong edges of 8 directions and 3 sizes are beside their surroundings,
/// as simple and complex cells tell it: energies (Adelson and Bergen, 1985), divisively normalised (Heeger, 1992). Nothing in them can learn what rendered pixels look like from near.
///
/// Lightness goes through pairs of Gabor functions, an even and an odd one, at every second pixel. The roots of their summed
/// squares, and the odd answers, are divided by the mean root nearby, so that light and contrast cancel out; that mean's
/// logarithm and the picture's colours come along.
package struct GaborBank {
    /// Of the result: 24 strengths, 24 odd answers, 3 colours, 1 contrast.
    package static let channels = 2 * directions * sizes.count + 4

    /// Products for one pixel of the result, without the mean's.
    static let products = Double(2 * directions * sizes.count * (2 * radius + 1) * (2 * radius + 1))

    private static let directions = 8
    /// Standard deviation and wavelength in pixels.
    private static let sizes: [(deviation: Double, wavelength: Double)] = [(1, 3), (1.8, 5.5), (3, 9)]
    private static let radius = 7
    /// Of the mean that divides, in pixels of the result.
    private static let surround = 4

    /// Even and odd in turn: 48×1×15×15.
    private let filters: Tensor
    /// 1×1×9×9.
    private let mean: Tensor

    package init() throws(TorchError) {
        let side = 2 * Self.radius + 1
        var values: [Float] = []
        for size in Self.sizes {
            for direction in 0..<Self.directions {
                let angle = Double.pi * Double(direction) / Double(Self.directions)
                for phase in [0, Double.pi / 2] { values += Self.filter(size.deviation, size.wavelength, angle, phase) }
            }
        }
        filters = try Tensor(values, shape: [values.count / (side * side), 1, side, side])
        let window = 2 * Self.surround + 1
        mean = try Tensor(full: 1 / Double(window * window), [1, 1, window, window])
    }

    /// - Parameter images: N×3×rows×columns.
    /// - Returns: N×``channels``, half as many rows and columns.
    package func callAsFunction(_ images: Tensor) throws(TorchError) -> Tensor {
        let pixels = try images.to(.float32)
        let answers = try Self.convolved(pixels.mean([1], keepingAxes: true), filters, stride: 2)
        let pairs = try answers.reshaped(
            [answers.shape[0], answers.shape[1] / 2, 2, answers.shape[2], answers.shape[3]])
        let strengths = try (pairs.squared().sum([2]) + 1e-6).sqrt()
        let contrast = try Self.convolved(strengths.mean([1], keepingAxes: true), mean, stride: 1) + 0.02
        return try .concatenated(
            [
                strengths / contrast + -1, pairs.selected(2, 1) / contrast, pixels.averagePooled(2), contrast.log(),
            ], axis: 1
        ).to(images.scalarType)
    }

    /// With the picture mirrored at its borders.
    private static func convolved(_ x: Tensor, _ weight: Tensor, stride: Int) throws(TorchError) -> Tensor {
        let margin = weight.shape[3] / 2
        return try x.padded([margin, margin, margin, margin], by: .reflected)
            .convolved(weight.to(x.device), ConvolutionGeometry(stride: stride))
    }

    /// A Gabor function that answers 0 to an even plane, of length 1.
    private static func filter(
        _ deviation: Double, _ wavelength: Double, _ angle: Double, _ phase: Double
    ) -> [Float] {
        let range = -radius...radius
        let places = range.flatMap { y in range.map { x in (Double(x), Double(y)) } }
        let envelope = places.map { x, y in
            let (u, v) = (x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle))
            return exp(-(u * u + v * v / 2) / (2 * deviation * deviation))
        }
        var values = zip(places, envelope).map { place, weight in
            weight * cos(2 * .pi * (place.0 * cos(angle) + place.1 * sin(angle)) / wavelength + phase)
        }
        let offset = values.reduce(0, +) / envelope.reduce(0, +)
        for index in values.indices { values[index] -= envelope[index] * offset }
        let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return values.map { Float($0 / length) }
    }
}
