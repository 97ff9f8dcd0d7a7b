import Evaluation
import Images
import Testing

@Suite struct PicturePanelTests {
    private static let near = FloatRaster(width: 8, height: 4, values: (0..<32).map { $0 % 8 < 4 ? 1 : 2 })
    private static let photo = RGBImage(width: 8, height: 4, filledWith: .white)
    private static let dim = RGBColor(red: 109, green: 109, blue: 109)
    private static let both = RGBColor(red: 60, green: 230, blue: 90)
    private static let missed = RGBColor(red: 255, green: 70, blue: 60)
    private static let invented = RGBColor(red: 70, green: 150, blue: 255)

    private static func panels(_ prediction: FloatRaster, _ truth: FloatRaster) -> PicturePanels {
        PicturePanels(prediction: prediction, truth: truth, range: .everything)
    }

    @Test func aPerfectPredictionLooksLikeTheTruth() {
        let panels = Self.panels(Self.near, Self.near)
        #expect(panels.prediction == panels.truth)
        #expect(panels.depths == 1...2)
        #expect(panels.prediction[0, 0] != panels.prediction[7, 0])
        #expect(panels.error[0, 0] == RGBColor(red: 0, green: 0, blue: 3))  // inferno's first
    }

    @Test func errorsGrowFromBlackToYellowAndTheUnknownIsGrey() {
        var truth = Self.near
        truth.values[0] = .nan
        let prediction = FloatRaster(width: 8, height: 4, values: truth.values.map { $0.isNaN ? 1 : 4 * $0 })
        let error = Self.panels(prediction, truth).error
        #expect(error[0, 0] == RGBColor(red: 128, green: 128, blue: 128))
        #expect(error[1, 1] == RGBColor(red: 252, green: 254, blue: 164))  // inferno's last
        #expect(Self.panels(prediction, truth).truth[0, 0] == .black)
    }

    @Test func boundariesAreToldApart() {
        let flat = FloatRaster(width: 8, height: 4, values: [Float](repeating: 1, count: 32))
        let shifted = FloatRaster(width: 8, height: 4, values: (0..<32).map { $0 % 8 < 6 ? 1 : 2 })
        #expect(Self.panels(Self.near, Self.near).boundaries(over: Self.photo)[3, 2] == Self.both)
        #expect(Self.panels(flat, Self.near).boundaries(over: Self.photo)[3, 2] == Self.missed)
        #expect(Self.panels(Self.near, flat).boundaries(over: Self.photo)[3, 2] == Self.invented)
        let apart = Self.panels(shifted, Self.near).boundaries(over: Self.photo)
        #expect(apart[3, 0] == Self.missed && apart[5, 0] == Self.invented && apart[0, 0] == Self.dim)
        // The wrong way round is a miss.
        let inverse = FloatRaster(width: 8, height: 4, values: Self.near.values.map { 2 / $0 })
        #expect(Self.panels(inverse, Self.near).boundaries(over: Self.photo)[3, 2] == Self.missed)
    }

    @Test func boundariesOfMattes() {
        let matte = FloatRaster(width: 8, height: 4, values: Self.near.values.map { $0 == 1 ? 1 : 0 })
        let found = MattePanels(prediction: Self.near, matte: matte).boundaries(over: Self.photo)
        #expect(found[3, 0] == Self.both && found[0, 0] == Self.dim)
        let flat = FloatRaster(width: 8, height: 4, values: [Float](repeating: 1, count: 32))
        #expect(MattePanels(prediction: flat, matte: matte).boundaries(over: Self.photo)[3, 0] == Self.missed)
        #expect(MattePanels(prediction: flat, matte: matte).truth[0, 0] == .white)
    }

    @Test func panelsAreSmall() throws {
        let truth = FloatRaster(width: 900, height: 700, values: (0..<630_000).map { Float($0 % 900 / 450 + 1) })
        let photo = RGBImage(width: 1800, height: 1400, filledWith: .white)
        let row = ImageScore(dataset: "a", image: "1", method: "x", alignment: .none, scores: [:])
        let picture = try EvaluationPicture(of: row, photo: photo, prediction: Self.near, truth: truth)
        #expect(picture.panels.map(\.kind) == [.photo, .prediction, .truth, .error, .boundaries])
        for panel in picture.panels {
            let encoded = try #require(EncodedPicture(panel.data))
            #expect(encoded.width == 320 && encoded.height == 249 && encoded.mediaType == "image/jpeg")
        }
        let matte = try EvaluationPicture(of: row, photo: photo, prediction: Self.near, matte: truth)
        #expect(matte.panels.map(\.kind) == [.photo, .prediction, .truth, .boundaries] && matte.depths == nil)
    }

    @Test func unknownEverywhereIsDrawnToo() {
        let nothing = FloatRaster(width: 3, height: 1, values: [.nan, 0, -1])
        let panels = Self.panels(nothing, nothing)
        #expect(panels.depths == nil && panels.truth == RGBImage(width: 3, height: 1, filledWith: .black))
        #expect(panels.error[0, 0] == RGBColor(red: 128, green: 128, blue: 128))
        #expect(panels.boundaries(over: Self.photo).width == 3)
    }
}
