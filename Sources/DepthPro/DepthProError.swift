/// Why a network could not be loaded, or could not estimate.
public struct DepthProError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; more may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// The configuration's parts contradict each other, or are out of bounds.
        public static let invalidConfiguration = Code(description: "invalid configuration")
        /// The file is a checkpoint, but of another network.
        public static let otherNetwork = Code(description: "other network")
        /// Tensors are missing, unexpected or of the wrong shape.
        public static let mismatchedTensors = Code(description: "mismatched tensors")
        /// The file cannot be read as a checkpoint at all.
        public static let unreadableCheckpoint = Code(description: "unreadable checkpoint")
        /// The file could not be written.
        public static let unwritable = Code(description: "unwritable")
        /// A file stands where one is to be written, and replacing it was not asked for.
        public static let alreadyExists = Code(description: "already exists")
        /// The model's name is unknown, or its file is not on this machine.
        public static let modelNotFound = Code(description: "model not found")
        /// A download failed, or brought something else than was asked for.
        public static let downloadFailed = Code(description: "download failed")
        /// The image cannot be used.
        public static let invalidImage = Code(description: "invalid image")
        /// The focal length, or another option, is not a possible one.
        public static let invalidOption = Code(description: "invalid option")
        /// The network gave numbers that are not finite.
        public static let notFinite = Code(description: "not finite")
        /// libtorch failed: see ``DepthProError/cause``.
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
