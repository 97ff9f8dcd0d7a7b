/// How fast weights move over a stage: warm-up, constant, decayed (paper, table 16).
public struct LearningRatePlan: Sendable, Hashable, Decodable {
    /// Of the transformers.
    public var encoder = 1.28e-5
    /// Of everything else.
    public var decoder = 1.28e-4
    /// The share of the steps over which the rate rises from nothing, in a line.
    public var warmup = 0.01
    /// The share of the steps at the end at the lower rate.
    public var decay = 0.19
    /// What the rate is multiplied by at the end.
    public var decayFactor = 0.1
    /// Whether the rate falls along a cosine instead, from after the warm-up to ``decayFactor`` at the end.
    public var isCosine = false

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case encoder, decoder, warmup, decay, decayFactor = "decay-factor", isCosine = "cosine"
    }

    /// The paper's.
    public init() {}

    /// Decodes, with the paper's settings where nothing is said.
    public init(from decoder: any Decoder) throws {
        self.init()
        let values = try decoder.strictContainer(CodingKeys.self)
        encoder = try values.decodeIfPresent(Double.self, forKey: .encoder) ?? encoder
        self.decoder = try values.decodeIfPresent(Double.self, forKey: .decoder) ?? self.decoder
        warmup = try values.decodeIfPresent(Double.self, forKey: .warmup) ?? warmup
        decay = try values.decodeIfPresent(Double.self, forKey: .decay) ?? decay
        decayFactor = try values.decodeIfPresent(Double.self, forKey: .decayFactor) ?? decayFactor
        isCosine = try values.decodeIfPresent(Bool.self, forKey: .isCosine) ?? isCosine
    }

    /// What the rates are multiplied by at `step` (from 0) of `steps`.
    public func factor(at step: Int, of steps: Int) -> Double {
        let rising = warmup * Double(steps)
        let position = Double(step)
        if position + 1 < rising { return (position + 1) / rising }
        if isCosine {
            let part = (position - rising) / max(1, Double(steps) - rising)
            return decayFactor + (1 - decayFactor) * 0.5 * (1 + cosine(of: min(max(part, 0), 1)))
        }
        return position >= Double(steps) * (1 - decay) ? decayFactor : 1
    }
}
