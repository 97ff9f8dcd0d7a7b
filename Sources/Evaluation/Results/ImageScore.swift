/// What one method scored on one image of a data set, or why it could not be scored: a row of the results.
public struct ImageScore: Sendable, Hashable, Codable {
    /// The data set's name, as ``EvaluatedDataset/name``.
    public var dataset: String
    /// The image's name within the data set.
    public var image: String
    /// The method's name, as ``EvaluatedMethod/name``.
    public var method: String
    /// How the prediction was brought to the target.
    public var alignment: Alignment
    /// Empty where the image failed.
    public var scores: [Metric: Double]
    /// How errors spread over sizes and distances; `nil` where there is no depth to compare.
    public var profile: ErrorProfile?
    /// Why there are no scores, in a sentence.
    public var failure: String?

    /// Describes a scored image.
    public init(
        dataset: String, image: String, method: String, alignment: Alignment, scores: [Metric: Double],
        profile: ErrorProfile? = nil, failure: String? = nil
    ) {
        self.dataset = dataset
        self.image = image
        self.method = method
        self.alignment = alignment
        self.scores = scores
        self.profile = profile
        self.failure = failure
    }
}
