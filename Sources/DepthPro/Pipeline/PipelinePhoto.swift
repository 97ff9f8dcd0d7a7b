public import Images

/// A photo for a ``DepthPipeline``.
public struct PipelinePhoto: Sendable {
    /// The photo.
    public let photo: Photo
    /// What is known of its lens; see ``DepthEstimator/estimate(_:focalLength:options:)-(Photo,_,_)``.
    public let focalLength: FocalLengthOption?

    /// Describes a photo.
    public init(_ photo: Photo, focalLength: FocalLengthOption? = nil) {
        self.photo = photo
        self.focalLength = focalLength
    }
}
