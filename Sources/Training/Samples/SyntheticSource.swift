internal import Datasets
internal import Foundation
internal import Images
internal import Scenes
internal import Synchronization

/// Worlds rendered on the fly, as a source of samples.
final class SyntheticSource: Sendable {
    private let synthesizer: Synthesizer
    private let count: Int?
    /// Of a source that repeats: rendering again would cost more than keeping.
    private let kept = Mutex<[Int: DepthSample]>([:])

    init(_ plan: SynthesisPlan, folder: URL) throws {
        let folders = plan.assets.map { URL(fileURLWithPath: $0, relativeTo: folder).standardizedFileURL }
        synthesizer = try Synthesizer(
            SynthesisOptions(
                kinds: plan.scenes, width: plan.width, height: plan.height, seed: plan.seed, samples: plan.samples),
            assets: folders.isEmpty ? nil : AssetLibrary(folders: folders))
        count = plan.count
    }

    /// Samples of a source that repeats are kept up to this many bytes.
    private static let budget = 1 << 30

    func sample(at index: Int) throws -> DepthSample {
        guard let count else { return try synthesizer.frame(at: index).sample }
        let index = index % count
        if let known = kept.withLock({ $0[index] }) { return known }
        let sample = try synthesizer.frame(at: index).sample
        let bytes = sample.depth.values.count * 7
        kept.withLock { if $0.count * bytes < Self.budget { $0[index] = sample } }
        return sample
    }
}
