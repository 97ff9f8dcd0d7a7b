public import Foundation

/// Why a checkpoint or array file could not be read or written.
public struct FileFormatError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code's name.
        public let rawValue: String

        /// Makes a code from its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// No such file, or a folder without a checkpoint.
        public static let notFound = Code(rawValue: "notFound")
        /// The file exists and cannot be read: permissions, a folder or a device in its place, an I/O error.
        public static let unreadable = Code(rawValue: "unreadable")
        /// The file ends before its own description of itself says.
        public static let truncated = Code(rawValue: "truncated")
        /// The contents contradict the format.
        public static let malformed = Code(rawValue: "malformed")
        /// The contents ask for something unsafe, such as running code or reading another folder.
        public static let refused = Code(rawValue: "refused")
        /// A valid file, of a kind or with an element type that is not handled.
        public static let unsupported = Code(rawValue: "unsupported")
        /// Reading would take more memory than the limit allows.
        public static let tooLarge = Code(rawValue: "tooLarge")
        /// The file could not be written: permissions, no space left, a folder in its place.
        public static let unwritable = Code(rawValue: "unwritable")
    }

    /// The kind of failure.
    public let code: Code
    /// One sentence naming the file and the reason.
    public let message: String
    /// The file at fault, or nil for data in memory.
    public let url: URL?
    /// The error underneath, if there was one.
    public let cause: (any Error)?

    /// The message without the file's name.
    package let reason: String

    /// The message.
    public var description: String { message }

    /// Makes an error about `file`; `reason` is the sentence without the file's name.
    package init(_ code: Code, file: URL?, _ reason: String, cause: (any Error)? = nil) {
        self.code = code
        self.url = file
        self.reason = reason
        self.message = file.map { "\($0.path): \(reason)" } ?? reason
        self.cause = cause
    }

    /// `text` from a file that may be hostile, made fit for one line of a message.
    package static func printable(_ text: String) -> String {
        let limit = 100
        let shown = String.UnicodeScalarView(
            text.unicodeScalars.prefix(limit).map { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: "\u{FFFD}"
                default: scalar
                }
            })
        return text.unicodeScalars.count > limit ? String(shown) + "…" : String(shown)
    }
}
