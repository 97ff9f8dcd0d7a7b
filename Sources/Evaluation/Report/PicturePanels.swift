internal import Foundation
package import Images

/// The panels of an image with true depth.
package struct PicturePanels {
    /// The factor between prediction and truth from which on errors have one colour.
    static let largestFactor = 2.0

    private let size: PanelSize
    private let predicted: FloatRaster
    /// Zero where no depth counts.
    private let actual: FloatRaster
    private let colors: ClosedRange<Float>?

    package init(prediction: FloatRaster, truth: FloatRaster, range: ValidRange) {
        size = PanelSize(truth.width, truth.height)
        predicted = prediction.resizedBilinearly(width: truth.width, height: truth.height)
        actual = FloatRaster(
            width: truth.width, height: truth.height, values: truth.values.map { range.contains($0) ? $0 : 0 })
        colors = InverseDepthVisualization.centralRange(of: actual)
    }

    /// The depths of the nearest and the farthest colour.
    package var depths: ClosedRange<Double>? {
        colors.map { 1 / Double($0.upperBound)...1 / Double($0.lowerBound) }
    }

    package var prediction: RGBImage { drawn(predicted) }

    package var truth: RGBImage { drawn(actual) }

    private func drawn(_ depth: FloatRaster) -> RGBImage {
        InverseDepthVisualization().render(depth.resizedToNearest(width: size.width, height: size.height), in: colors)
    }

    /// |ln(d/d̂)| from black to yellow; grey where it is not known.
    package var error: RGBImage {
        let small = [predicted, actual].map { $0.resizedToNearest(width: size.width, height: size.height).values }
        let colors = ColorMap.inferno.table
        let pixels = zip(small[0], small[1]).flatMap { predicted, actual -> [UInt8] in
            let error = abs(log(predicted / actual))
            guard predicted > 0, actual > 0, error.isFinite else { return [128, 128, 128] }
            let index = 3 * ColorMap.index(error / Float(log(Self.largestFactor)))
            return Array(colors[index..<index + 3])
        }
        return RGBImage(width: size.width, height: size.height, pixels: pixels)
    }

    /// At the threshold in the middle, where both neighbours' depths are known.
    package func boundaries(over photo: RGBImage) -> RGBImage {
        var overlay = BoundaryOverlay(photo, width: actual.width, height: actual.height)
        let isKnown = PixelMask(validDepthsOf: actual).values
        let (p, a) = (InverseDepth.values(of: predicted), InverseDepth.values(of: actual))
        overlay.forEachPair { index, neighbour in
            guard isKnown[index], isKnown[neighbour] else { return nil }
            return (
                BoundaryOverlay.relation(p[index], p[neighbour]), BoundaryOverlay.relation(a[index], a[neighbour])
            )
        }
        return overlay.image
    }
}
