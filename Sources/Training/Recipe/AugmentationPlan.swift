/// What is done to training images, so that the network sees more than there is (paper, table 16).
///
/// The paper gives the probabilities of colour, blur and crop, not their strengths; those here are this package's.
public struct AugmentationPlan: Sendable, Hashable, Decodable {
    /// How often colours change: exposure, contrast, saturation, white balance, gamma.
    public var color = 0.75
    /// How far colours change: an exponent of the largest factors, which are 1.4 for exposure, 1.3 for gamma and contrast,
    /// 1.15 for warmth and 1.5 for saturation at 1.
    public var colorStrength = 1.0
    /// How often an image whose colours change loses them all: what is left are shapes and light.
    public var grayscale = 0.05
    /// How often an image is blurred, by up to 1.5 pixels.
    public var blur = 0.3
    /// How often an image is cut to its middle, which narrows the field of view; labels follow.
    public var crop = 0.5
    /// The smallest side of a crop, as a part of the image's.
    public var smallestCrop = 0.4
    /// How often crops are anywhere instead of in the middle.
    public var offset = 0.0
    /// How often a crop has another shape than the image: 9:16 to 3.2:1, by shortening one of its sides. The network
    /// is shown all of them as squares and must know a squeezed picture when it sees one.
    public var aspect = 0.0
    /// How often the camera is turned, exactly as if it had been held otherwise; labels follow.
    public var turn = 0.0
    /// How far at most, in degrees: up, down and sideways; about its axis half as far.
    public var largestTurn = 12.0
    /// How often left and right change places.
    public var flip = 0.5
    /// How often noise is added.
    public var noise = 0.0

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case color, colorStrength = "color-strength", grayscale, blur, crop, smallestCrop = "smallest-crop", offset
        case aspect, turn, largestTurn = "largest-turn", flip, noise
    }

    /// The paper's.
    public init() {}

    /// Nothing is done.
    public static let none: AugmentationPlan = {
        var plan = AugmentationPlan()
        plan.color = 0
        plan.blur = 0
        plan.crop = 0
        plan.flip = 0
        return plan
    }()

    /// Decodes, with the paper's settings where nothing is said.
    public init(from decoder: any Decoder) throws {
        self.init()
        let values = try decoder.strictContainer(CodingKeys.self)
        color = try values.decodeIfPresent(Double.self, forKey: .color) ?? color
        colorStrength = try values.decodeIfPresent(Double.self, forKey: .colorStrength) ?? colorStrength
        grayscale = try values.decodeIfPresent(Double.self, forKey: .grayscale) ?? grayscale
        blur = try values.decodeIfPresent(Double.self, forKey: .blur) ?? blur
        crop = try values.decodeIfPresent(Double.self, forKey: .crop) ?? crop
        smallestCrop = try values.decodeIfPresent(Double.self, forKey: .smallestCrop) ?? smallestCrop
        offset = try values.decodeIfPresent(Double.self, forKey: .offset) ?? offset
        aspect = try values.decodeIfPresent(Double.self, forKey: .aspect) ?? aspect
        turn = try values.decodeIfPresent(Double.self, forKey: .turn) ?? turn
        largestTurn = try values.decodeIfPresent(Double.self, forKey: .largestTurn) ?? largestTurn
        flip = try values.decodeIfPresent(Double.self, forKey: .flip) ?? flip
        noise = try values.decodeIfPresent(Double.self, forKey: .noise) ?? noise
    }
}
