/// What the last convolution of a network's head says of each pixel.
public enum HeadOutput: String, Sendable, Hashable, Codable, CaseIterable {
    /// Canonical inverse depth, negative numbers counting as 0: the paper's (section 3.1), and the published network's.
    case inverseDepth = "inverse-depth"
    /// The natural logarithm of canonical inverse depth.
    ///
    /// A step of the weights then moves what is far by the same factor as what is near. Behind a ReLU, errors as factors of
    /// depth have gradients that grow as 1/C, so that the sky and a street's end rule every step.
    case logarithm
}
