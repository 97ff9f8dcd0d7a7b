import DepthPro
import Evaluation
import Foundation

/// Scores every method on every image of every data set, some images at a time.
struct EvaluationRun {
    let sources: [EvaluationSource]
    let methods: [any PredictionSource]
    let alignments: [Alignment]
    let countsInvalid: Bool
    let comparesClouds: Bool
    /// How many images are in work at once.
    let jobs: Int
    let file: RowFile?
    let isQuiet: Bool

    /// - Returns: All rows, those of an earlier run as well; `nil` where the run was interrupted.
    func callAsFunction() async throws -> [ImageScore]? {
        let known = file?.rows ?? []
        // An image that failed is tried again: the user may have repaired it.
        let done = Set(known.filter { $0.failure == nil }.map(EvaluationJob.Key.init))
        let jobs = sources.flatMap { source in
            (0..<source.count).map {
                EvaluationJob(
                    source: source, number: $0, methods: methods,
                    scorer: ImageScorer(
                        alignments: alignments, range: source.range, countsInvalid: countsInvalid,
                        comparesClouds: comparesClouds),
                    done: done)
            }
        }
        var rows = known.filter { $0.failure == nil }
        var reporter = ProgressReporter(total: jobs.count, isQuiet: isQuiet)
        if !done.isEmpty { reporter.line("going on with \(done.count) scored predictions of an earlier run") }
        var isComplete = true
        try await withThrowingTaskGroup(of: EvaluationJob.Outcome.self) { group in
            var pending = jobs.makeIterator()
            func begin() -> Bool {
                guard Interruption.exitStatus == nil, let job = pending.next() else { return false }
                group.addTask { await job() }
                return true
            }
            for _ in 0..<self.jobs where !begin() { break }
            while let outcome = try await group.next() {
                try file?.add(outcome.rows)
                rows += outcome.rows
                reporter.advance()
                for remark in outcome.remarks { reporter.problem("depthpro: \(remark)") }
                if let row = outcome.rows.last { reporter.activity("\(row.dataset) \(row.image)") }
                _ = begin()
            }
            isComplete = pending.next() == nil
        }
        reporter.clear()
        return isComplete ? rows : nil
    }
}
