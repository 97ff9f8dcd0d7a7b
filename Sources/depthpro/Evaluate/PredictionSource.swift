import Evaluation

/// Where the predictions of one method come from.
protocol PredictionSource: Sendable {
    /// What tables say of the method.
    var facts: EvaluatedMethod { get }
    /// Changes when the predictions do: what is kept of an earlier run counts only while it is the same.
    var identity: String { get }

    /// - Throws: Whatever keeps this image from being scored, with a sentence for a person.
    func prediction(of image: String, in dataset: String, _ item: EvaluationCase) async throws -> Prediction
}
