internal import Foundation

/// Prepares samples ahead of the training step, on threads of its own.
///
/// Positions are handed out in order, so results do not depend on how many threads there are.
final class SamplePrefetcher: @unchecked Sendable {
    private let condition = NSCondition()
    private let make: @Sendable (Int) throws -> PreparedSample
    private let positions: @Sendable (Int) -> Int
    private let ahead: Int
    private var next: Int
    private var wanted: Int
    private var ready: [Int: Result<PreparedSample, any Error>] = [:]
    private var isClosed = false

    /// - Parameters:
    ///   - start: The first sample that will be asked for.
    ///   - ahead: How many samples may wait to be taken.
    ///   - positions: Where in the stream this process's sample of a number lies.
    ///   - make: Prepares the sample at a position.
    init(
        start: Int, threads: Int, ahead: Int, positions: @escaping @Sendable (Int) -> Int,
        make: @escaping @Sendable (Int) throws -> PreparedSample
    ) {
        self.make = make
        self.positions = positions
        self.ahead = max(ahead, threads)
        next = start
        wanted = start
        for index in 0..<max(1, threads) {
            let thread = Thread { [self] in
                while let number = claim() { prepare(number) }
            }
            thread.name = "samples \(index)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Stops the threads after what they are at; they keep the prefetcher alive until then.
    func close() {
        condition.withLock { isClosed = true }
        condition.broadcast()
    }

    /// The next sample; waits for it.
    func take() throws -> PreparedSample {
        let result = condition.withLock {
            while ready[wanted] == nil { condition.wait() }
            defer { wanted += 1 }
            return ready.removeValue(forKey: wanted)
        }
        condition.broadcast()
        guard let result else { preconditionFailure("a sample vanished") }
        return try result.get()
    }

    private func claim() -> Int? {
        condition.withLock {
            while !isClosed, next >= wanted + ahead { condition.wait() }
            guard !isClosed else { return nil }
            defer { next += 1 }
            return next
        }
    }

    private func prepare(_ number: Int) {
        let result = Result { try make(positions(number)) }
        condition.withLock { ready[number] = result }
        condition.broadcast()
    }
}
