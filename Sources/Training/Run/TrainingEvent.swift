public import Foundation

/// What a run tells whoever watches it.
public enum TrainingEvent: Sendable {
    /// A step was taken.
    case step(StepFacts)
    /// The network was measured on held-back data.
    case evaluation(EvaluationFacts)
    /// A stage begins, or goes on after an interruption.
    case stage(name: String, index: Int, count: Int, steps: Int, from: Int)
    /// A checkpoint was written.
    case checkpoint(URL)
    /// Something went wrong that did not end the run.
    case warning(String)
    /// All stages are done; the model stands there.
    case finished(URL)
}

/// One step, as logs keep it.
public struct StepFacts: Sendable, Hashable, Codable {
    /// The stage's name.
    public var stage: String
    /// Steps done within the stage.
    public var step: Int
    /// Steps done in all stages.
    public var totalSteps: Int
    /// Images seen by all processes so far.
    public var images: Int
    /// What was minimised; `nil` where the step was skipped.
    public var loss: Double?
    /// The mean of each loss over the images that it was computed of, unweighted, by `kind/loss`.
    public var parts: [String: Double]
    /// Before clipping; `nil` where it was not finite.
    public var gradientNorm: Double?
    /// Of the transformers.
    public var encoderLearningRate: Double
    /// Of the rest.
    public var decoderLearningRate: Double
    /// Over the last steps, of all processes.
    public var imagesPerSecond: Double
}

/// One measurement on one held-back source.
public struct EvaluationFacts: Sendable, Hashable, Codable {
    /// The stage's name.
    public var stage: String
    /// Steps done in all stages.
    public var totalSteps: Int
    /// The source's name.
    public var source: String
    /// How many samples were scored.
    public var samples: Int
    /// Means over the samples, by name: `abs_rel`, `delta1`, `median_delta1`, …
    public var metrics: [String: Double]
    /// Pictures in the run's folder, photo, prediction and truth side by side.
    public var pictures: [String]
}

extension StepFacts {
    package init(
        stage: String, step: Int, totalSteps: Int, images: Int, loss: Double?, parts: [String: Double],
        gradientNorm: Double?, learningRates: (encoder: Double, decoder: Double), imagesPerSecond: Double
    ) {
        self.init(
            stage: stage, step: step, totalSteps: totalSteps, images: images, loss: loss, parts: parts,
            gradientNorm: gradientNorm, encoderLearningRate: learningRates.encoder,
            decoderLearningRate: learningRates.decoder, imagesPerSecond: imagesPerSecond)
    }
}

extension EvaluationFacts {
    package init(
        of source: String, stage: String, totalSteps: Int, samples: Int, metrics: [String: Double], pictures: [String]
    ) {
        self.init(
            stage: stage, totalSteps: totalSteps, source: source, samples: samples, metrics: metrics,
            pictures: pictures)
    }
}
