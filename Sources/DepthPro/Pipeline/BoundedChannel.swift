/// Hands elements from one task to another, in order; a sender that is too far ahead waits.
actor BoundedChannel<Element: Sendable> {
    private let capacity: Int
    private var elements: [Element] = []
    private var isFinished = false
    private var sender: CheckedContinuation<Void, Never>?
    private var receiver: CheckedContinuation<Void, Never>?

    /// - Parameter capacity: Elements that may wait to be received, at least 1.
    init(capacity: Int) {
        precondition(capacity > 0)
        self.capacity = capacity
    }

    /// Waits until one more may be sent. Called by the one who sends.
    ///
    /// - Returns: Whether it may be; not when the channel is finished.
    func hasRoom() async -> Bool {
        while elements.count >= capacity, !isFinished { await withCheckedContinuation { sender = $0 } }
        return !isFinished
    }

    /// Waits for room, unless the channel is finished, and gives the element in. Called by one task at a time.
    ///
    /// - Returns: Whether it may be received.
    func send(_ element: Element) async -> Bool {
        guard await hasRoom() else { return false }
        elements.append(element)
        receiver.take()?.resume()
        return true
    }

    /// The next element; `nil` when no more will come. Called by one task at a time.
    func next() async -> Element? {
        while elements.isEmpty, !isFinished { await withCheckedContinuation { receiver = $0 } }
        guard !elements.isEmpty else { return nil }
        sender.take()?.resume()
        return elements.removeFirst()
    }

    /// No more will be sent; what is here may still be received.
    func finish() {
        isFinished = true
        sender.take()?.resume()
        receiver.take()?.resume()
    }
}
