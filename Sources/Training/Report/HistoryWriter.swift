internal import Foundation

/// Appends to a run's `history.jsonl`, a whole line at a time.
final class HistoryWriter {
    private let url: URL
    private let handle: FileHandle

    /// Opens the file, or makes it.
    init(_ url: URL) throws(TrainingError) {
        self.url = url
        do {
            if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
            handle = try FileHandle(forUpdating: url)
            let end = try handle.seekToEnd()
            // Half a line, of a process that was killed, must not swallow the next.
            if end > 0 {
                try handle.seek(toOffset: end - 1)
                let last = try handle.read(upToCount: 1)
                if last != Data([UInt8(ascii: "\n")]) { try handle.write(contentsOf: Data([UInt8(ascii: "\n")])) }
            }
        } catch {
            throw Self.unwritable(url, error)
        }
    }

    deinit { try? handle.close() }

    func write(_ line: HistoryLine) throws(TrainingError) {
        do {
            try handle.write(contentsOf: line.encoded())
        } catch {
            throw Self.unwritable(url, error)
        }
    }

    private static func unwritable(_ url: URL, _ error: any Error) -> TrainingError {
        TrainingError(
            .unwritable, "\(url.relativePath) cannot be written: \(error.localizedDescription)", cause: error)
    }
}
