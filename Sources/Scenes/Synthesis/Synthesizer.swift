internal import Images

/// A stream of synthetic frames without end: the same ones for the same options, whoever asks, in whatever order, on
/// however many threads.
public final class Synthesizer: Sendable {
    /// What it makes.
    public let options: SynthesisOptions
    private let generator: SceneGenerator
    private let cache: WorldCache

    /// Makes a stream.
    ///
    /// - Parameters:
    ///   - assets: Meshes, textures and panoramas of the user's.
    ///   - cachedWorlds: How many worlds stay in memory: one more than there are threads that ask.
    /// - Throws: ``ScenesError`` for impossible options, and where a library is missing.
    public init(
        _ options: SynthesisOptions, assets: AssetLibrary? = nil, cachedWorlds: Int = 4
    ) throws(ScenesError) {
        try options.check()
        if options.kinds.contains(.panorama) { try Self.checkPlaces(assets) }
        try RayScene.start()
        self.options = options
        generator = SceneGenerator(assets: assets)
        cache = WorldCache(capacity: max(1, cachedWorlds))
    }

    /// That there are places to take parts of, and that what is told of them is possible: better now than in the middle.
    private static func checkPlaces(_ assets: AssetLibrary?) throws(ScenesError) {
        guard let assets, !assets.panoramas.isEmpty || !assets.photographs.isEmpty else {
            throw ScenesError(
                .invalidOption,
                "A scene of the kind “panorama” is a part of one of your own: give a folder with HDR panoramas, or with "
                    + "photographs that have a layout, as assets.")
        }
        for place in assets.panoramas + assets.photographs { _ = try assets.layout(of: place) }
    }

    /// The kind of place that frame `index` shows.
    public func kind(at index: Int) -> SceneKind {
        options.kinds[index / options.framesPerWorld % options.kinds.count]
    }

    /// The name of frame `index`.
    public func id(at index: Int) -> String { SyntheticFrame.id(kind(at: index), index) }

    /// Frame `index`, from 0; safe to call from many threads, which wait for each other only where they need the same
    /// world at the same time. Frames with neighbouring indices share one.
    ///
    /// - Throws: ``ScenesError`` where an asset cannot be read.
    public func frame(at index: Int) throws(ScenesError) -> SyntheticFrame {
        precondition(index >= 0, "Frames are counted from 0.")
        let kind = kind(at: index)
        let place = try world(index / options.framesPerWorld, kind)
        var random = SeededGenerator(seed: options.seed ^ 0xF4A7_C15C_9E37_79B9, index: UInt64(index))
        let sampler = CameraSampler(viewpoints: place.viewpoints, renderer: place.renderer)
        let camera = sampler.camera(width: options.width, height: options.height, &random)
        let rendering = place.renderer.render(
            camera, samples: options.samples, seed: random.next(), bounces: options.bounces)
        let sensor = SensorModel(light: ExposureMeter.light(rendering.radiance), &random)
        let photograph = try sensor.photograph(rendering, focalLength: camera.focalLength)
        var depth = rendering.depth
        // What a panorama shows is not at infinity, however the renderer sees it.
        let isUnknown = kind == .panorama && place.renderer.world.distances == nil
        if isUnknown { depth.values = Array(repeating: .nan, count: depth.values.count) }
        return SyntheticFrame(
            index: index, seed: options.seed, kind: kind, image: photograph.image, jpeg: photograph.jpeg,
            depth: depth, normals: rendering.normals, ids: rendering.ids,
            matte: options.hasMattes ? place.renderer.matte(camera, rendering) : nil,
            intrinsics: Intrinsics(focalLength: camera.focalLength, width: camera.width, height: camera.height),
            camera: camera, rayCount: rendering.rayCount)
    }

    private func world(_ number: Int, _ kind: SceneKind) throws(ScenesError) -> WorldCache.PreparedWorld {
        try cache.world(number) { () throws(ScenesError) in
            var random = SeededGenerator(seed: options.seed, index: UInt64(number))
            let world = try generator.world(kind, seed: random.next())
            return WorldCache.PreparedWorld(renderer: try Renderer(world), viewpoints: world.viewpoints)
        }
    }
}
