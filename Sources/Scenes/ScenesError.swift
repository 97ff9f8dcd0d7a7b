/// Why a world could not be made or rendered.
public struct ScenesError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; more may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// A library that rendering needs is not on this machine.
        public static let libraryMissing = Code(description: "library missing")
        /// A mesh, texture or panorama cannot be read.
        public static let unreadableAsset = Code(description: "unreadable asset")
        /// An option is not a possible one.
        public static let invalidOption = Code(description: "invalid option")
        /// A library failed on what it was given.
        public static let engine = Code(description: "engine")
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
