public import Foundation

/// What the report shows of one image and one method's prediction.
public struct EvaluationPicture: Sendable {
    /// What a panel shows.
    public enum Kind: String, Sendable, CaseIterable {
        /// The input.
        case photo
        /// The predicted depth, in the truth's colours.
        case prediction
        /// The true depth, or the matte.
        case truth
        /// How far the prediction is off, as a factor.
        case error
        /// Boundaries that are in both, only true, or only predicted.
        case boundaries
    }

    /// One picture file.
    public struct Panel: Sendable {
        /// What it shows.
        public var kind: Kind
        /// A JPEG or PNG file; others are left out of the report.
        public var data: Data

        /// Puts a panel together.
        public init(kind: Kind, data: Data) {
            self.kind = kind
            self.data = data
        }
    }

    /// The data set's name.
    public var dataset: String
    /// The image's name within the data set.
    public var image: String
    /// The method's name.
    public var method: String
    /// How the prediction was aligned.
    public var alignment: Alignment
    /// From left to right.
    public var panels: [Panel]
    /// The depths of the nearest and the farthest colour, in metres; `nil` where no depth is known.
    public var depths: ClosedRange<Double>?

    /// Puts a picture together of files that are there.
    public init(
        dataset: String, image: String, method: String, alignment: Alignment = .none, panels: [Panel],
        depths: ClosedRange<Double>? = nil
    ) {
        self.dataset = dataset
        self.image = image
        self.method = method
        self.alignment = alignment
        self.panels = panels
        self.depths = depths
    }
}
