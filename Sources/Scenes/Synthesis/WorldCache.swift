internal import Synchronization

/// Worlds ready to be photographed, the last few of them, each made once however many threads ask for it.
final class WorldCache: Sendable {
    struct PreparedWorld: Sendable {
        let renderer: Renderer
        let viewpoints: [Viewpoint]
    }

    /// A world that may still be in the making; whoever comes meanwhile waits.
    private final class Entry: Sendable {
        let number: Int
        let world = Mutex<PreparedWorld?>(nil)

        init(_ number: Int) { self.number = number }
    }

    private let capacity: Int
    /// The one asked for last comes last.
    private let entries = Mutex<[Entry]>([])

    init(capacity: Int) { self.capacity = capacity }

    func world(
        _ number: Int, make: () throws(ScenesError) -> PreparedWorld
    ) throws(ScenesError) -> PreparedWorld {
        let entry = entries.withLock { entries in
            let entry: Entry
            if let place = entries.firstIndex(where: { $0.number == number }) {
                entry = entries.remove(at: place)
            } else {
                entry = Entry(number)
            }
            entries.append(entry)
            if entries.count > capacity { entries.removeFirst() }
            return entry
        }
        let result = entry.world.withLock { world in
            Result { () throws(ScenesError) in
                if let world { return world }
                let made = try make()
                world = made
                return made
            }
        }
        return try result.get()
    }
}
