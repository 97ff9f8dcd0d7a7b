import Editing
import Foundation
import Images
import Testing

@Suite struct NearnessTests {
    @Test func holesAreFilledFromBeside() throws {
        let nan = Float.nan
        let depth: [Float] = [
            0, 0, 0, 0,
            2, nan, -1, 5,
            0, 3, .infinity, 1e4,
        ]
        let nearness = try Nearness(FloatRaster(width: 4, height: 3, values: depth))
        // Of two neighbours the farther; rows without depth repeat the next.
        #expect((0..<4).map { nearness.metres($0, 1) } == [2, 5, 5, 5])
        #expect((0..<4).map { nearness.metres($0, 0) } == [2, 5, 5, 5])
        #expect((0..<4).map { nearness.metres($0, 2) } == [3, 3, .infinity, .infinity])
        #expect(throws: EditingError.self) {
            try Nearness(FloatRaster(width: 2, height: 1, values: [0, .nan]))
        }
    }

    /// Arbitrary floats neither trap nor leave anything that is no number.
    @Test func anythingIsTaken() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let (width, height) = (Int.random(in: 1...9), Int.random(in: 1...9))
            let values = (0..<width * height).map { _ in
                Float(bitPattern: UInt32.random(in: 0...(.max), using: &random))
            }
            guard let nearness = try? Nearness(FloatRaster(width: width, height: height, values: values)) else {
                continue
            }
            for y in 0..<height { for x in 0..<width { #expect(nearness.metres(x, y) > 0) } }
        }
    }

    /// From a quarter of the size, the edge comes to lie where the photo has it, and nothing floats between.
    @Test func upsamplingFollowsThePhoto() throws {
        func isNear(_ x: Int, _ y: Int) -> Bool { x * 3 + y < 150 }
        var photo = RGBImage(width: 96, height: 64, filledWith: RGBColor(red: 40, green: 60, blue: 80))
        for y in 0..<64 {
            for x in 0..<96 where isNear(x, y) { photo[x, y] = RGBColor(red: 200, green: 150, blue: 90) }
        }
        let depth = FloatRaster(
            width: 24, height: 16,
            values: (0..<24 * 16).map { isNear($0 % 24 * 4 + 2, $0 / 24 * 4 + 2) ? 1 : 4 })
        let result = try GuidedUpsampling()(Nearness(depth), photo: photo)
        var wrong = 0
        for y in 0..<64 {
            for x in 0..<96 {
                let metres = result.metres(x, y)
                #expect(abs(metres - 1) < 0.01 || abs(metres - 4) < 0.01)
                if (metres < 2) != isNear(x, y) { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test func smoothDepthIsInterpolated() throws {
        let photo = RGBImage(width: 80, height: 60, filledWith: RGBColor(red: 90, green: 90, blue: 90))
        // A plane: its nearness is affine.
        let depth = FloatRaster(
            width: 20, height: 15, values: (0..<300).map { 1 / (0.3 + 0.002 * Float($0 % 20) + 0.001 * Float($0 / 20)) }
        )
        let result = try GuidedUpsampling()(Nearness(depth), photo: photo)
        for y in 4..<56 {
            for x in 4..<76 {
                let expected = 0.3 + 0.002 * ((Float(x) + 0.5) / 4 - 0.5) + 0.001 * ((Float(y) + 0.5) / 4 - 0.5)
                #expect(abs(1 / result.metres(x, y) - expected) < 1e-5)
            }
        }
    }
}
