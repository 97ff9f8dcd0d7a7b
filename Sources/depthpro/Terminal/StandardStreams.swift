import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where people read: progress, results in words, failures.
enum StandardError {
    static var isTerminal: Bool {
        isatty(STDERR_FILENO) != 0 && ProcessInfo.processInfo.environment["TERM"] ?? "dumb" != "dumb"
    }

    /// Columns, where that can be known.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// A reader that has gone away is no reason to stop.
    static func write(_ text: String) { _ = writeAll(text, to: STDERR_FILENO) }
}

/// Where programs read: JSON lines.
enum StandardOutput {
    /// - Returns: Whether the text arrived; not when the reader has gone away.
    static func write(_ text: String) -> Bool { writeAll(text, to: STDOUT_FILENO) }
}

private func writeAll(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if written < 0 {
            guard errno == EINTR else { return false }
            continue
        }
        rest = rest.dropFirst(written)
    }
    return true
}
