import Foundation

/// Tells a person how far the work is: a bar with images/s and time left on a terminal, plain lines otherwise.
struct ProgressReporter {
    private let total: Int
    private let hasBar: Bool
    private let isQuiet: Bool
    private let started = ContinuousClock.now
    private var finished = 0

    init(total: Int, isQuiet: Bool, isTerminal: Bool = StandardError.isTerminal) {
        self.total = total
        self.isQuiet = isQuiet
        hasBar = isTerminal && !isQuiet
    }

    /// Shows what is being done now; on a terminal only.
    func activity(_ text: String) {
        guard hasBar else { return }
        let elapsed = (ContinuousClock.now - started) / .seconds(1)
        let line = Self.bar(finished: finished, total: total, elapsed: elapsed, activity: text)
        StandardError.write("\r\u{1B}[2K\(line.prefix(max(20, StandardError.columns - 1)))")
    }

    /// Counts one more as dealt with.
    mutating func advance() { finished += 1 }

    /// A line that stays; not when quiet.
    func line(_ text: String) {
        if !isQuiet { problem(text) }
    }

    /// A line that stays, quiet or not.
    func problem(_ text: String) {
        clear()
        StandardError.write(text.onOneLine + "\n")
    }

    /// Takes the bar away.
    func clear() {
        if hasBar { StandardError.write("\r\u{1B}[2K") }
    }

    static func bar(finished: Int, total: Int, elapsed: Double, activity: String) -> String {
        let width = 20
        let filled = total > 0 ? width * finished / total : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        var parts = ["\(bar) \(finished)/\(total)"]
        if finished > 0, elapsed > 0 {
            let rate = Double(finished) / elapsed
            parts.append(String(format: rate < 0.1 ? "%.3f images/s" : "%.1f images/s", rate))
            parts.append("\(duration(Double(total - finished) / rate)) left")
        }
        return (parts + [activity]).joined(separator: "  ")
    }

    /// "0:07", "12:40", "3:05:00".
    static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded(.up))
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0
            ? String(format: "%d:%02d:%02d", hours, minutes, whole % 60)
            : String(format: "%d:%02d", minutes, whole % 60)
    }
}
