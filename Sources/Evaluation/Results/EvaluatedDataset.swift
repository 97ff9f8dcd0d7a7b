/// A data set that methods are scored on.
public struct EvaluatedDataset: Sendable, Hashable, Codable {
    /// As commands and rows name it: `sintel`, or a manifest's folder.
    public var name: String
    /// As people name it.
    public var title: String
    /// What is scored.
    public var content: Content
    /// The smallest true depth that counts, in metres.
    public var minimum: Double
    /// The largest; `nil` where nothing bounds it.
    public var maximum: Double?
    /// Images that were to be scored.
    public var count: Int

    /// What a data set has of its images.
    public enum Content: String, Sendable, Hashable, Codable {
        /// True depth.
        case depth
        /// Alpha mattes of what stands in front.
        case mattes
        /// Focal lengths.
        case focalLengths = "focal-lengths"
    }

    /// Describes a data set.
    public init(name: String, title: String, content: Content, minimum: Double, maximum: Double?, count: Int) {
        self.name = name
        self.title = title
        self.content = content
        self.minimum = minimum
        self.maximum = maximum
        self.count = count
    }
}
