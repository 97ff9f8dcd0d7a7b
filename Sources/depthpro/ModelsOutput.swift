internal import Foundation

/// How the commands about models print.
enum ModelsOutput {
    /// One line of JSON.
    static func line(_ value: some Encodable) throws -> String {
        try encoded(value, [.sortedKeys, .withoutEscapingSlashes])
    }

    /// JSON for a person.
    static func text(_ value: some Encodable) throws -> String {
        try encoded(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])
    }

    /// In decimal units.
    static func size(_ bytes: Int) -> String {
        switch bytes {
        case 1_000_000_000...: String(format: "%.2f GB", Double(bytes) / 1e9)
        case 1_000_000...: String(format: "%.1f MB", Double(bytes) / 1e6)
        default: String(format: "%.1f kB", Double(bytes) / 1e3)
        }
    }

    /// A line on standard error.
    static func note(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

    /// Text of a file's making on one line, without characters that steer a terminal.
    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(400).map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
    }

    private static func encoded(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
