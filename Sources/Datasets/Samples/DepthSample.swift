public import Images

/// One image with its depth, as a data set holds it.
public struct DepthSample: Sendable {
    /// Names the sample within its data set; stable from run to run.
    public var id: String
    /// The photograph or rendering.
    public var image: RGBImage
    /// Depth along the optical axis, as large as ``image``: in metres where the data set is metric, else in a unit of
    /// its own. `.infinity` is sky, and whatever else is too far to have a depth; `.nan` is unknown.
    public var depth: FloatRaster
    /// The camera, in pixels of ``image``; `nil` where it is not known.
    public var intrinsics: Intrinsics?
    /// What the data set says of all its samples.
    public var traits: DatasetTraits
    /// The alpha matte of one foreground object, 0 to 1, where there is one.
    public var matte: FloatRaster?

    /// Puts a sample together. Traps where image and depth differ in size.
    public init(
        id: String, image: RGBImage, depth: FloatRaster, intrinsics: Intrinsics?, traits: DatasetTraits,
        matte: FloatRaster? = nil
    ) {
        precondition(
            image.width == depth.width && image.height == depth.height,
            "The image of \(id) is \(image.width)×\(image.height), its depth \(depth.width)×\(depth.height).")
        self.id = id
        self.image = image
        self.depth = depth
        self.intrinsics = intrinsics
        self.traits = traits
        self.matte = matte
    }
}
