internal import DepthPro

/// A training run in one file: the network, where it starts, its data, and the stages of its curriculum.
///
/// ```yaml
/// name: tiny
/// model: small
/// data:
///   - synthesize: { scenes: [room, tabletop], size: 256x256 }
/// stages:
///   - name: depth
///     steps: 1000
///     losses: { synthetic-metric: { mae: 1, ssi-mage: 1 } }
/// ```
public struct Recipe: Sendable, Hashable, Decodable {
    /// Names the run.
    public var name: String
    /// Every random choice follows from it.
    public var seed: UInt64
    /// The network.
    public var model: ModelChoice
    /// Where the weights come from before the first stage.
    public var start: StartingPoint
    /// What to learn from; stages choose among them by name.
    public var data: [DataSource]
    /// Held-back data to measure on.
    public var validation: ValidationPlan?
    /// One after the other, each beginning with the weights that the one before left.
    public var stages: [Stage]
    /// How often to keep what was learned.
    public var checkpoints: CheckpointPlan

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, seed, model, start, data, validation, stages, checkpoints
    }

    /// Decodes; every key that is not one of a recipe's is an error.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        seed = try values.decodeIfPresent(UInt64.self, forKey: .seed) ?? 0
        model = try values.decode(ModelChoice.self, forKey: .model)
        start = try values.decodeIfPresent(StartingPoint.self, forKey: .start) ?? .random
        data = try values.decode([DataSource].self, forKey: .data)
        validation = try values.decodeIfPresent(ValidationPlan.self, forKey: .validation)
        stages = try values.decode([Stage].self, forKey: .stages)
        checkpoints = try values.decodeIfPresent(CheckpointPlan.self, forKey: .checkpoints) ?? CheckpointPlan()
    }
}

extension Recipe {
    /// The network that a stage trains.
    func configuration(of stage: Stage) -> DepthProConfiguration { (stage.model ?? model).configuration }
}
