import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ctrl-C and requests to terminate: the first asks to finish the file in hand, the second ends the program at once.
enum Interruption {
    private static let received = Atomic<Int32>(0)

    /// Begins to wait for signals. A reader that closes standard output is met as an error of writing instead.
    static func install() {
        signal(SIGPIPE, SIG_IGN)
        _ = received.load(ordering: .relaxed)
        for number in [SIGINT, SIGTERM] { signal(number, handle) }
    }

    /// The exit status that the signal asks for; `nil` while none has come.
    static var exitStatus: Int32? {
        let number = received.load(ordering: .relaxed)
        return number == 0 ? nil : 128 + number
    }

    /// Does only what is allowed within a signal's handler.
    private static let handle: @convention(c) (Int32) -> Void = { number in
        if received.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
        let message: StaticString = "\ndepthpro: finishing the file in hand; once more ends at once\n"
        _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
    }
}
