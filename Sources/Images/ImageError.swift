/// Why a picture or a raster could not be read or written.
public struct ImageError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is, for programs.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code's name, stable across versions.
        public let rawValue: String

        /// Names a code.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// There is no such file.
        public static let fileNotFound = Code(rawValue: "fileNotFound")
        /// The file is there but cannot be opened or read, or is no regular file.
        public static let unreadable = Code(rawValue: "unreadable")
        /// The file holds no bytes.
        public static let empty = Code(rawValue: "empty")
        /// The file is no picture.
        public static let notAnImage = Code(rawValue: "notAnImage")
        /// A picture, video or document of a kind that is not decoded.
        public static let unsupported = Code(rawValue: "unsupported")
        /// The file ends too early.
        public static let truncated = Code(rawValue: "truncated")
        /// The file contradicts its format.
        public static let corrupt = Code(rawValue: "corrupt")
        /// More pixels than the limit.
        public static let tooLarge = Code(rawValue: "tooLarge")
        /// Pixel values that are no numbers.
        public static let invalidPixels = Code(rawValue: "invalidPixels")
        /// The file cannot be written.
        public static let unwritable = Code(rawValue: "unwritable")
        /// libvips, or its support for this format, is not installed.
        public static let missingLibrary = Code(rawValue: "missingLibrary")
    }

    /// What kind of failure it is.
    public let code: Code
    /// One sentence for a person: the file, the reason, and what to do where something can be done.
    public let message: String
    /// The error underneath, where there is one.
    public let cause: (any Error)?

    /// Describes a failure.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message.
    public var description: String { message }
}
