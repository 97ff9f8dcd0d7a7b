internal import Synchronization

/// When a stage began, to tell how long it will take.
final class StageMemory: Sendable {
    private struct State {
        var steps = 0
        var first: (step: Int, at: ContinuousClock.Instant)?
    }

    private let state = Mutex(State())

    func begin(steps: Int) { state.withLock { $0 = State(steps: steps) } }

    var steps: Int { state.withLock { $0.steps } }

    func secondsLeft(after step: Int) -> Double {
        state.withLock { state in
            guard let first = state.first else {
                state.first = (step, .now)
                return 0
            }
            let done = Double(max(1, step - first.step))
            return (ContinuousClock.now - first.at) / .seconds(1) / done * Double(state.steps - step)
        }
    }
}
