package import Images

/// The panels of an image with a matte.
package struct MattePanels {
    private let size: PanelSize
    private let predicted: FloatRaster
    private let matte: FloatRaster

    package init(prediction: FloatRaster, matte: FloatRaster) {
        size = PanelSize(matte.width, matte.height)
        predicted = prediction.resizedBilinearly(width: matte.width, height: matte.height)
        self.matte = matte
    }

    package var prediction: RGBImage {
        InverseDepthVisualization().render(
            predicted.resizedToNearest(width: size.width, height: size.height),
            in: InverseDepthVisualization.centralRange(of: predicted))
    }

    package var truth: RGBImage {
        let alpha = matte.resizedToNearest(width: size.width, height: size.height).values
        let pixels = alpha.flatMap { alpha -> [UInt8] in
            let grey = alpha.isNaN ? 0 : UInt8(255 * min(max(alpha, 0), 1))
            return [grey, grey, grey]
        }
        return RGBImage(width: size.width, height: size.height, pixels: pixels)
    }

    /// At the threshold in the middle; nothing is thinned, and boundaries within fore- and background do not show, as
    /// only the matte's are counted.
    package func boundaries(over photo: RGBImage) -> RGBImage {
        var overlay = BoundaryOverlay(photo, width: matte.width, height: matte.height)
        let isForeground = PixelMask(matte: matte).values
        let depth = InverseDepth.values(of: predicted)
        overlay.forEachPair { index, neighbour in
            guard isForeground[index] != isForeground[neighbour] else { return nil }
            let actual: BoundaryOverlay.Relation = isForeground[index] ? .firstNearer : .secondNearer
            let relation = BoundaryOverlay.relation(depth[index], depth[neighbour])
            return (relation == actual ? relation : .none, actual)
        }
        return overlay.image
    }
}
