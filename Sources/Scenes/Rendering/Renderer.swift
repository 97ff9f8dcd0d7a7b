internal import Dispatch
public import Images

/// Renders one world from any number of cameras; safe to use from many threads at once.
public final class Renderer: Sendable {
    let world: FlatWorld

    /// Prepares a world: building its search hierarchy is the expensive part.
    ///
    /// - Throws: ``ScenesError`` where Embree is missing or refuses.
    public init(_ world: World) throws(ScenesError) {
        self.world = try FlatWorld(world)
    }

    /// Renders a picture; the same one for the same camera, samples and seed, whatever the number of threads.
    ///
    /// - Parameters:
    ///   - samples: Light paths per pixel; 4 to 16 make a decent photo.
    ///   - seed: Chooses the noise.
    ///   - bounces: How often light may be reflected before the surface that the camera sees.
    ///   - threads: How many threads share the work.
    public func render(
        _ camera: SceneCamera, samples: Int = 8, seed: UInt64 = 0, bounces: Int = 2, threads: Int = 1
    ) -> Rendering {
        precondition(samples > 0, "A picture needs at least one sample per pixel.")
        let memory = FlatMemory()
        let film = Film(width: camera.width, height: camera.height, samples: samples, memory)
        let truth = GroundTruth(camera, memory)
        let bands = Bands(height: camera.height, threads: threads)
        let counts = memory.room(for: bands.count, of: Int.self)
        nonisolated(unsafe) let shared = (film: film, truth: truth, counts: counts)
        let seed = UInt32(truncatingIfNeeded: seed ^ (seed >> 32))
        bands.forEach { band, rows in
            shared.truth.trace(rows, of: self.world)
            var tracer = PathTracer(self.world, bounces: bounces)
            for row in rows { Self.trace(row, camera, shared.film, &tracer, seed: seed) }
            shared.counts[band] = tracer.rays
        }
        let radiance = Denoiser(film).radiance()
        let rays = (0..<bands.count).reduce(camera.width * camera.height) { $0 + counts[$1] }
        return truth.rendering(radiance: radiance, rayCount: rays)
    }

    /// How much of each pixel of a rendering the foreground object covers that shows most, 0 to 1, from the middle of
    /// the lens; `nil` where no such object shows on more than half a percent of the pixels.
    public func matte(_ camera: SceneCamera, _ rendering: Rendering) -> FloatRaster? {
        AlphaMatte.matte(camera, rendering, of: world)
    }

    /// Whether nothing stands between two points.
    func isFree(from start: SIMD3<Float>, to end: SIMD3<Float>) -> Bool {
        let offset = end - start
        guard offset != .zero else { return true }
        return world.transmittance(start, offset, 1, time: 0.5) > 0
    }

    private static func trace(
        _ row: Int, _ camera: SceneCamera, _ film: Film, _ tracer: inout PathTracer, seed: UInt32
    ) {
        let rays = CameraRays(camera)
        for column in 0..<camera.width {
            let index = row * camera.width + column
            for sample in 0..<film.samples {
                var random = SampleSequence(seed: seed, pixel: index, index: sample)
                let within = random.pair()
                let lens = rays.hasLens ? random.pair() : .zero
                let time = rays.moves ? random.single() : 0.5
                let ray = rays.ray(Float(column) + within.x, Float(row) + within.y, lens: lens, time: time)
                let size = length(ray.direction)
                let result = tracer.trace(
                    ray.origin, ray.direction / size, spread: rays.spread / size, time: time, &random)
                film.pixels[index].add(result, inverseDepth: result.inverseDistance * size)
            }
        }
    }
}

/// The rows of a picture, in as many bands as there are threads.
private struct Bands {
    private let ranges: [Range<Int>]
    private let threads: Int

    init(height: Int, threads: Int) {
        self.threads = threads
        let size = threads > 1 ? 8 : height
        ranges = stride(from: 0, to: height, by: size).map { $0..<min($0 + size, height) }
    }

    var count: Int { ranges.count }

    func forEach(_ body: @Sendable (Int, Range<Int>) -> Void) {
        guard threads > 1 else {
            for (index, range) in ranges.enumerated() { body(index, range) }
            return
        }
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            for index in stride(from: thread, to: ranges.count, by: threads) { body(index, ranges[index]) }
        }
    }
}
