public import Images

/// One photograph with the focal length that it records.
public struct PhotoSample: Sendable {
    /// Names the photograph within its folder; stable from run to run.
    public var id: String
    /// The upright photograph.
    public var image: RGBImage
    /// In pixels of ``image``, from EXIF.
    public var focalLength: FocalLength

    /// Puts a sample together.
    public init(id: String, image: RGBImage, focalLength: FocalLength) {
        self.id = id
        self.image = image
        self.focalLength = focalLength
    }
}
