internal import Synchronization

/// Lines about files that were skipped, each once.
final class ProblemLog: Sendable {
    private let state = Mutex<[String]>([])

    /// More lines than a person reads are not kept.
    private static let capacity = 1000

    var lines: [String] { state.withLock { $0 } }

    func add(_ line: String) {
        state.withLock { lines in
            if lines.count < Self.capacity, !lines.contains(line) { lines.append(line) }
        }
    }
}
