/// How the paper measures with a data set (table 18, section C.6).
public struct EvaluationProtocol: Sendable, Hashable, Codable {
    /// The smallest depth that counts, in metres.
    public let nearest: Double?
    /// The largest depth that counts, in metres.
    public let farthest: Double?
    /// How many images there are.
    public let sampleCount: Int?

    package init(nearest: Double? = nil, farthest: Double? = nil, sampleCount: Int? = nil) {
        self.nearest = nearest
        self.farthest = farthest
        self.sampleCount = sampleCount
    }
}
