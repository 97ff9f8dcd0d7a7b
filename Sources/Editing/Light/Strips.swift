import Dispatch
import Foundation
import Synchronization

/// The rows of a picture in strips, which threads work on side by side.
struct Strips {
    private let ranges: [Range<Int>]

    init(height: Int, rows: Int) {
        ranges = stride(from: 0, to: height, by: max(rows, 1)).map { $0..<min($0 + max(rows, 1), height) }
    }

    /// As many threads as there are processors, and no more than strips.
    static var standardThreads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// Hands every strip to `body`; after a failure no further strip is begun.
    func forEach(
        threads: Int, _ body: @Sendable (Range<Int>) throws(EditingError) -> Void
    ) -> Result<Void, EditingError> {
        let next = Atomic<Int>(0)
        let failure = Mutex<EditingError?>(nil)
        let ranges = ranges
        @Sendable func work() {
            while failure.withLock({ $0 == nil }) {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < ranges.count else { return }
                do throws(EditingError) {
                    try body(ranges[index])
                } catch {
                    failure.withLock { $0 = $0 ?? error }
                }
            }
        }
        let workers = min(max(threads, 1), ranges.count)
        if workers > 1 {
            DispatchQueue.concurrentPerform(iterations: workers) { _ in work() }
        } else {
            work()
        }
        return failure.withLock { $0.map { .failure($0) } ?? .success(()) }
    }
}
