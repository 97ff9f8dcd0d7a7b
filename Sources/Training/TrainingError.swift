/// Why a training run could not begin, or had to end.
public struct TrainingError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; more may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// The recipe cannot be read, or asks for what cannot be.
        public static let invalidRecipe = Code(description: "invalid recipe")
        /// No sample of the data can be used.
        public static let noData = Code(description: "no data")
        /// A run's folder or checkpoint does not hold what it should.
        public static let unreadableRun = Code(description: "unreadable run")
        /// A file of the run could not be written.
        public static let unwritable = Code(description: "unwritable")
        /// Losses or gradients were not finite, time and again.
        public static let diverged = Code(description: "diverged")
        /// Another process of the run is gone.
        public static let peerLost = Code(description: "peer lost")
        /// libtorch failed: see ``TrainingError/cause``.
        public static let engine = Code(description: "engine")
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
