/// What an estimate takes into account and keeps.
public struct EstimationOptions: Sendable, Hashable {
    /// Whether the focal length that the photo's EXIF records is believed.
    public var usesCamera: Bool
    /// Whether ``DepthMap/canonicalInverseDepth`` is kept.
    public var keepsCanonicalInverseDepth: Bool
    /// Whether the network sees the mirrored photo as well and depth is the mean of both, in twice the time: test-time
    /// augmentation by flipping, as after Godard et al., 2017. An estimated field of view is the mean of both, too.
    public var averagesMirrored: Bool

    /// The defaults believe the camera, keep only metres and look once.
    public init(usesCamera: Bool = true, keepsCanonicalInverseDepth: Bool = false, averagesMirrored: Bool = false) {
        self.usesCamera = usesCamera
        self.keepsCanonicalInverseDepth = keepsCanonicalInverseDepth
        self.averagesMirrored = averagesMirrored
    }
}
