/// What went wrong in this room, in one sentence for a person.
public struct AugmentedRealityError: Error, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code's name.
        public let rawValue: String

        /// A code of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// An argument cannot be used with this photo.
        public static let badArgument = Code(rawValue: "badArgument")
        /// A point lies outside the photo.
        public static let outsidePhoto = Code(rawValue: "outsidePhoto")
        /// A pixel has no depth, or shows what is too far to tell.
        public static let noDepth = Code(rawValue: "noDepth")
        /// The photo shows no plane of the kind that is needed.
        public static let noPlane = Code(rawValue: "noPlane")
        /// A model cannot be used.
        public static let badModel = Code(rawValue: "badModel")
        /// A library is missing or failed.
        public static let engine = Code(rawValue: "engine")
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
