internal import Foundation
public import Images

extension EvaluationPicture {
    /// Draws an image with depth: photo, prediction, truth, error and boundaries.
    ///
    /// - Parameters:
    ///   - row: Whose picture it is.
    ///   - photo: The input, of any size.
    ///   - prediction: In metres, aligned as it was scored; brought to the truth's size as it is for scoring.
    ///   - truth: In metres.
    ///   - range: The true depths that count.
    /// - Throws: `ImageError` with code `missingLibrary` without libvips.
    public init(
        of row: ImageScore, photo: RGBImage, prediction: FloatRaster, truth: FloatRaster,
        range: ValidRange = .everything
    ) throws(ImageError) {
        let panels = PicturePanels(prediction: prediction, truth: truth, range: range)
        try self.init(
            of: row, photo: photo,
            [
                (.prediction, panels.prediction), (.truth, panels.truth), (.error, panels.error),
                (.boundaries, panels.boundaries(over: photo)),
            ])
        depths = panels.depths
    }

    /// Draws an image with a matte: photo, prediction, matte and the boundaries that were recalled.
    ///
    /// - Parameters:
    ///   - row: Whose picture it is.
    ///   - photo: The input, of any size.
    ///   - prediction: Depth, in any unit.
    ///   - matte: Alpha in 0…1.
    /// - Throws: `ImageError` with code `missingLibrary` without libvips.
    public init(
        of row: ImageScore, photo: RGBImage, prediction: FloatRaster, matte: FloatRaster
    ) throws(ImageError) {
        let panels = MattePanels(prediction: prediction, matte: matte)
        try self.init(
            of: row, photo: photo,
            [(.prediction, panels.prediction), (.truth, panels.truth), (.boundaries, panels.boundaries(over: photo))])
    }

    private init(of row: ImageScore, photo: RGBImage, _ panels: [(Kind, RGBImage)]) throws(ImageError) {
        let size = PanelSize(photo.width, photo.height)
        var encoded: [Panel] = []
        for (kind, image) in [(.photo, photo.shrunk(to: size))] + panels {
            encoded.append(Panel(kind: kind, data: try Photo(image: image).jpegData(quality: 85)))
        }
        self.init(
            dataset: row.dataset, image: row.image, method: row.method, alignment: row.alignment, panels: encoded)
    }
}

/// How large a panel is drawn: small enough for a page with many.
struct PanelSize {
    static let limit = 320

    let width: Int
    let height: Int

    init(_ width: Int, _ height: Int) {
        let scale = min(1, Double(Self.limit) / Double(max(width, height)))
        self.width = max(1, Int((Double(width) * scale).rounded()))
        self.height = max(1, Int((Double(height) * scale).rounded()))
    }
}

extension RGBImage {
    /// With all its pixels, so that fine structure becomes even rather than noise.
    func shrunk(to size: PanelSize) -> RGBImage {
        guard size.width != width || size.height != height else { return self }
        let planes = planes(
            columns: AxisFilter(extent: Double(width), count: size.width, limit: width, antialiases: true),
            rows: AxisFilter(extent: Double(height), count: size.height, limit: height, antialiases: true))
        let area = size.width * size.height
        let pixels = (0..<3 * area).map { index in
            UInt8(min(max(planes[index % 3 * area + index / 3].rounded(), 0), 255))
        }
        return RGBImage(width: size.width, height: size.height, pixels: pixels)
    }
}
