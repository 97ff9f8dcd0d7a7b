/// Why a depth map could not be turned into points, a mesh or a file.
public struct GeometryError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; more may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// In words.
        public let description: String

        /// No pixel has a depth within the limits, or no pixels lie side by side.
        public static let empty = Code(description: "empty")
        /// meshoptimizer is not installed.
        public static let missingLibrary = Code(description: "missing library")
        /// More than the format can hold.
        public static let tooLarge = Code(description: "too large")
    }

    /// The kind of failure.
    public let code: Code
    /// What failed, the reason, and what to do where something can be done.
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
