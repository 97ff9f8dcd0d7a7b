import Geometry
import Images
import Scenes
import Testing
import Views

/// How steady views are from one frame of a path to the next.
@Suite("Flicker")
struct FlickerTests {
    /// A path of small steps through a synthetic room: where neighbouring frames show the same point of the scene, its
    /// colour differs by no more than the true views' do from each other, by the noise of a path tracer left out.
    @Test("Points keep their colours along a path")
    func pointsKeepTheirColors() throws {
        let step = SIMD3<Double>(0.01, 0, 0.004)
        let moves = (1...4).map { Double($0) * step }
        let pairs = try MovedCamera.pairs(
            .tabletop, seed: 40, moves: moves, width: 192, height: 144, samples: 16)
        let first = try #require(pairs.first)
        #expect(pairs.count == moves.count)
        let scene = try LayeredScene(photo: first.photo, depth: first.depth, intrinsics: first.intrinsics)
        let views = pairs.map { scene.view($0.camera) }
        var (ours, truth) = (0.0, 0.0)
        for index in 1..<pairs.count {
            let depth = views[index].depth
            ours += Self.difference(
                views[index - 1].image, pairs[index - 1].camera, views[index].image, pairs[index].camera, depth)
            truth += Self.difference(
                pairs[index - 1].truth, pairs[index - 1].camera, pairs[index].truth, pairs[index].camera, depth)
        }
        let steps = Double(pairs.count - 1)
        print("flicker, mean absolute difference in steps of 8 bits: ours", ours / steps, "truth", truth / steps)
        #expect(ours < truth)
    }

    /// The mean absolute difference between a frame and the one before it, brought to the same camera by the depth.
    private static func difference(
        _ before: RGBImage, _ from: ViewCamera, _ after: RGBImage, _ to: ViewCamera, _ depth: FloatRaster
    ) -> Double {
        var (sum, count) = (0.0, 0)
        for y in 0..<after.height {
            for x in 0..<after.width {
                let far = Double(min(depth.values[y * after.width + x], 1e6))
                let point = to.pose(to.intrinsics.unproject(x: Double(x) + 0.5, y: Double(y) + 0.5, depth: far))
                guard let place = from.intrinsics.project(from.pose.inverse(point)) else { continue }
                let (u, v) = (place.x - 0.5, place.y - 0.5)
                guard u >= 0, v >= 0, u < Double(before.width - 1), v < Double(before.height - 1) else { continue }
                for channel in 0..<3 {
                    let now = Double(after.pixels[3 * (y * after.width + x) + channel])
                    sum += abs(sample(before, u, v, channel) - now)
                    count += 1
                }
            }
        }
        return sum / Double(max(count, 1))
    }

    private static func sample(_ image: RGBImage, _ u: Double, _ v: Double, _ channel: Int) -> Double {
        let (left, top) = (Int(u), Int(v))
        let (s, t) = (u - Double(left), v - Double(top))
        func value(_ x: Int, _ y: Int) -> Double { Double(image.pixels[3 * (y * image.width + x) + channel]) }
        return (value(left, top) * (1 - s) + value(left + 1, top) * s) * (1 - t)
            + (value(left, top + 1) * (1 - s) + value(left + 1, top + 1) * s) * t
    }
}
