import Images
import Scenes
import Testing

/// Radiance against light worked out by hand.
@Suite struct RenderingLightTests {
    /// The white furnace: under even light a convex surface that scatters shows its albedo, whatever its shape.
    @Test(arguments: [0.2, 0.6, 1] as [Float]) func furnace(albedo: Float) throws {
        var world = Fixture.world(radiance: [1, 1, 1])
        world.instances = [
            Instance(Fixture.ball(), .translation([0, 0, -3]), materials: [Fixture.matte(albedo)], object: 1)
        ]
        let rendering = try Renderer(world).render(Fixture.camera(), samples: 64)
        let mean = Fixture.mean(rendering, of: 1)
        // 64 paths on some 500 pixels: the standard error is near 0.3 %. Pixels at the rim also show the sky.
        let rim: Float = 0.08 * (1 - albedo)
        #expect(abs(mean.x - albedo) < 0.012 + rim)
    }

    /// As above, for a metal that mirrors all light: of rough ones, some light is lost between micro-facets.
    @Test func furnaceOfMetal() throws {
        var world = Fixture.world(radiance: [1, 1, 1])
        world.instances = [
            Instance(
                Fixture.ball(), .translation([0, 0, -3]),
                materials: [Material(baseColor: [1, 1, 1], roughness: 0.15, metallic: 1)], object: 1)
        ]
        let mean = Fixture.mean(try Renderer(world).render(Fixture.camera(), samples: 32), of: 1)
        #expect(abs(mean.x - 1) < 0.02)
    }

    @Test func sunFollowsTheCosine() throws {
        for angle in [0, 0.6, 1.2] as [Float] {
            var world = Fixture.world(radiance: .zero)
            world.sky.sun = .init(direction: [0, angle.sine, angle.cosine], irradiance: [3, 2, 1])
            world.instances = [
                Instance(Fixture.square, .translation([0, 0, -2]) * .scale(9), materials: [Fixture.matte(0.5)])
            ]
            let rendering = try Renderer(world).render(Fixture.camera(), samples: 4)
            let expected = SIMD3<Float>(3, 2, 1) * (0.5 * angle.cosine / .pi)
            // The disc of the sun is a quarter of a degree wide.
            #expect(rendering.radiance.allSatisfy { length($0 - expected) < 2e-3 })
        }
    }

    @Test func shadowIsDark() throws {
        var world = Fixture.world(radiance: .zero)
        world.sky.sun = .init(direction: [0, 0, 1], irradiance: [3, 3, 3])
        world.instances = [
            Instance(Fixture.square, .translation([0, 0, -4]) * .scale(20), materials: [Fixture.matte(0.5)]),
            // Behind the camera, before the sun.
            Instance(Fixture.square, .translation([0, 0, 5]) * .scale(0.5), materials: [Fixture.matte(0)]),
        ]
        let camera = Fixture.camera()
        let rendering = try Renderer(world).render(camera, samples: 8, bounces: 0)
        // 0.5 m at 4 m: the shadow is 5 pixels wide on either side of the middle.
        #expect(rendering.radiance[18 * 48 + 24].x < 0.01)
        #expect(abs(rendering.radiance[18 * 48 + 40].x - 1.5 / .pi) < 0.02)
    }

    /// Two samples of a pixel do not know how far they stray: what they miss must not stay as specks.
    @Test func fewSamplesComeNearMany() throws {
        var world = try SceneGenerator().world(.street, seed: 3)
        let viewpoint = try #require(world.viewpoints.first)
        world.viewpoints = [viewpoint]
        let camera = SceneCamera(
            position: viewpoint.position, target: viewpoint.target, fieldOfView: 60, width: 64, height: 48)
        let renderer = try Renderer(world)
        let many = renderer.render(camera, samples: 64).radiance
        let few = renderer.render(camera, samples: 2).radiance
        let errors = zip(few, many).map { few, many in
            abs((few - many).sum()) / (many.sum() + 1e-3)
        }
        let mean = errors.reduce(Float.zero) { $0 + min($1, 1) } / Float(errors.count)
        // 0.42; 0.47 where a pixel's own two samples tell all that is known of their noise.
        #expect(mean < 0.445, "\(mean)")
    }

