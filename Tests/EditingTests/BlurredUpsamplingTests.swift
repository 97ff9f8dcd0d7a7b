import Editing
import Images
import Testing

/// Maps whose edges are ramps, as small networks give them.
@Suite struct BlurredUpsamplingTests {
    private let width = 160
    private let height = 120
    private let blurred = GuidedUpsampling.blurred

    /// Two colours that meet at column 80.
    private var photo: RGBImage {
        var photo = RGBImage(width: width, height: height, filledWith: RGBColor(red: 50, green: 70, blue: 90))
        for y in 0..<height {
            for x in 80..<width { photo[x, y] = RGBColor(red: 190, green: 160, blue: 120) }
        }
        return photo
    }

    /// At half of the photo's size: nearness `near` on the left and `far` on the right, and a ramp of 8 samples between.
    private func ramp(near: Float, far: Float, middle: Float = 40) -> FloatRaster {
        FloatRaster(
            width: 80, height: 60,
            values: (0..<80 * 60).map { index in
                let share = min(max((Float(index % 80) + 0.5 - middle) / 8 + 0.5, 0), 1)
                return 1 / (near + (far - near) * share)
            })
    }

    @Test func aRampBecomesAStepAtThePhotosEdge() throws {
        let result = try blurred(Nearness(ramp(near: 1, far: 0.4)), photo: photo)
        for y in 20..<100 {
            // A few percent of the ramp's votes remain; the step itself is whole.
            #expect(abs(1 / result.metres(79, y) - 1) < 0.06)
            #expect(abs(1 / result.metres(80, y) - 0.4) < 0.06)
        }
    }

    /// The ramp's middle lies three of its samples beside the edge.
    @Test func theStepMovesToThePhotosEdge() throws {
        let result = try blurred(Nearness(ramp(near: 1, far: 0.4, middle: 43)), photo: photo)
        for y in 20..<100 { #expect(result.metres(81, y) / result.metres(79, y) > 2) }
    }

    /// Without an edge in the photo nothing tells where a step would be.
    @Test func aRampStaysOneInAPlainPhoto() throws {
        let plain = RGBImage(width: width, height: height, filledWith: RGBColor(red: 90, green: 90, blue: 90))
        let result = try blurred(Nearness(ramp(near: 1, far: 0.4)), photo: plain)
        for y in 20..<100 {
            for x in 60..<100 {
                // The ramp over 16 pixels grows by 9 % a pixel where it is steepest; a decided edge by 150.
                #expect(result.metres(x + 1, y) / result.metres(x, y) < 1.4)
            }
        }
    }

    /// A floor differs much within the radius, and has no edge, whatever is painted on it.
    @Test func aSlopeIsNoEdge() throws {
        let slope = FloatRaster(
            width: 80, height: 60,
            values: (0..<80 * 60).map { 1 / (0.2 + 0.02 * Float($0 / 80) + 0.01 * Float($0 % 80)) })
        let result = try blurred(Nearness(slope), photo: photo)
        for y in 30..<90 {
            for x in 30..<130 {
                let expected = 0.2 + 0.02 * ((Float(y) + 0.5) / 2 - 0.5) + 0.01 * ((Float(x) + 0.5) / 2 - 0.5)
                #expect(abs(1 / result.metres(x, y) - expected) < 1e-4)
            }
        }
    }

    /// A wall before the sky: no pixel of it is sent farther than four times where it was.
    @Test func noPixelMovesFartherThanAllowed() throws {
        let map = try Nearness(ramp(near: 1, far: 0))
        let result = try blurred(map, photo: photo)
        let plain = try GuidedUpsampling(edgeThreshold: 1e6)(map, photo: photo)
        for index in result.values.indices {
            #expect(result.values[index] >= plain.values[index] / 4.001)
            #expect(result.values[index] <= plain.values[index] * 4.001)
        }
        // Nearness fades into the sky's without an end; metres have one.
        #expect(result.metres.values.allSatisfy { $0 >= 1 && $0 <= 10_000 })
    }

    /// Large photos go by way of a smaller picture, and get the same edge.
    @Test func largePhotosGetTheSameEdge() throws {
        let large = photo.resized(width: 640, height: 480)
        let result = try blurred(Nearness(ramp(near: 1, far: 0.4)), photo: large)
        for y in 80..<400 {
            #expect(abs(1 / result.metres(317, y) - 1) < 0.06)
            #expect(abs(1 / result.metres(322, y) - 0.4) < 0.06)
        }
    }
}
