internal import Datasets
internal import Foundation

/// The prepared samples of one stage, by position; the same for the same recipe on every machine.
struct SampleStream: Sendable {
    private let sources: [OpenedSource]
    private let mixture: SampleMixture
    private let preparation: SamplePreparation
    private let seed: UInt64

    init(_ sources: [OpenedSource], _ preparation: SamplePreparation, seed: UInt64) {
        self.sources = sources
        self.preparation = preparation
        self.seed = seed
        mixture = SampleMixture(weights: sources.map(\.weight), counts: sources.map(\.count), seed: seed)
    }

    /// The sample at `position`. One that cannot be read is reported, and its place taken by the next that can.
    func sample(at position: Int, report: (String) -> Void) throws -> PreparedSample {
        var failures: [String] = []
        for attempt in 0..<8 {
            // Replacements come from far ahead, where no other position takes them soon.
            let pick = mixture[position + attempt * 1_000_003]
            do {
                let sample = try sources[pick.source].sample(at: pick.sample)
                var random = SampleRandom(seed: seed, position: UInt64(position))
                return preparation(sample, &random)
            } catch {
                failures.append("\(sources[pick.source].name): \(error)")
                report(failures[failures.count - 1])
            }
        }
        throw TrainingError(.noData, "eight samples in a row cannot be read; the last: \(failures.last ?? "")")
    }
}
