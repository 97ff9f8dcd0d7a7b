internal import Foundation
internal import Synchronization

/// Keeps what was read, up to so many bytes; what was used longest ago goes first. Failures are kept as well, so that
/// a broken file is read once.
final class AssetCache<Value: Sendable>: Sendable {
    private struct Slot {
        var result: Result<Value, ScenesError>
        var bytes: Int
        var lastUse: Int
    }

    private struct State {
        var slots: [URL: Slot] = [:]
        var bytes = 0
        var clock = 0
    }

    private let budget: Int
    private let state = Mutex(State())

    init(budget: Int) { self.budget = budget }

    /// The value of a file; read outside the lock, so that threads do not wait for each other's files.
    func value(
        _ url: URL, bytes: (Value) -> Int, read: () throws(ScenesError) -> Value
    ) throws(ScenesError) -> Value {
        if let known = known(url) { return try known.get() }
        let result = Result(catching: read)
        var size = 0
        if case .success(let value) = result { size = bytes(value) }
        return try keep(result, size, url).get()
    }

    private func known(_ url: URL) -> Result<Value, ScenesError>? {
        state.withLock { state in
            state.clock += 1
            state.slots[url]?.lastUse = state.clock
            return state.slots[url]?.result
        }
    }

    private func keep(_ result: Result<Value, ScenesError>, _ size: Int, _ url: URL) -> Result<Value, ScenesError> {
        state.withLock { state in
            // Another thread may have been faster: all share its object.
            if let first = state.slots[url] { return first.result }
            state.clock += 1
            state.slots[url] = Slot(result: result, bytes: size, lastUse: state.clock)
            state.bytes += size
            while state.bytes > budget, state.slots.count > 1,
                let oldest = state.slots.filter({ $0.value.bytes > 0 && $0.key != url }).min(
                    by: { $0.value.lastUse < $1.value.lastUse })
            {
                state.bytes -= oldest.value.bytes
                state.slots[oldest.key] = nil
            }
            return result
        }
    }
}
