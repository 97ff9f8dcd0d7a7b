/// What a photo's EXIF block records about the camera, as recorded: nothing is checked for plausibility here.
/// Tag names and numbers follow Exif 2.32 (CIPA DC-008).
public struct CameraFacts: Sendable, Equatable {
    /// `FocalLengthIn35mmFilm` (0xA405), in millimetres.
    public var focalLengthIn35mmFilm: Double?
    /// `FocalLength` (0x920A), the lens's own focal length in millimetres.
    public var focalLength: Double?
    /// `FocalPlaneXResolution` (0xA20E), pixels per `focalPlaneUnit` across the recorded image.
    public var focalPlaneXResolution: Double?
    /// `FocalPlaneYResolution` (0xA20F), pixels per `focalPlaneUnit` down the recorded image.
    public var focalPlaneYResolution: Double?
    /// `FocalPlaneResolutionUnit` (0xA210): 2 inch (also when absent), 3 cm; some cameras write 4 mm or 5 µm.
    public var focalPlaneUnit: Int?
    /// `PixelXDimension` (0xA002), the image's width when it was recorded, before orientation and resizing.
    public var recordedWidth: Int?
    /// `PixelYDimension` (0xA003), the image's height when it was recorded, before orientation and resizing.
    public var recordedHeight: Int?
    /// `Make` (0x010F).
    public var make: String?
    /// `Model` (0x0110).
    public var model: String?
    /// `Software` (0x0131): the camera's firmware or the program that wrote the file.
    public var software: String?
    /// `Orientation` (0x0112) as found in the file, 1…8. The decoded picture is upright already.
    public var orientation: Int?

    /// Facts of which none is known.
    public init() {}
}
