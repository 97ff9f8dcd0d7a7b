/// One stage of the curriculum (paper, tables 16 and 17).
public struct Stage: Sendable, Hashable, Decodable {
    /// What a stage moves.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// Everything but the field-of-view network.
        case depth
        /// The field-of-view network alone, on frozen features (paper, section 3.3).
        case fieldOfView = "field-of-view"
    }

    /// Number formats of the arithmetic; weights and optimiser stay in float32.
    public enum Arithmetic: String, Sendable, Hashable, CaseIterable {
        case float32, bfloat16
    }

    /// What moves the weights.
    public enum OptimizerChoice: String, Sendable, Hashable, CaseIterable {
        /// As the paper does.
        case adam
        /// Steps of matrices are made orthogonal; the rest as ``adam``. Learns from far fewer images where nothing is
        /// pretrained.
        case muon
    }

    /// As progress and reports call it.
    public var name: String
    /// How many times the optimiser moves the weights.
    public var steps: Int
    /// Images a step, over all processes.
    public var batch: Int
    /// Parts in which a process works through its share of the batch, one after the other, to save memory.
    public var accumulation: Int
    /// A network other than the recipe's, as a low-resolution start has; see ``Recipe/model``.
    public var model: ModelChoice?
    /// What moves.
    public var trains: Part
    /// Data sources by name; all where `nil`.
    public var data: [String]?
    /// Losses and their weights by the kind of data.
    public var losses: [SampleGroup: [LossTerm: Double]]
    /// Share of the worst pixels of a real image that `mae` and `ssi-mae` leave out.
    public var trimming: Double
    /// What moves the weights.
    public var optimizer: OptimizerChoice
    /// How fast weights move.
    public var learningRate: LearningRatePlan
    /// What is done to images.
    public var augmentation: AugmentationPlan
    /// Gradients are scaled down to this common norm.
    public var clip: Double
    /// How slowly the averaged weights follow; 0 for none.
    public var average: Double
    /// Whether the layer norms of the transformers stay as they are, for pretrained ones.
    public var freezesNorms: Bool
    /// The format of the arithmetic.
    public var precision: Arithmetic
    /// Whether blocks are computed again in the backward pass, which saves memory for a quarter of the time.
    public var recomputes: Bool
    /// Whether the decoder and the head double their maps by four pixels alike, from the stage's start on; without it a
    /// short training leaves a checkerboard.
    public var evensDoublings: Bool

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, steps, batch, accumulation, model, trains, data, losses, trimming, optimizer, learningRate =
            "learning-rate"
        case augmentation, clip, average, freezesNorms = "freeze-norms", precision, recomputes = "recompute"
        case evensDoublings = "even-doublings"
    }

    /// Decodes, with the paper's settings where nothing is said.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        steps = try values.decode(Int.self, forKey: .steps)
        batch = try values.decodeIfPresent(Int.self, forKey: .batch) ?? 8
        accumulation = try values.decodeIfPresent(Int.self, forKey: .accumulation) ?? 1
        model = try values.decodeIfPresent(ModelChoice.self, forKey: .model)
        trains = try values.word(Part.self, forKey: .trains) ?? .depth
        data = try values.decodeIfPresent([String].self, forKey: .data)
        losses = try Self.losses(values)
        trimming = try values.decodeIfPresent(Double.self, forKey: .trimming) ?? 0.2
        optimizer = try values.word(OptimizerChoice.self, forKey: .optimizer) ?? .adam
        learningRate = try values.decodeIfPresent(LearningRatePlan.self, forKey: .learningRate) ?? LearningRatePlan()
        augmentation =
            try values.decodeIfPresent(AugmentationPlan.self, forKey: .augmentation) ?? AugmentationPlan()
        clip = try values.decodeIfPresent(Double.self, forKey: .clip) ?? 0.2
        average = try values.decodeIfPresent(Double.self, forKey: .average) ?? 0
        freezesNorms = try values.decodeIfPresent(Bool.self, forKey: .freezesNorms) ?? false
        precision = try values.word(Arithmetic.self, forKey: .precision) ?? .float32
        recomputes = try values.decodeIfPresent(Bool.self, forKey: .recomputes) ?? false
        evensDoublings = try values.decodeIfPresent(Bool.self, forKey: .evensDoublings) ?? false
    }

    /// The paper's first stage (table 17), where a stage says nothing.
    static let publishedLosses: [SampleGroup: [LossTerm: Double]] = [
        .syntheticMetric: [.mae: 1, .ssiMAGE: 1], .realMetric: [.mae: 1],
        .syntheticRelative: [.ssiMAE: 1, .ssiMAGE: 1], .realRelative: [.ssiMAE: 1],
    ]

    // YAML's keys are words, which a dictionary of enumerations would not read.
    private static func losses(
        _ values: KeyedDecodingContainer<CodingKeys>
    ) throws -> [SampleGroup: [LossTerm: Double]] {
        guard let words = try values.decodeIfPresent([String: [String: Double]].self, forKey: .losses) else {
            return publishedLosses
        }
        var losses: [SampleGroup: [LossTerm: Double]] = [:]
        for (group, terms) in words {
            guard let group = SampleGroup(rawValue: group) else {
                throw values.unknown(group, of: SampleGroup.self, forKey: .losses)
            }
            for (term, weight) in terms {
                guard let term = LossTerm(rawValue: term) else {
                    throw values.unknown(term, of: LossTerm.self, forKey: .losses)
                }
                losses[group, default: [:]][term] = weight
            }
        }
        return losses
    }
}
