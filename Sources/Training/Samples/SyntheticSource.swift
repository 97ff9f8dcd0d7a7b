internal import Datasets
internal import Foundation
internal import Scenes

/// Worlds rendered on the fly, as a source of samples.
final class SyntheticSource: Sendable {
    private let plan: SynthesisPlan

    init(_ plan: SynthesisPlan, folder: URL) throws {
        self.plan = plan
    }

    func sample(at index: Int) throws -> DepthSample {
        fatalError("set in place with the synthesizer")
    }
}
