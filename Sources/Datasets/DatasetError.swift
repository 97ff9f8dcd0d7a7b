/// Why a data set, or one of its samples, could not be read.
public struct DatasetError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; more may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// A file or folder of the published layout is not there.
        public static let missing = Code(description: "missing")
        /// A file is there, but does not hold what the layout says.
        public static let malformed = Code(description: "malformed")
        /// The data set's name is not one that this package reads.
        public static let unknown = Code(description: "unknown")
        /// A library that the format needs is not on this machine.
        public static let libraryMissing = Code(description: "library missing")
        /// The file could not be written.
        public static let unwritable = Code(description: "unwritable")
    }

    /// The kind of failure.
    public let code: Code
    /// What, why and what to do, for a person.
    public let message: String
    /// What lay below.
    public let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message.
    public var description: String { message }
}
