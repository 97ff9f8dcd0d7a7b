import DepthPro
import Evaluation
import Foundation

/// Scores every method on every image of every data set, some images at a time.
struct EvaluationRun {
    let sources: [EvaluationSource]
    let methods: [any PredictionSource]
    let alignments: [Alignment]
    let ignoresInvalid: Bool
    let comparesClouds: Bool
    /// How many images are in work at once.
    let jobs: Int
    let file: RowFile?
    let isQuiet: Bool

    /// - Returns: All rows, those of an earlier run as well; `nil` where the run was interrupted.
    func callAsFunction() async throws -> [ImageScore]? {
        var rows = reusable(file?.rows ?? [])
        let done = Set(rows.map(EvaluationJob.Key.init))
        let jobs = sources.flatMap { source in
            (0..<source.count).map {
                EvaluationJob(
                    source: source, number: $0, methods: methods,
                    scorer: ImageScorer(
                        alignments: alignments, range: source.range, ignoresInvalid: ignoresInvalid,
                        comparesClouds: comparesClouds),
                    done: done)
            }
        }
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

    /// The rows of an earlier run that count in this one: of images and methods asked for now, and of predictions that
    /// have all their rows. One that failed is tried again, as the user may have repaired it.
    private func reusable(_ known: [ImageScore]) -> [ImageScore] {
        var expected: [EvaluationJob.Key: Set<Alignment>] = [:]
        for source in sources {
            let wanted = Set(source.facts.content == .depth ? alignments : Array(alignments.prefix(1)))
            for number in 0..<source.count {
                for method in methods {
                    let key = EvaluationJob.Key(
                        dataset: source.facts.name, image: source.name(number), method: method.facts.name)
                    expected[key] = wanted
                }
            }
        }
        let predictions = Dictionary(grouping: known, by: EvaluationJob.Key.init)
        return predictions.flatMap { key, rows in
            // The latest row counts, should there be several.
            let latest = Dictionary(rows.map { ($0.alignment, $0) }) { $1 }
            let isWhole = Set(latest.keys) == expected[key] && latest.values.allSatisfy { $0.failure == nil }
            return isWhole ? Array(latest.values) : []
        }
    }
}
