import Geometry
import Images
import Testing
import Views

@Suite("Camera paths")
struct CameraPathTests {
    @Test("What the camera looks at stays in its place", arguments: [CameraMotion.orbit, .swing, .kenBurns])
    func focus(_ motion: CameraMotion) throws {
        let scene = try BoxScene.scene()
        let path = CameraPath(motion, distance: 0.1, focus: 1.7)
        for camera in path.cameras(9, of: scene, width: 160, height: 120) {
            let place = try #require(camera.intrinsics.project(camera.pose.inverse([0, 0, 1.7])))
            #expect(abs(place.x - 80) < 1e-6 && abs(place.y - 60) < 1e-6)
        }
    }

    @Test("A dolly zoom keeps the size of what is at the focus and changes the rest")
    func dollyZoom() throws {
        let scene = try BoxScene.scene()
        let path = CameraPath(.dollyZoom, distance: 0.5, focus: 1)
        let camera = path.camera(at: 1, of: scene, width: 160, height: 120)
        func size(_ depth: Double) throws -> Double {
            try #require(camera.intrinsics.project(camera.pose.inverse([0.1, 0, depth]))).x - 80
        }
        #expect(abs(try size(1) - 15) < 1e-9)
        // At 2 m: 0.1 m · (150 · 1.5) / 2.5 m.
        #expect(abs(try size(2) - 9) < 1e-9)
    }

    @Test("Closed paths meet their beginning one frame after the last; open ones end at the end")
    func ends() throws {
        let scene = try BoxScene.scene()
        let orbit = CameraPath(.orbit, distance: 0.1, focus: 1)
        let cameras = orbit.cameras(8, of: scene, width: 160, height: 120)
        let again = orbit.camera(at: 1, of: scene, width: 160, height: 120)
        #expect(abs(cameras[0].pose.origin.x - again.pose.origin.x) < 1e-12)
        #expect(cameras[7] != cameras[0])
        let dolly = CameraPath(.dolly, distance: 0.4, focus: 1, easing: .linear)
        let steps = dolly.cameras(5, of: scene, width: 160, height: 120).map(\.pose.origin.z)
        #expect(zip(steps, [0, 0.1, 0.2, 0.3, 0.4]).allSatisfy { abs($0 - $1) < 1e-12 })
        let back = CameraPath(.dolly, distance: 0.4, focus: 1, easing: .linear, returns: true)
        #expect(back.cameras(4, of: scene, width: 160, height: 120).map(\.pose.origin.z) == [0, 0.2, 0.4, 0.2])
    }

    @Test("Suggested moves shift nothing by more than a thirtieth of the width against the focus")
    func suggested() throws {
        let scene = try BoxScene.scene()
        let path = CameraPath(.swing, for: scene)
        // Of what is 1 m and 2 m away, with the focus on one of them.
        let shift = path.distance * 150 * 0.5
        #expect(abs(shift - 160.0 / 30) < 0.1)
    }

    @Test("Easing goes from 0 to 1 and never back", arguments: Easing.allCases)
    func easing(_ easing: Easing) {
        let values = (0...20).map { easing(Double($0) / 20) }
        #expect(values.first == 0 && values.last == 1)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    }
}
