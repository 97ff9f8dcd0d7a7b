internal import Datasets
internal import Foundation
internal import Scenes

/// Worlds rendered on the fly, as a source of samples.
///
/// A world gives several pictures; samples of one world are wanted about the same time, by different threads, and
/// whoever comes first renders for all.
final class SyntheticSource: @unchecked Sendable {
    private let synthesizer: Synthesizer
    private let framesPerWorld: Int
    private let count: Int?
    private let condition = NSCondition()
    private var worlds: [Int: [DepthSample]] = [:]
    private var order: [Int] = []
    private var inHand: Set<Int> = []
    private static let kept = 24

    init(_ plan: SynthesisPlan, folder: URL) throws {
        let folders = plan.assets.map { URL(fileURLWithPath: $0, relativeTo: folder).standardizedFileURL }
        let options = Synthesizer.Options(
            kinds: plan.scenes, width: plan.width, height: plan.height, seed: plan.seed, samples: plan.samples)
        synthesizer = Synthesizer(options, assets: try folders.isEmpty ? nil : AssetLibrary(folders: folders))
        framesPerWorld = options.framesPerWorld
        count = plan.count
    }

    func sample(at index: Int) throws -> DepthSample {
        let index = count.map { index % $0 } ?? index
        let frames = try frames(ofWorld: index / framesPerWorld)
        return frames[index % framesPerWorld]
    }

    private func frames(ofWorld number: Int) throws -> [DepthSample] {
        condition.lock()
        while inHand.contains(number) { condition.wait() }
        if let known = worlds[number] {
            condition.unlock()
            return known
        }
        inHand.insert(number)
        condition.unlock()
        let frames = Result { try synthesizer.frames(ofWorld: number).map(Self.sample) }
        condition.lock()
        defer {
            condition.unlock()
            condition.broadcast()
        }
        inHand.remove(number)
        worlds[number] = try frames.get()
        order.append(number)
        if order.count > Self.kept { worlds[order.removeFirst()] = nil }
        return try frames.get()
    }

    private static func sample(_ frame: SyntheticFrame) -> DepthSample {
        DepthSample(
            id: "\(frame.kind.rawValue)-\(frame.index)", image: frame.image, depth: frame.depth,
            intrinsics: frame.intrinsics, traits: DatasetTraits(isSynthetic: true, isMetric: true))
    }
}
