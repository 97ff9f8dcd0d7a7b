public import Images

/// What a ``DepthSidecar`` records beside the depth itself: where it came from and how it was made.
public struct EstimateFacts: Sendable, Hashable, Codable {
    /// The photo.
    public struct Input: Sendable, Hashable, Codable {
        /// Its file's name.
        public var file: String
        /// The camera's maker, as EXIF has it.
        public var cameraMake: String?
        /// The camera's model, as EXIF has it.
        public var cameraModel: String?

        /// Describes a photo read from a file of that name.
        public init(file: String, camera: CameraFacts = .init()) {
            self.file = file
            cameraMake = camera.make
            cameraModel = camera.model
        }

        private enum CodingKeys: String, CodingKey {
            case file
            case cameraMake = "camera_make"
            case cameraModel = "camera_model"
        }
    }

    /// The network.
    public struct Model: Sendable, Hashable, Codable {
        /// What people call it.
        public var name: String
        /// SHA-256 in hexadecimal digits, by the name of each of its files.
        public var sha256: [String: String]
        /// Width and height in pixels of the picture that the network sees.
        public var inputSize: [Int]

        /// Describes a network.
        public init(name: String, sha256: [String: String] = [:], inputSize: [Int]) {
            self.name = name
            self.sha256 = sha256
            self.inputSize = inputSize
        }

        private enum CodingKeys: String, CodingKey {
            case name, sha256
            case inputSize = "input_size"
        }
    }

    /// Where a depth map's edges lie.
    public enum Edges: String, Sendable, Hashable, Codable {
        /// Where the network sees them, at its own size.
        case network
        /// On the photo's, found by its colours.
        case photo
    }

    /// The photo.
    public var input: Input
    /// The network.
    public var model: Model
    /// Where it ran, such as "cuda:0".
    public var device: String
    /// The number format, such as "float32".
    public var precision: String
    /// Versions of the programs and libraries at work, by name.
    public var versions: [String: String]
    /// Whose edges the depth got on its way to the photo's size; `nil` where nobody said.
    public var edges: Edges?
    /// Whether depth is the mean of the photo's and its mirror image's; `nil` where it is not.
    public var averagesMirrored: Bool?
    /// Seconds by step, such as "decode" and "estimate".
    public var seconds: [String: Double]

    /// Gathers the facts of one estimate.
    public init(
        input: Input, model: Model, device: String, precision: String, versions: [String: String] = [:],
        edges: Edges? = nil, averagesMirrored: Bool? = nil, seconds: [String: Double] = [:]
    ) {
        self.input = input
        self.model = model
        self.device = device
        self.precision = precision
        self.versions = versions
        self.edges = edges
        self.averagesMirrored = averagesMirrored
        self.seconds = seconds
    }
}
