/// What a ``Synthesizer`` makes.
public struct SynthesisOptions: Sendable, Hashable, Codable {
    /// The kinds of places; worlds take them in turn.
    public var kinds: [SceneKind]
    /// Pixels across.
    public var width: Int
    /// Pixels down.
    public var height: Int
    /// Chooses worlds, cameras and noise.
    public var seed: UInt64
    /// Light paths per pixel.
    public var samples: Int
    /// How often light is reflected before the surface that the camera sees.
    public var bounces: Int
    /// Frames that share a world, since worlds are dear.
    public var framesPerWorld: Int
    /// Whether frames have mattes, which cost 25 rays per pixel.
    public var hasMattes: Bool

    /// The options and their defaults.
    public init(
        kinds: [SceneKind] = SceneKind.rendered, width: Int = 384, height: Int = 384, seed: UInt64 = 0,
        samples: Int = 6, bounces: Int = 1, framesPerWorld: Int = 4, hasMattes: Bool = false
    ) {
        self.kinds = kinds
        self.width = width
        self.height = height
        self.seed = seed
        self.samples = samples
        self.bounces = bounces
        self.framesPerWorld = framesPerWorld
        self.hasMattes = hasMattes
    }

    /// The largest picture, along each side.
    public static let sizes = 16...4096

    /// - Throws: ``ScenesError`` with code `invalidOption`, in the words of the option.
    func check() throws(ScenesError) {
        func require(_ condition: Bool, _ message: String) throws(ScenesError) {
            if !condition { throw ScenesError(.invalidOption, message) }
        }
        try require(!kinds.isEmpty, "There is no kind of scene to make.")
        try require(
            Self.sizes.contains(width) && Self.sizes.contains(height),
            "A picture has 16 to 4096 pixels along each side, not \(width)×\(height).")
        try require((1...4096).contains(samples), "A pixel takes 1 to 4096 samples, not \(samples).")
        try require((0...16).contains(bounces), "Light takes 0 to 16 bounces, not \(bounces).")
        try require((1...1000).contains(framesPerWorld), "A world gives 1 to 1000 frames, not \(framesPerWorld).")
    }
}
