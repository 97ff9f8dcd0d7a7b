import Images
import Scenes
import Testing

/// Depth, normals and objects against geometry worked out by hand.
@Suite struct RenderingTruthTests {
    @Test func planeIsExact() throws {
        var world = Fixture.world()
        // The plane through (0, 0, -3), turned about X by 50° and about Y by 20°.
        let turn = Transform.rotation(0.87, about: [1, 0, 0]) * .rotation(0.35, about: [0, 1, 0])
        let placed = Transform.translation([0, 0, -3]) * turn * .scale(50)
        world.instances = [Instance(Fixture.square, placed, materials: [Fixture.matte(0.5)], object: 7)]
        let camera = Fixture.camera()
        let rendering = try Renderer(world).render(camera, samples: 1)
        let normal = turn.direction([0, 0, 1])
        // In the camera's frame Y points down and Z into the picture.
        let expected = SIMD3(normal.x, -normal.y, -normal.z)
        for row in 0..<camera.height {
            for column in 0..<camera.width {
                let index = row * camera.width + column
                let ray = Fixture.ray(camera, column, row)
                let depth = dot(SIMD3(0, 0, 3), expected) / dot(ray, expected)
                guard depth > 0, depth < 20 else { continue }
                // Single precision, of a triangle 100 m across.
                #expect(abs(rendering.depth.values[index] / depth - 1) < 1e-4)
                let sign: Float = dot(expected, ray) < 0 ? 1 : -1
                #expect(length(rendering.normals[index] - expected * sign) < 1e-4)
                #expect(rendering.ids[index] == 7)
            }
        }
    }

    /// Copied, instanced, mirrored and squeezed balls alike.
    @Test(arguments: [1, 3]) func ballIsExact(instances: Int) throws {
        var world = Fixture.world()
        let mesh = Fixture.ball(segments: 160)
        world.instances = [
            Instance(
                mesh, .translation([0.2, 0.1, -4]) * .scale([-1, 1, 1]), materials: [Fixture.matte(0.5)], object: 3)
        ]
        // Out of sight; so many triangles make Embree instance the mesh.
        for number in 1..<instances {
            world.instances.append(
                Instance(mesh, .translation([Float(number) * 9, 0, 50]), materials: [Fixture.matte(0.5)]))
        }
        let camera = Fixture.camera()
        let rendering = try Renderer(world).render(camera, samples: 1)
        let center = SIMD3<Float>(0.2, -0.1, 4)
        var found = 0
        for row in 0..<camera.height {
            for column in 0..<camera.width {
                let index = row * camera.width + column
                let ray = Fixture.ray(camera, column, row)
                let along = dot(ray, center) / dot(ray, ray)
                let nearest = length(ray * along - center)
                guard nearest < 0.97 else {
                    if nearest > 1 { #expect(rendering.depth.values[index] == .infinity) }
                    continue
                }
                found += 1
                let depth = along - ((1 - nearest * nearest) / dot(ray, ray)).squareRoot()
                // 320 facets around a ball of 1 m: they lie up to 5e-5 m inside it, more along slanting rays.
                #expect(abs(rendering.depth.values[index] - depth) < 4e-4)
                #expect(length(rendering.normals[index] - (ray * depth - center)) < 2e-3)
            }
        }
        #expect(found > 100)
    }

    @Test func wireOfOnePixelIsFound() throws {
        var world = Fixture.world(radiance: [1, 1, 1])
        let camera = Fixture.camera(width: 64, height: 48)
        // 1.2 pixels wide at 5 m, nearly upright.
        let radius = 0.6 * 5 / Float(camera.focalLength)
        var wire = StrandSet(material: Fixture.matte(0), object: 5)
        wire.points = [[0.1, -9, -5, radius], [0.3, 0, -5, radius], [0.6, 9, -5, radius]]
        wire.counts = [3]
        world.strands = [wire]
        let rendering = try Renderer(world).render(camera, samples: 16)
        for row in 0..<camera.height {
            let columns = (0..<camera.width).filter { rendering.ids[row * camera.width + $0] == 5 }
            #expect((1...2).contains(columns.count))
            for column in columns {
                let index = row * camera.width + column
                #expect(abs(rendering.depth.values[index] - 5) < 1.1 * radius)
                // Black before white, and not smeared by the denoiser.
                #expect(rendering.radiance[index].x < 0.6)
                let beside = row * camera.width + max(column - 3, 0)
                #expect(rendering.radiance[beside].x > 0.99)
            }
        }
    }

    @Test func holesOfCutoutsShowWhatIsBehind() throws {
        var world = Fixture.world()
        // The left half of the texture is transparent.
        let pixels = (0..<64).flatMap { index -> [UInt8] in [255, 255, 255, index % 8 < 4 ? 0 : 255] }
        var leaf = Material(
            baseColor: [0.5, 0.5, 0.5], texture: Texture(width: 8, height: 8, pixels: pixels),
            mapping: .coordinates())
        leaf.isCutout = true
        world.instances = [
            Instance(Fixture.square, .translation([0, 0, -2]), materials: [leaf], object: 1),
            Instance(Fixture.square, .translation([0, 0, -3]) * .scale(9), materials: [Fixture.matte(1)], object: 2),
        ]
        let camera = Fixture.camera(fieldOfView: 40)
        let rendering = try Renderer(world).render(camera, samples: 1)
        let row = camera.height / 2 * camera.width
        // Bilinear alpha crosses one half in the middle and at the edges, where the texture repeats.
        #expect(abs(rendering.depth.values[row + 14] - 3) < 1e-5)
        #expect(rendering.ids[row + 14] == 2)
        #expect(abs(rendering.depth.values[row + 34] - 2) < 1e-5)
        #expect(rendering.ids[row + 34] == 1)
    }

    @Test func depthOfGlassIsTheGlass() throws {
        var world = Fixture.world(radiance: .zero)
        var glass = Fixture.matte(1)
        glass.transparency = 0.9
        var lit = Fixture.matte(0)
        lit.emission = [2, 2, 2]
        world.instances = [
            Instance(Fixture.square, .translation([0, 0, -2]) * .scale(5), materials: [glass], object: 1),
            Instance(Fixture.square, .translation([0, 0, -3]) * .scale(9), materials: [lit], object: 2),
        ]
        let rendering = try Renderer(world).render(Fixture.camera(), samples: 4)
        #expect(rendering.depth.values.allSatisfy { abs($0 - 2) < 1e-5 })
        // Glass of index 1 mirrors nothing: nine tenths of the light come through.
        #expect(rendering.radiance.allSatisfy { abs($0.x - 1.8) < 1e-4 })
    }

    @Test func matteIsTheShareOfThePixel() throws {
        var world = Fixture.world()
        let camera = Fixture.camera(width: 40, height: 40)
        // An upright edge through the middle of column 20: 2 m away, at half a pixel right of the middle.
        let edge = 0.5 * 2 / Float(camera.focalLength)
        world.instances = [
            Instance(
                Fixture.square, .translation([edge - 1, 0, -2]), materials: [Fixture.matte(0.5)], object: 4,
                isForeground: true)
        ]
        let renderer = try Renderer(world)
        let matte = try #require(renderer.matte(camera, renderer.render(camera, samples: 1)))
        let row = 20 * 40
        #expect(matte.values[row + 19] == 1)
        // Five columns of rays a pixel, the middle one on the edge.
        #expect(abs(matte.values[row + 20] - 0.5) <= 0.11)
        #expect(matte.values[row + 21] == 0)
    }
}
