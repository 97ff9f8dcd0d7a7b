/// What a correct program can meet while it computes: no libtorch, no memory, a lost device.
///
/// Misuse (shapes or types that do not fit) is no error of this kind: it traps.
public struct TorchError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; more may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code in words.
        public let description: String

        /// libtorch, or the C ABI over it, cannot be loaded.
        public static let engineUnavailable = Code(description: "engine unavailable")
        /// The host's or the device's memory is exhausted.
        public static let outOfMemory = Code(description: "out of memory")
        /// The asked-for device is not there.
        public static let deviceUnavailable = Code(description: "device unavailable")
        /// The accelerator failed or was lost.
        public static let deviceFailed = Code(description: "device failed")
        /// Another process of the run is gone, or did not answer in time.
        public static let peerLost = Code(description: "peer lost")
        /// The environment variables that describe a run over several processes make no sense.
        public static let invalidEnvironment = Code(description: "invalid environment")
        /// libtorch failed in some other way.
        public static let failed = Code(description: "failed")
    }

    /// The kind of failure.
    public let code: Code
    /// One sentence for a person.
    public let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
