/// What an estimate takes into account and keeps.
public struct EstimationOptions: Sendable, Hashable {
    /// Whether the focal length that the photo's EXIF records is believed.
    public var usesCamera: Bool
    /// Whether ``DepthMap/canonicalInverseDepth`` is kept.
    public var keepsCanonicalInverseDepth: Bool

    /// The defaults believe the camera and keep only metres.
    public init(usesCamera: Bool = true, keepsCanonicalInverseDepth: Bool = false) {
        self.usesCamera = usesCamera
        self.keepsCanonicalInverseDepth = keepsCanonicalInverseDepth
    }
}
