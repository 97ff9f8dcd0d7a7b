/// Why something could not be scored.
public struct EvaluationError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is, for programs.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code's name, stable across versions.
        public let rawValue: String

        /// Names a code.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A focal length or centre that no camera has.
        public static let invalidCamera = Code(rawValue: "invalidCamera")
    }

    /// What kind of failure it is.
    public let code: Code
    /// One sentence for a person: the reason, and what to do where something can be done.
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
