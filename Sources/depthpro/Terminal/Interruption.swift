import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ctrl-C and requests to terminate: the first asks to finish the file in hand, the second ends the program at once.
/// While no file is in hand the first ends it.
enum Interruption {
    private static let received = Atomic<Int32>(0)
    private static let isIdle = Atomic<Bool>(false)

    /// Begins to wait for signals. A reader that closes standard output is met as an error of writing instead.
    static func install() {
        signal(SIGPIPE, SIG_IGN)
        _ = received.load(ordering: .relaxed)
        for number in [SIGINT, SIGTERM] { signal(number, handle) }
    }

    /// Runs long work that has no file in hand: a signal ends the program there and then.
    static func withoutFiles<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        isIdle.store(true, ordering: .relaxed)
        defer { isIdle.store(false, ordering: .relaxed) }
        return try await body()
    }

    /// The exit status that the signal asks for; `nil` while none has come.
    static var exitStatus: Int32? {
        let number = received.load(ordering: .relaxed)
        return number == 0 ? nil : 128 + number
    }

    /// Does only what is allowed within a signal's handler.
    private static let handle: @convention(c) (Int32) -> Void = { number in
        let isSecond = received.exchange(number, ordering: .relaxed) != 0
        if isIdle.load(ordering: .relaxed) {
            let line: StaticString = "\ndepthpro: interrupted; nothing was written\n"
            _ = write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
            _exit(128 + number)
        }
        if isSecond { _exit(128 + number) }
        let message: StaticString = "\ndepthpro: finishing the file in hand; once more ends at once\n"
        _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
    }
}
