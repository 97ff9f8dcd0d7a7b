/// A number of places, each of which one task holds at a time.
actor Slots {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter count: At least 1.
    init(_ count: Int) {
        precondition(count > 0)
        free = count
    }

    /// Waits for a place.
    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Gives a place back, to the one who has waited longest.
    func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
