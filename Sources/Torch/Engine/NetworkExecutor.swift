internal import Foundation

/// A serial executor with one thread of its own, for actors that run a network.
///
/// Seconds of arithmetic would starve the cooperative pool, and libtorch's thread pool and modes belong to the thread
/// that calls it: a fixed thread keeps one pool, not one for each thread a task happens to run on.
public final class NetworkExecutor: SerialExecutor {
    private let loop = Loop()

    /// Starts the thread.
    ///
    /// - Parameter name: The thread's name, as debuggers show it.
    public init(name: String) {
        let thread = Thread { [loop] in loop.run() }
        thread.name = name
        // The deepest call is a layer's; libtorch's own kernels want more than a secondary thread's default.
        thread.stackSize = 8 << 20
        thread.start()
    }

    deinit { loop.close() }

    /// Queues a job for the thread.
    public func enqueue(_ job: consuming ExecutorJob) {
        loop.add(UnownedJob(job), for: asUnownedSerialExecutor())
    }

    /// What an actor returns as its `unownedExecutor`.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    /// The queue, apart from the executor, so that the thread does not keep the executor alive.
    private final class Loop: @unchecked Sendable {
        private let condition = NSCondition()
        private var jobs: [(UnownedJob, UnownedSerialExecutor)] = []
        private var isClosed = false

        func add(_ job: UnownedJob, for executor: UnownedSerialExecutor) {
            condition.withLock { jobs.append((job, executor)) }
            condition.signal()
        }

        func close() {
            condition.withLock { isClosed = true }
            condition.signal()
        }

        func run() {
            while let (job, executor) = next() { job.runSynchronously(on: executor) }
        }

        private func next() -> (UnownedJob, UnownedSerialExecutor)? {
            condition.withLock {
                while jobs.isEmpty, !isClosed { condition.wait() }
                return jobs.isEmpty ? nil : jobs.removeFirst()
            }
        }
    }
}
