internal import Images

/// A stream of synthetic frames: the same ones for the same options, in whatever order they are asked for.
public final class Synthesizer: Sendable {
    /// What to make.
    public struct Options: Sendable {
        /// The kinds of places, taken in turn.
        public var kinds: [SceneKind]
        /// Pixels across.
        public var width: Int
        /// Pixels down.
        public var height: Int
        /// Chooses worlds, cameras and noise.
        public var seed: UInt64
        /// Light paths per pixel.
        public var samples: Int
        /// Frames per world.
        public var framesPerWorld: Int

        /// The options and their defaults.
        public init(
            kinds: [SceneKind] = SceneKind.allCases, width: Int = 384, height: Int = 384, seed: UInt64 = 0,
            samples: Int = 6, framesPerWorld: Int = 4
        ) {
            self.kinds = kinds
            self.width = width
            self.height = height
            self.seed = seed
            self.samples = samples
            self.framesPerWorld = framesPerWorld
        }
    }

    private let options: Options
    private let generator: SceneGenerator

    /// Makes a stream.
    public init(_ options: Options, assets: AssetLibrary? = nil) {
        self.options = options
        generator = SceneGenerator(assets: assets)
    }

    /// The kind of place that frame `index` shows.
    public func kind(at index: Int) -> SceneKind {
        options.kinds[index / options.framesPerWorld % options.kinds.count]
    }

    /// All frames of world `number`, in order.
    public func frames(ofWorld number: Int, upTo count: Int = .max, threads: Int = 1) throws(ScenesError) -> [SyntheticFrame] {
        let first = number * options.framesPerWorld
        let kind = kind(at: first)
        var seeds = SeededGenerator(seed: options.seed, index: UInt64(number))
        let world = try generator.world(kind, seed: seeds.next())
        let renderer = try Renderer(world)
        let sampler = CameraSampler(world: world, renderer: renderer)
        return (first..<min(first + options.framesPerWorld, count)).map { index in
            var random = SeededGenerator(seed: options.seed &+ 1, index: UInt64(index))
            let camera = sampler.camera(width: options.width, height: options.height, &random)
            let rendering = renderer.render(camera, samples: options.samples, seed: random.next(), threads: threads)
            return SyntheticFrame(
                index: index, kind: kind, image: SensorModel().photograph(rendering), depth: rendering.depth,
                normals: rendering.normals, ids: rendering.ids,
                intrinsics: Intrinsics(
                    focalLength: camera.focalLength, width: camera.width, height: camera.height),
                camera: camera, rayCount: rendering.rayCount)
        }
    }
}
