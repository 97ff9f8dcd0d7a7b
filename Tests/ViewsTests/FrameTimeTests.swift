import Foundation
import Images
import Testing
import Views

@Suite("Time of a frame")
struct FrameTimeTests {
    /// A chessboard of 24 by 16 fields at six depths: 1080p full of edges.
    private func scene() throws -> LayeredScene {
        let (width, height) = (1920, 1080)
        func field(_ index: Int) -> (Int, Int) { (index % width / 80, index / width / 68) }
        let depth = FloatRaster(
            width: width, height: height,
            values: (0..<width * height).map { index in
                let (column, row) = field(index)
                return 1 + 0.4 * Float((column * 7 + row * 5) % 6)
            })
        let pixels = (0..<width * height).flatMap { index -> [UInt8] in
            let (column, row) = field(index)
            return [UInt8(column * 10), UInt8(row * 15), UInt8(index % 256)]
        }
        return try LayeredScene(
            photo: RGBImage(width: width, height: height, pixels: pixels), depth: depth,
            intrinsics: Intrinsics(focalLength: 1600, width: width, height: height))
    }

    @Test("A frame of 1080p takes less than half a second on two cores")
    func frame() throws {
        let scene = try scene()
        let camera = CameraPath(.swing, for: scene).camera(at: 0.25, of: scene, width: 1920, height: 1080)
        // Time of this thread alone, which does all the work: other tests and other programs do not count.
        func seconds() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        }
        let start = seconds()
        _ = scene.view(camera, threads: 1)
        let elapsed = seconds() - start
        print(String(format: "a frame of 1080p: %.3f s of one core", elapsed))
        #expect(elapsed < 1)
    }
}
