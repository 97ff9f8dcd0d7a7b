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
            // Depth says that all or nothing is kept, which leaves a little of it.
            #expect(abs(result.matte.values[index] - shares[index]) < 0.05)
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

    /// By every measure, of every kind of thing.
    @Test(arguments: MatteSubject.allCases) func softEdgesAreNearerToTheTruthThanHardOnes(
        _ subject: MatteSubject
    ) throws {
        let scene = try MatteScene(.tabletop, seed: 2, subject: subject, width: 144, height: 108)
        let nearness = try Nearness(scene.depth)
        let soft = try Cutout(far: scene.limit)(scene.photo, nearness: nearness)
        let hard = try Cutout(far: scene.limit, feather: 0, band: 0)(scene.photo, nearness: nearness)
        let (ours, other) = (scene.errors(soft.matte.values), scene.errors(hard.matte.values))
        // On photos drawn with known shares: 0.6, 0.3 and 0.7 of the hard cut's errors at the worst.
        #expect(ours.sad < 0.8 * other.sad)
        #expect(ours.mse < 0.5 * other.mse)
        #expect(ours.gradient < 0.9 * other.gradient)
    }

    /// Two surfaces of one colour: light tells nothing, and depth alone decides.
    @Test func whereColorsAreAlikeDepthDecides() throws {
        let image = RGBImage(width: 60, height: 40, filledWith: RGBColor(red: 90, green: 80, blue: 70))
        let depth = FloatRaster(width: 60, height: 40, values: (0..<2400).map { $0 % 60 < 30 ? 1 : 5 })
        let result = try Cutout(far: 2)(image, nearness: Nearness(depth))
        for row in 0..<40 {
            for column in 0..<60 {
                let share = result.matte.values[row * 60 + column]
                // A Gaussian of half a pixel leaves a tenth beyond an edge between pixels.
                #expect(abs(share - (column < 30 ? 1 : 0)) <= ((28...31).contains(column) ? 0.13 : 0))
            }
        }
    }

    /// What was not measured is no foreground, even where the nearest depth is; a hole within a near thing is.
    @Test func holesAtTheRimAreNotKept() throws {
        let image = RGBImage(width: 40, height: 30, filledWith: RGBColor(red: 90, green: 80, blue: 70))
        let values = (0..<1200).map { index -> Float in
            let (x, y) = (index % 40, index / 40)
            if x < 6 || y < 4 { return 0 }
            return (18..<22).contains(x) && (14..<18).contains(y) ? .nan : 1
        }
        let depth = FloatRaster(width: 40, height: 30, values: values)
        let result = try Cutout(far: 2)(image, nearness: Nearness(depth))
        #expect(result.matte.values[15 * 40 + 2] == 0 && result.matte.values[1 * 40 + 30] == 0)
        #expect(result.matte.values[15 * 40 + 20] == 1 && result.matte.values[25 * 40 + 35] == 1)
        let large = RGBImage(width: 80, height: 60, filledWith: RGBColor(red: 90, green: 80, blue: 70))
        let finer = try Cutout(far: 2)(large, nearness: GuidedUpsampling()(Nearness(depth), photo: large))
        #expect(finer.matte.values[30 * 80 + 4] == 0 && finer.matte.values[30 * 80 + 40] == 1)
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
