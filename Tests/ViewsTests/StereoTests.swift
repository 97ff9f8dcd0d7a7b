import Geometry
import Images
import Testing
import Views

@Suite("Stereo")
struct StereoTests {
    private let camera = ViewCamera(intrinsics: BoxScene.intrinsics, width: 160, height: 120)

    @Test("Disparity is focal length × baseline × the difference of inverse depths; nothing differs in height")
    func disparity() throws {
        let eyes = StereoRig(baseline: 0.06, convergence: 2).eyes(camera)
        for depth in [0.5, 1, 2, 10] {
            let point = SIMD3(0.1, 0.05, depth)
            let left = try #require(eyes.left.intrinsics.project(eyes.left.pose.inverse(point)))
            let right = try #require(eyes.right.intrinsics.project(eyes.right.pose.inverse(point)))
            #expect(abs((left.x - right.x) - 150 * 0.06 * (1 / depth - 0.5)) < 1e-9)
            #expect(left.y == right.y)
        }
    }

    @Test("The eyes' pictures: the square is farther left for the right eye")
    func pair() throws {
        let scene = try BoxScene.scene()
        let eyes = StereoRig(baseline: 0.1).eyes(camera)
        let (left, right) = (scene.view(eyes.left).image, scene.view(eyes.right).image)
        // ±0.05 m: the square from 60 to 100 moves by 7.5 pixels.
        #expect(left[105, 60].red > 200 && right[105, 60].red < 60)
        #expect(right[54, 60].red > 200 && left[54, 60].red < 60)
        let pair = StereoLayout.sideBySide.picture(left: left, right: right)
        #expect((pair.width, pair.height) == (320, 120))
        #expect(pair[105, 60] == left[105, 60] && pair[160 + 54, 60] == right[54, 60])
        let half = StereoLayout.halfSideBySide.picture(left: left, right: right)
        #expect(half.width == 160 && half[52, 60].red > 200 && half[80 + 27, 60].red > 200)
    }

    @Test("An anaglyph of two equal greys is nearly that grey")
    func anaglyph() {
        let grey = RGBImage(width: 4, height: 4, filledWith: RGBColor(red: 128, green: 128, blue: 128))
        let color = StereoLayout.anaglyph.picture(left: grey, right: grey)[1, 1]
        for value in [color.red, color.green, color.blue] { #expect(abs(Int(value) - 128) <= 3) }
    }

    @Test("VR players' names") func names() {
        #expect(StereoLayout.sideBySide.suffix == "_LRF_Full_SBS")
    }
}
