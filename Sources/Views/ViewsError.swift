/// What went wrong in this room, in one sentence for a person.
public struct ViewsError: Error, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code's name.
        public let rawValue: String

        /// A code of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// An argument cannot be used with this photo.
        public static let badArgument = Code(rawValue: "badArgument")
        /// The depth map has no depth in any pixel.
        public static let noDepth = Code(rawValue: "noDepth")
        /// A library, or the shim over it, is not there or cannot be used.
        public static let missingLibrary = Code(rawValue: "missingLibrary")
        /// A film or a picture cannot be written.
        public static let unwritable = Code(rawValue: "unwritable")
    }

    /// What kind of fault it is.
    public let code: Code
    /// What is wrong, why, and what to do.
    public let message: String
    /// What lies beneath it.
    public let cause: (any Error)?

    /// Describes a fault.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message.
    public var description: String { message }
}
