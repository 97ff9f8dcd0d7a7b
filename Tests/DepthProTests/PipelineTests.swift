import DepthPro
import Foundation
import Images
import Synchronization
import Testing
import Torch

/// Many photos at once: the same depths in the same order, whatever fails, and all stages at work together.
@Suite struct PipelineTests {
    struct Unreadable: Error, Equatable {
        let index: Int
    }

    private static func photo(_ index: Int) -> Photo {
        let (width, height) = (40 + 3 * index, 30 + index)
        let pixels = (0..<width * height * 3).map { (byte: Int) -> UInt8 in
            UInt8((byte * (index + 3) + byte / 7) % 251)
        }
        return Photo(image: RGBImage(width: width, height: height, pixels: pixels))
    }

    private func estimator() async throws -> DepthEstimator {
        try await DepthEstimator(contentsOf: Golden("hf-swiglu-bn").checkpoint, device: .cpu)
    }

    private final class Counter: Sendable {
        private let value = Atomic(0)

        var current: Int { value.load(ordering: .relaxed) }

        func increase() { value.add(1, ordering: .relaxed) }
    }

    /// What happened, in order, and waiting for it.
    private final class Diary: Sendable {
        private let entries = Mutex<[String]>([])

        func note(_ entry: String) { entries.withLock { $0.append(entry) } }

        var all: [String] { entries.withLock { $0 } }

        /// Where the entry never comes, this gives up, and the expectation after it fails.
        func wait(for entry: String) async -> Bool {
            for _ in 0..<6000 {
                if all.contains(entry) { return true }
                try? await Task.sleep(for: .milliseconds(10))
            }
            return false
        }
    }

    @Test(arguments: [(1, 1, 1), (3, 2, 2), (4, 8, 3)])
    func equalsOneByOne(batch: Int, readers: Int, writers: Int) async throws {
        let estimator = try await estimator()
        let pipeline = DepthPipeline(
            estimator, batch: batch, readers: readers, writers: writers,
            options: .init(keepsCanonicalInverseDepth: true)
        ) { (index: Int) in
            PipelinePhoto(Self.photo(index), focalLength: index.isMultiple(of: 2) ? .pixels(50) : nil)
        } finish: { _, estimate in
            estimate.depth
        }
        var maps: [DepthMap] = []
        await pipeline.run(0..<7) { index, result in
            #expect(index == maps.count)
            if let map = try? result.get() { maps.append(map) }
            return true
        }
        try #require(maps.count == 7)
        for (index, map) in maps.enumerated() {
            let alone = try await estimator.estimate(
                Self.photo(index), focalLength: index.isMultiple(of: 2) ? .pixels(50) : nil)
            #expect(map.width == alone.width && map.focalLength.source == alone.focalLength.source)
            #expect(map.canonicalInverseDepth?.width == 80)
            // A batch changes the order of additions in matrix products.
            let worst = zip(map.metres, alone.metres).map { abs($0 - $1) / $1 }.max() ?? 1
            #expect(worst < 1e-3, "photo \(index) differs by \(worst)")
        }
    }

    @Test func failuresAreTheirItemsOwn() async throws {
        let estimator = try await estimator()
        let pipeline = DepthPipeline(estimator, batch: 3, readers: 2, writers: 2) { (index: Int) in
            if index % 4 == 1 { throw Unreadable(index: index) }
            // Of no camera: the whole pass fails, and its photos are tried by themselves.
            return PipelinePhoto(Self.photo(index), focalLength: index == 6 ? .pixels(-1) : nil)
        } finish: { (index, _) -> Int in
            if index == 2 { throw Unreadable(index: 2) }
            return index
        }
        var done: [Int] = []
        var failed: [Int] = []
        await pipeline.run(0..<9) { index, result in
            switch result {
            case .success(let value): done.append(value)
            case .failure(let error):
                failed.append(index)
                #expect(index == 6 ? error is DepthProError : error as? Unreadable == Unreadable(index: index))
            }
            return true
        }
        #expect(done == [0, 3, 4, 7, 8])
        #expect(failed == [1, 2, 5, 6])
    }

    /// Each stage waits for what a later item does in an earlier stage: one at a time, none of it would ever come.
    @Test func stagesWorkAtTheSameTime() async throws {
        let estimator = try await estimator()
        let diary = Diary()
        let pipeline = DepthPipeline(estimator, readers: 2, writers: 2) { (index: Int) in
            diary.note("reading \(index)")
            // Two are read at the same time.
            if index == 0 { #expect(await diary.wait(for: "reading 1")) }
            return PipelinePhoto(Self.photo(index), focalLength: .pixels(50))
        } finish: { index, _ in
            diary.note("finishing \(index)")
            // The network goes on, and two are finished at the same time; meanwhile others are read.
            if index == 0 { #expect(await diary.wait(for: "finishing 1")) }
            if index == 1 { #expect(await diary.wait(for: "reading 4")) }
        }
        var order: [Int] = []
        await pipeline.run(0..<6) { index, _ in
            order.append(index)
            return true
        }
        #expect(order == Array(0..<6))
    }

    @Test func memoryIsBounded() async throws {
        let estimator = try await estimator()
        let read = Counter()
        let pipeline = DepthPipeline(estimator, batch: 2, readers: 3, writers: 1) { (index: Int) in
            read.increase()
            return PipelinePhoto(Self.photo(index % 5), focalLength: .pixels(50))
        } finish: { _, _ in
            // A slow end, so that everything before it fills up.
            try await Task.sleep(for: .milliseconds(30))
        }
        var (reported, most) = (0, 0)
        await pipeline.run(0..<30) { _, _ in
            reported += 1
            most = max(most, read.current - reported)
            return true
        }
        #expect(reported == 30)
        // Three ahead and the one waited for, four passes of two, one at its end.
        #expect(most <= 13)
    }

    @Test func whatIsRefusedEndsTheRun() async throws {
        let estimator = try await estimator()
        let diary = Diary()
        let pipeline = DepthPipeline(estimator) { (index: Int) in
            PipelinePhoto(Self.photo(index % 5), focalLength: .pixels(50))
        } finish: { index, _ in
            diary.note("finishing \(index)")
        }
        var seen: [Int] = []
        await pipeline.run(0..<20) { index, _ in
            seen.append(index)
            return index < 2
        }
        #expect(seen == [0, 1, 2])
        #expect(diary.all == ["finishing 0", "finishing 1", "finishing 2"])
    }

    @Test func whatIsUnderWayOutlivesAnInterruption() async throws {
        let estimator = try await estimator()
        let interruptions = Counter()
        let pipeline = DepthPipeline(estimator, batch: 2) { (index: Int) in
            PipelinePhoto(Self.photo(index % 5), focalLength: .pixels(50))
        } finish: { index, _ in
            index
        }
        var seen: [Int] = []
        await pipeline.run(0..<1000, isInterrupted: { interruptions.current > 0 }) { _, result in
            if let index = try? result.get() { seen.append(index) }
            interruptions.increase()
            return true
        }
        // Whole passes, in order, and no more than can be under way.
        #expect(seen == Array(0..<seen.count) && seen.count.isMultiple(of: 2))
        #expect(!seen.isEmpty && seen.count <= 12)
    }

    @Test func nothingIsNothing() async throws {
        let pipeline = DepthPipeline(try await estimator()) { (_: Int) in
            PipelinePhoto(Self.photo(0))
        } finish: { _, _ in
        }
        await pipeline.run([Int]()) { _, _ in
            Issue.record("a result of nothing")
            return true
        }
    }
}
