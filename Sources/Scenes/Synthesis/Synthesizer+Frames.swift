internal import Dispatch
internal import Synchronization

extension Synthesizer {
    /// Makes frames on several threads, each of which takes a whole world at a time.
    ///
    /// - Parameters:
    ///   - indices: Which frames; the order in which they are finished is not theirs.
    ///   - body: Called on any thread, possibly on several at once; says whether to go on.
    /// - Throws: The first error, of a frame or of `body`; frames in the making are finished first.
    public func forEachFrame(
        at indices: [Int], threads: Int, _ body: @Sendable (SyntheticFrame) throws -> Bool
    ) throws {
        let groups = Dictionary(grouping: indices) { $0 / options.framesPerWorld }
        let worlds = groups.keys.sorted().map { groups[$0] ?? [] }
        let next = Atomic(0)
        let isStopped = Atomic(false)
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, worlds.count))) { _ in
            while !isStopped.load(ordering: .relaxed) {
                let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard number < worlds.count else { return }
                for index in worlds[number] where !isStopped.load(ordering: .relaxed) {
                    do {
                        if try !body(frame(at: index)) { isStopped.store(true, ordering: .relaxed) }
                    } catch {
                        failure.withLock { if $0 == nil { $0 = error } }
                        isStopped.store(true, ordering: .relaxed)
                    }
                }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
