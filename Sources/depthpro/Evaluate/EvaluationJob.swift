import Evaluation
import Foundation

/// The scoring of several methods on one image, which is read once.
struct EvaluationJob: Sendable {
    let source: EvaluationSource
    /// Of the image, from 0.
    let number: Int
    let methods: [any PredictionSource]
    let scorer: ImageScorer
    /// What an earlier run has scored.
    let done: Set<Key>

    /// Rows, and lines for a person.
    struct Outcome: Sendable {
        var rows: [ImageScore] = []
        var remarks: [String] = []
    }

    /// A prediction.
    struct Key: Hashable {
        let dataset: String
        let image: String
        let method: String

        init(dataset: String, image: String, method: String) {
            self.dataset = dataset
            self.image = image
            self.method = method
        }

        init(_ row: ImageScore) { self.init(dataset: row.dataset, image: row.image, method: row.method) }
    }

    /// Scores all methods that are not done.
    func callAsFunction() async -> Outcome {
        let dataset = source.facts.name
        var outcome = Outcome()
        let name = source.name(number)
        let open = methods.filter { !done.contains(Key(dataset: dataset, image: name, method: $0.facts.name)) }
        guard !open.isEmpty else { return outcome }
        let item: EvaluationCase
        do {
            item = try source.item(number)
        } catch {
            return failed(error, dataset, name, open.map(\.facts.name))
        }
        for method in open {
            do {
                let results = try scorer(try await method.prediction(of: name, in: dataset, item), item)
                for (alignment, result) in results.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    outcome.rows.append(
                        ImageScore(
                            dataset: dataset, image: name, method: method.facts.name, alignment: alignment,
                            scores: result.scores, profile: result.profile))
                    if let remark = remark(result, alignment) {
                        outcome.remarks.append("\(dataset), \(name), \(method.facts.name): \(remark)")
                    }
                }
            } catch {
                let failure = failed(error, dataset, name, [method.facts.name])
                outcome.rows += failure.rows
                outcome.remarks += failure.remarks
            }
        }
        return outcome
    }

    private func failed(_ error: any Error, _ dataset: String, _ image: String, _ names: [String]) -> Outcome {
        Outcome(
            rows: names.flatMap { name in
                // Mattes and cameras have one row, depths one for each alignment.
                (source.facts.content == .depth ? scorer.alignments : Array(scorer.alignments.prefix(1))).map {
                    ImageScore(
                        dataset: dataset, image: image, method: name, alignment: $0, scores: [:], failure: "\(error)")
                }
            }, remarks: names.map { "\(dataset), \(image), \($0): \(error)" })
    }

    /// What a person should know of a prediction that could be scored.
    private func remark(_ result: ImageScorer.Result, _ alignment: Alignment) -> String? {
        if result.invalid > 0, alignment == scorer.alignments.first {
            return "\(result.invalid) pixels of the prediction are no depth and were left out"
        }
        if alignment == .none, let error = result.scores[.rootMeanSquareLogError], error > 3 {
            return "depths differ by a factor of \(Int(exp(error))) and more; is the prediction in metres (--scale)?"
        }
        return nil
    }
}
