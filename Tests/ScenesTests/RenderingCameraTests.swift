import Foundation
import Images
import Scenes
import Testing

@Suite struct RenderingCameraTests {
    @Test func axesAreSquareAndUpright() {
        let camera = SceneCamera(
            position: [1, 2, 3], target: [4, 1, -2], fieldOfView: 70, width: 90, height: 160, roll: 0.1)
        for axis in [camera.right, camera.up, camera.forward] { #expect(abs(length(axis) - 1) < 1e-5) }
        #expect(length(cross(camera.right, camera.up) + camera.forward) < 1e-5)
        #expect(camera.up.y > 0.9)
        // Turned clockwise, the camera's right side goes down.
        #expect(camera.right.y < 0)
        #expect(abs(camera.focalLength - 45 / 0.70020753820971) < 1e-3)
    }

    @Test func straightDownHasAFrameToo() {
        let camera = SceneCamera(position: [0, 2, 0], target: .zero, fieldOfView: 50, width: 9, height: 9)
        #expect(length(cross(camera.right, camera.up) + camera.forward) < 1e-5)
    }

    /// r·(1 + k·r²): a point at the edge of the undistorted picture moves by the factor 1 + k.
    @Test func distortionMovesTheEdge() throws {
        var world = Fixture.world(radiance: .zero)
        let camera = Fixture.camera(width: 200, height: 20)
        // A post whose left edge would be at 0.8 of the half width.
        let x = 0.8 * Float(100 / camera.focalLength) * 2
        world.instances = [
            Instance(Fixture.square, .translation([x + 1, 0, -2]), materials: [Fixture.matte(1)], object: 1)
        ]
        func edge(_ distortion: Float) throws -> Int {
            var camera = camera
            camera.distortion = distortion
            let ids = try Renderer(world).render(camera, samples: 1).ids
            return try #require((0..<200).first { ids[10 * 200 + $0] == 1 }) - 100
        }
        #expect(try edge(0) == 80)
        // 0.8 · (1 - 0.1 · 0.64) = 0.749
        #expect(abs(try edge(-0.1) - 75) <= 1)
    }

    /// A lens blurs what is out of focus and leaves alone what is in focus.
    @Test func lensBlursWhatIsOutOfFocus() throws {
        var world = Fixture.world(radiance: [1, 1, 1])
        world.instances = [
            Instance(Fixture.square, .translation([-1, 0, -2]), materials: [Fixture.matte(0)], object: 1)
        ]
        func width(focus: Float) throws -> Int {
            var camera = Fixture.camera(width: 64, height: 8)
            camera.apertureRadius = 0.1
            camera.focusDistance = focus
            let row = try Renderer(world).render(camera, samples: 64).radiance[4 * 64..<5 * 64]
            return row.filter { $0.x > 0.02 && $0.x < 0.98 }.count
        }
        #expect(try width(focus: 2) <= 1)
        // The circle of confusion: 2·0.1 m·(1/2 - 1/4)·f of 55 pixels is 2.8 pixels.
        #expect((2...5).contains(try width(focus: 4)))
    }
}
