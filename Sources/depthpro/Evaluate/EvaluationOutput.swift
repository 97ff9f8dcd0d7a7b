import Evaluation
import Foundation

/// Where the results go.
struct EvaluationOutput {
    let json: String?
    let csv: String?
    let report: String?

    func write(
        _ results: EvaluationResults, _ sources: [EvaluationSource], _ methods: [any PredictionSource]
    ) async throws {
        for alignment in results.alignments { print(results.table(alignment: alignment)) }
    }
}
