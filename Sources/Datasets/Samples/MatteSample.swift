public import Images

/// One image with the alpha matte of what stands in front, or a mask of it.
public struct MatteSample: Sendable {
    /// Names the sample within its data set; stable from run to run.
    public var id: String
    /// The photograph.
    public var image: RGBImage
    /// How much of each pixel of ``image`` the foreground covers, 0 to 1; a mask has only these two.
    public var matte: FloatRaster

    /// Puts a sample together. Traps where image and matte differ in size.
    public init(id: String, image: RGBImage, matte: FloatRaster) {
        precondition(
            image.width == matte.width && image.height == matte.height,
            "The image of \(id) is \(image.width)×\(image.height), its matte \(matte.width)×\(matte.height).")
        self.id = id
        self.image = image
        self.matte = matte
    }
}
