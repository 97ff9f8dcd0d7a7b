/// What is known of a data set before any of its files is read.
public struct DatasetDescription: Sendable, Hashable, Codable {
    /// The name that recipes and commands use, `virtual-kitti-2`.
    public let name: String
    /// The name that its authors use, `Virtual KITTI 2`.
    public let title: String
    /// What the images show and how the depth was made, in a sentence.
    public let content: String
    /// Where it is to be had.
    public let homepage: String
    /// The terms of use, in a few words; the homepage has them in full.
    public let licence: String
    /// Real or synthetic, metric or not.
    public let traits: DatasetTraits
    /// Whether depth maps tell sky from unknown.
    public let marksSky: Bool
    /// Whether some pixels are marked as unknown, by a value or a mask; otherwise every pixel has a depth or is sky.
    public let marksUnknown: Bool
    /// The largest depth in metres, or in the set's unit, that its files can express or that counts as a depth; `nil`
    /// where nothing bounds it.
    public let farthest: Double?
    /// The names of its published parts, such as `train` and `val`; empty where it has none.
    public let splits: [String]
    /// Whether it is learned from, measured with, or both.
    public let purpose: DatasetPurpose
    /// What its samples tell beside the picture.
    public let subject: DatasetSubject
    /// How the paper measures with it; `nil` where it does not, or does not say.
    public let evaluation: EvaluationProtocol?
    /// The folders and files that are read, as a drawing with one line each, below the folder that is opened.
    public let tree: String

    package init(
        name: String, title: String, content: String, homepage: String, licence: String, traits: DatasetTraits,
        marksSky: Bool = false, marksUnknown: Bool? = nil, farthest: Double? = nil, splits: [String] = [],
        purpose: DatasetPurpose = .training, subject: DatasetSubject = .depth, evaluation: EvaluationProtocol? = nil,
        tree: String
    ) {
        self.name = name
        self.title = title
        self.content = content
        self.homepage = homepage
        self.licence = licence
        self.traits = traits
        self.marksSky = marksSky
        // What is measured has holes.
        self.marksUnknown = marksUnknown ?? !traits.isSynthetic
        self.farthest = farthest
        self.splits = splits
        self.purpose = purpose
        self.subject = subject
        self.evaluation = evaluation
        self.tree = tree
    }
}

extension DatasetTraits {
    package static let syntheticMetric = DatasetTraits(isSynthetic: true, isMetric: true)
    package static let syntheticRelative = DatasetTraits(isSynthetic: true, isMetric: false)
    package static let realMetric = DatasetTraits(isSynthetic: false, isMetric: true)
    package static let realRelative = DatasetTraits(isSynthetic: false, isMetric: false)
}
