/// A decoded photograph: upright sRGB pixels and what the file says about the camera.
///
/// Whatever the file held (CMYK, 16 bits, a wide-gamut profile, transparency, linear light, one of eight
/// orientations), `image` is 8-bit sRGB as a viewer would show it, transparent parts on white.
public struct Photo: Sendable {
    /// The upright picture.
    public let image: RGBImage
    /// What the file records about camera and lens; empty when it records nothing.
    public let camera: CameraFacts

    /// Combines a picture, from wherever it came, with facts about its camera.
    public init(image: RGBImage, camera: CameraFacts = CameraFacts()) {
        self.image = image
        self.camera = camera
    }

    /// Pixels across, after orientation.
    public var width: Int { image.width }
    /// Pixels down, after orientation.
    public var height: Int { image.height }
    /// `width * height * 3` bytes: interleaved sRGB, rows from the top.
    public var pixels: [UInt8] { image.pixels }
}