    /// A ball of radius r at distance d gives an irradiance of π·L·r²/d² straight below it.
    @Test func ballLampFollowsTheSquare() throws {
        for distance in [0.5, 1, 1.8] as [Float] {
            var world = Fixture.world(radiance: .zero)
            world.lamps = [.sphere(center: [0, 0, distance - 2], radius: 0.1, radiance: [40, 40, 40])]
            world.instances = [
                Instance(Fixture.square, .translation([0, 0, -2]) * .scale(9), materials: [Fixture.matte(0.5)])
            ]
            // A picture of a spot so small that the lamp stands above all of it.
            let camera = Fixture.camera(width: 16, height: 16, fieldOfView: 2)
            let rendering = try Renderer(world).render(camera, samples: 32, bounces: 0)
            let expected = 0.5 * 40 * 0.01 / (distance * distance)
            let mean = rendering.radiance.reduce(.zero, +) / 256
            #expect(abs(mean.x / expected - 1) < 0.02)
        }
    }

    /// A square of side a, far away and square on, gives L·a²/d².
    @Test func panelLampFollowsTheSquare() throws {
        var world = Fixture.world(radiance: .zero)
        world.lamps = [
            .rectangle(corner: [-0.05, -0.05, 1], u: [0, 0.1, 0], v: [0.1, 0, 0], radiance: [900, 900, 900])
        ]
        world.instances = [
            Instance(Fixture.square, .translation([0, 0, -2]) * .scale(9), materials: [Fixture.matte(0.5)])
        ]
        let camera = Fixture.camera(width: 16, height: 16, fieldOfView: 2)
        let rendering = try Renderer(world).render(camera, samples: 16, bounces: 0)
        let expected = 0.5 / Float.pi * 900 * 0.01 / 9
        let mean = rendering.radiance.reduce(.zero, +) / 256
        #expect(abs(mean.x / expected - 1) < 0.02)
    }

    /// Texture coordinates have (0, 0) at the lower left, pictures their first row at the top.
    @Test func texturesStandUpright() throws {
        var world = Fixture.world(radiance: [1, 1, 1])
        var pixels = [UInt8](repeating: 255, count: 16 * 16 * 4)
        // The upper left quarter is black.
        for row in 0..<8 {
            for column in 0..<8 { for channel in 0..<3 { pixels[(row * 16 + column) * 4 + channel] = 0 } }
        }
        var picture = Fixture.matte(1)
        picture.texture = Texture(width: 16, height: 16, pixels: pixels)
        picture.mapping = .coordinates()
        world.instances = [Instance(Fixture.square, .translation([0, 0, -2]), materials: [picture])]
        let camera = Fixture.camera(width: 32, height: 32, fieldOfView: 53)
        let rendering = try Renderer(world).render(camera, samples: 16)
        #expect(rendering.radiance[8 * 32 + 8].x < 0.05)
        for (column, row) in [(24, 8), (8, 24), (24, 24)] { #expect(rendering.radiance[row * 32 + column].x > 0.9) }
    }

    @Test func threadsDoNotMatter() throws {
        var world = Fixture.world()
        world.sky.sun = .init(direction: [0.6, 0.64, 0.48], irradiance: [3, 3, 3])
        world.lamps = [.sphere(center: [0, 1, -2], radius: 0.1, radiance: [40, 40, 40])]
        world.instances = [
            Instance(Fixture.ball(), .translation([0, 0, -3]), materials: [Material(baseColor: [0.8, 0.5, 0.2])]),
            Instance(Fixture.square, .translation([0, 0, -5]) * .scale(9), materials: [Fixture.matte(0.5)]),
        ]
        var camera = Fixture.camera()
        camera.apertureRadius = 0.02
        camera.focusDistance = 2
        camera.motion = [0.01, 0, 0]
        let first = try Renderer(world).render(camera, samples: 3, seed: 9, threads: 1)
        let second = try Renderer(world).render(camera, samples: 3, seed: 9, threads: 3)
        #expect(first.radiance == second.radiance)
        #expect(first.depth == second.depth)
        #expect(first.rayCount == second.rayCount)
        #expect(try Renderer(world).render(camera, samples: 3, seed: 10).radiance != first.radiance)
    }
}
