internal import Foundation

/// How far a long file operation has come: a line that renews itself on a terminal, nothing elsewhere.
final class ModelsProgress {
    private let title: String
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) != 0
    private let start = Date()
    private var shown = Date.distantPast
    private var isShown = false

    init(_ title: String) { self.title = title }

    /// Shows bytes; a total of 0 is unknown.
    func show(_ done: Int, of total: Int) {
        let speed = Double(done) / max(0.001, -start.timeIntervalSinceNow)
        let part = total > 0 ? " of \(ModelsOutput.size(total)), \(Int(100 * Double(done) / Double(total))) %" : ""
        show("\(ModelsOutput.size(done))\(part), \(ModelsOutput.size(Int(speed)))/s")
    }

    /// Shows a part of 1.
    func show(part: Double) { show("\(Int(100 * part)) %") }

    /// Clears the line.
    func finish() {
        guard isShown else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        isShown = false
    }

    deinit { finish() }

    private func show(_ text: String) {
        guard isTerminal, -shown.timeIntervalSinceNow > 0.1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(title): \(text)".utf8))
        shown = Date()
        isShown = true
    }
}
