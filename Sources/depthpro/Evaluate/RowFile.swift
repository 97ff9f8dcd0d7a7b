import Evaluation
import Foundation

/// The rows of a run as they come, so that a run that was stopped goes on: JSON Lines, the first about the settings.
final class RowFile {
    /// What rows depend on beside the image: rows of other settings must not be mixed in.
    struct Settings: Codable, Equatable {
        var options: String
        /// By the names that rows use.
        var datasets: [String: String]
        /// By the names that rows use.
        var methods: [String: String]
    }

    /// Rows of an earlier run that count still.
    private(set) var rows: [ImageScore] = []
    private let handle: FileHandle

    /// Opens or makes the file at `url`.
    ///
    /// - Parameter restarts: Whether what is there is thrown away.
    /// - Throws: ``CommandFailure`` where the file belongs to other settings or is no such file.
    init(_ url: URL, settings: Settings, restarts: Bool) throws {
        var settings = settings
        if !restarts, let data = try? Data(contentsOf: url), !data.isEmpty {
            let old = try Self.read(data, url)
            guard Self.agree(old.settings, settings) else {
                throw CommandFailure(
                    "\(url.relativePath) keeps the rows of a run with other settings or other predictions; name another "
                        + "file with --rows, or begin anew with --restart.")
            }
            rows = old.rows
            settings.datasets.merge(old.settings.datasets) { new, _ in new }
            settings.methods.merge(old.settings.methods) { new, _ in new }
        }
        // Written anew, so that a line that an interruption cut short is gone.
        var data = try Self.line(settings)
        for row in rows { data += try Self.line(row) }
        do {
            try data.write(to: url, options: .atomic)
            handle = try FileHandle(forWritingTo: url)
            try handle.seekToEnd()
        } catch {
            throw CommandFailure("\(url.relativePath) cannot be written: \(error.localizedDescription)")
        }
    }

    deinit { try? handle.close() }

    func add(_ new: [ImageScore]) throws {
        for row in new { try handle.write(contentsOf: Self.line(row)) }
        rows += new
    }

    private static func agree(_ old: Settings, _ new: Settings) -> Bool {
        func same(_ a: [String: String], _ b: [String: String]) -> Bool {
            a.allSatisfy { b[$0.key] == nil || b[$0.key] == $0.value }
        }
        return old.options == new.options && same(old.datasets, new.datasets) && same(old.methods, new.methods)
    }

    private static func read(_ data: Data, _ url: URL) throws -> (settings: Settings, rows: [ImageScore]) {
        let lines = data.split(separator: UInt8(ascii: "\n"))
        let decoder = Self.decoder
        guard let first = lines.first, let settings = try? decoder.decode(Settings.self, from: first) else {
            throw CommandFailure(
                "\(url.relativePath) is not a file of rows; name another with --rows, or replace it with --restart.")
        }
        var rows: [ImageScore] = []
        for (number, line) in lines.dropFirst().enumerated() {
            do {
                rows.append(try decoder.decode(ImageScore.self, from: line))
            } catch {
                // The last line may be cut short.
                guard number == lines.count - 2 else {
                    throw CommandFailure(
                        "\(url.relativePath), line \(number + 2), is damaged; begin anew with --restart.")
                }
            }
        }
        return (settings, rows)
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return decoder
    }

    private static func line(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try encoder.encode(value) + [UInt8(ascii: "\n")]
    }
}
