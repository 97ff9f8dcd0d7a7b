/// Why the files of a depth map could not be written.
public struct DepthFileError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; more may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// In words.
        public let description: String

        /// A file or a folder cannot be written: no room, no permission, something else stands there.
        public static let unwritable = Code(description: "unwritable")
        /// The depth map shows nothing that a 3D file could hold, or more than it can.
        public static let unsuitable = Code(description: "unsuitable")
        /// meshoptimizer, libvips, or its support for the format, is not installed.
        public static let missingLibrary = Code(description: "missing library")
    }

    /// The kind of failure.
    public let code: Code
    /// The file, the reason, and what to do where something can be done.
    public let message: String
    /// The error underneath, where there is one.
    public let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message.
    public var description: String { message }
}
