public import Images

/// What a ``DepthPipeline`` has found out about a photo.
public struct PipelineEstimate: Sendable {
    /// The photo.
    public let photo: Photo
    /// Its depth.
    public let depth: DepthMap
    /// How long it took to read, in seconds.
    public let readSeconds: Double
    /// Its share of the time that its pass through the network took, in seconds.
    public let estimateSeconds: Double
}
