/// What went wrong in this room, in one sentence for a person.
public struct EditingError: Error, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code's name.
        public let rawValue: String

        /// A code of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// An argument cannot be used with this photo.
        public static let badArgument = Code(rawValue: "badArgument")
        /// The depth map has nothing to work with.
        public static let noDepth = Code(rawValue: "noDepth")
        /// Whoever asked for the work no longer wants it.
        public static let cancelled = Code(rawValue: "cancelled")
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
