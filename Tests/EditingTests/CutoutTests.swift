import Editing
import Foundation
import Images
import Scenes
import Testing

@Suite struct CutoutTests {
    /// A disc of one colour over another with known shares at its edge: shares and colour are found again.
    @Test func sharesAndColorsAreFound() throws {
        let (front, back) = (SIMD3<Float>(0.6, 0.1, 0.05), SIMD3<Float>(0.05, 0.2, 0.5))
        var image = RGBImage(width: 80, height: 80, filledWith: RGBColor(red: 0, green: 0, blue: 0))
        var depth = [Float](repeating: 5, count: 6400)
        var shares = [Float](repeating: 0, count: 6400)
        for y in 0..<80 {
            for x in 0..<80 {
                let distance = (pow(Float(x) - 39.5, 2) + pow(Float(y) - 39.5, 2)).squareRoot()
                let share = min(max((24 - distance) / 6 + 0.5, 0), 1)
                let color = front * share + back * (1 - share)
                let bytes = (0..<3).map { SRGBTransfer.table[SRGBTransfer.index(color[$0])] }
                image[x, y] = RGBColor(red: bytes[0], green: bytes[1], blue: bytes[2])
                shares[y * 80 + x] = share
                if distance < 24 { depth[y * 80 + x] = 1 }
            }
        }
        let nearness = try Nearness(FloatRaster(width: 80, height: 80, values: depth))
        let result = try Cutout(far: 2, band: 6)(image, nearness: nearness)
        for index in 0..<6400 {
            // A pixel that is five sixths of one surface is taken for all of it.
            #expect(abs(result.matte.values[index] - shares[index]) < 0.18)
            guard shares[index] > 0.1 else { continue }
            for channel in 0..<3 {
                let light = SRGBTransfer.light[Int(result.foreground.pixels[3 * index + channel])]
                #expect(abs(light - front[channel]) < 0.1)
            }
        }
    }

    /// A floor fades at the limit, without any edge to be found.
    @Test func continuousSurfacesFade() throws {
        let image = RGBImage(width: 20, height: 100, filledWith: RGBColor(red: 90, green: 80, blue: 70))
        let depth = FloatRaster(width: 20, height: 100, values: (0..<2000).map { 1 + 0.04 * Float($0 / 20) })
        let result = try Cutout(far: 3, feather: 0.1)(image, nearness: Nearness(depth))
        let column = (0..<100).map { result.matte.values[$0 * 20 + 7] }
        #expect(column[40] == 1 && column[60] == 0)
        #expect(abs(column[50] - 0.5) < 0.02)
        #expect(zip(column, column.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(throws: EditingError.self) { try Cutout(far: 0.5)(image, nearness: Nearness(depth)) }
    }

    @Test func softEdgesAreNearerToTheTruthThanHardOnes() throws {
        let scene = try MatteScene(.tabletop, seed: 2, hairs: 0, width: 192, height: 144)
        let result = try Cutout(far: scene.limit)(scene.photo, nearness: Nearness(scene.depth))
        let (ours, hard) = (scene.errors(result.matte.values), scene.errors(scene.threshold))
        #expect(ours.sad < hard.sad)
        #expect(ours.mse < 0.8 * hard.mse)
    }

    @Test func backdropsCoverTheWholePhoto() throws {
        let image = RGBImage(width: 40, height: 20, filledWith: RGBColor(red: 10, green: 20, blue: 30))
        let depth = FloatRaster(width: 40, height: 20, values: (0..<800).map { $0 % 40 < 20 ? 1 : 5 })
        let result = try Cutout(far: 2, band: 2)(image, nearness: Nearness(depth))
        let white = result.composed(over: .color(RGBColor(red: 255, green: 255, blue: 255)))
        #expect(white[3, 10] == image[3, 10])
        #expect(white[36, 10] == RGBColor(red: 255, green: 255, blue: 255))
        let tall = RGBImage(width: 10, height: 90, filledWith: RGBColor(red: 7, green: 8, blue: 9))
        #expect(result.composed(over: .picture(tall))[36, 10] == RGBColor(red: 7, green: 8, blue: 9))
    }
}
