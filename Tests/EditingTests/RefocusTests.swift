import Editing
import Foundation
import Images
import Scenes
import Testing

@Suite struct RefocusTests {
    private static let camera = Intrinsics(focalLength: 100, width: 96, height: 64)

    /// A picture and its depth, pixel by pixel.
    private static func scene(
        _ body: (Int, Int) -> (RGBColor, Float)
    ) throws -> (RGBImage, Nearness) {
        var image = RGBImage(width: 96, height: 64, filledWith: RGBColor(red: 0, green: 0, blue: 0))
        var depth = [Float](repeating: 0, count: 96 * 64)
        for y in 0..<64 {
            for x in 0..<96 { (image[x, y], depth[y * 96 + x]) = body(x, y) }
        }
        return (image, try Nearness(FloatRaster(width: 96, height: 64, values: depth)))
    }

    private static let grey = RGBColor(red: 90, green: 120, blue: 150)

    /// 50 mm at f/2 focused at 2 m: of a point at 4 m, f²/N·(z − s)/(z·(s − f)) = 0.3205 mm is on the sensor, by hand.
    @Test func blurIsThatOfTheLens() {
        let lens = ThinLens(focusDistance: 2, fNumber: 2, focalLength: 50)
        // The image lies at s·f/(s − f) = 51.282 mm, so that a sensor of 36 mm has the pinhole's focal length in pixels.
        let intrinsics = Intrinsics(focalLength: 51.282051 / 36 * 4000, width: 4000, height: 3000)
        #expect(abs(lens.blurDiameter(at: 4, intrinsics) - 0.320513 / 36 * 4000) < 1e-3)
        #expect(lens.blurDiameter(at: 2, intrinsics) == 0)
        let full = Intrinsics(focalLength: 4000, width: 6000, height: 4000)
        #expect(ThinLens.focalLength(of: full, width: 6000, sensorWidth: 36) == 24)
    }

    @Test func whatIsInFocusStaysAsItIs() throws {
        let (image, nearness) = try Self.scene { x, y in
            (RGBColor(red: UInt8(x * 2), green: UInt8(y * 3), blue: UInt8((x * y) % 256)), 2)
        }
        let lens = ThinLens(focusDistance: 2, apertureDiameter: 0.2)
        #expect(try Refocus(lens: lens)(image, nearness: nearness, intrinsics: Self.camera) == image)
    }

    /// Neither edges of depth, nor borders, nor slopes make an even colour lighter or darker.
    @Test(arguments: ApertureShape.allCases) func evenColorStaysEven(_ shape: ApertureShape) throws {
        let (image, nearness) = try Self.scene { x, y in
            (Self.grey, x < 30 ? 1 : x < 60 ? 6 : 2 + Float(y) * 0.05)
        }
        let lens = ThinLens(focusDistance: 3, apertureDiameter: 0.2)
        let result = try Refocus(lens: lens, aperture: shape)(image, nearness: nearness, intrinsics: Self.camera)
        // Rounding of sums.
        for (a, b) in zip(result.pixels, image.pixels) { #expect(abs(Int(a) - Int(b)) <= 1) }
    }

    /// A red thing in focus before a blurred wall: nothing red beside it, and itself as it was.
    @Test func sharpThingsDoNotBleed() throws {
        let red = RGBColor(red: 250, green: 0, blue: 0)
        let (image, nearness) = try Self.scene { x, _ in x < 40 ? (red, 1) : (Self.grey, 8) }
        let lens = ThinLens(focusDistance: 1, apertureDiameter: 0.15)
        let result = try Refocus(lens: lens)(image, nearness: nearness, intrinsics: Self.camera)
        for y in 8..<56 {
            for x in 0..<40 { #expect(result[x, y] == red) }
            for x in 40..<96 { #expect(abs(Int(result[x, y].red) - 90) <= 1) }
        }
    }

    /// A blurred thing before a sharp wall lies over it half transparent, to both sides of its edge alike.
    @Test func nearBlurIsHalfTransparent() throws {
        let white = RGBColor(red: 255, green: 255, blue: 255)
        let black = RGBColor(red: 0, green: 0, blue: 0)
        let (image, nearness) = try Self.scene { x, _ in x < 48 ? (white, 1) : (black, 4) }
        // A diameter of 15 pixels.
        let lens = ThinLens(focusDistance: 4, apertureDiameter: 0.2)
        let result = try Refocus(lens: lens)(image, nearness: nearness, intrinsics: Self.camera)
        let light = (0..<96).map { Double(SRGBTransfer.light[Int(result[$0, 32].red)]) }
        for offset in 1...9 {
            // The share of a disc of radius 7.5 on one side of a line.
            let place = min(Double(offset) - 0.5, 7.5) / 7.5
            let share = 0.5 - (place * (1 - place * place).squareRoot() + asin(place)) / .pi
            #expect(abs(light[47 + offset] - share) < 0.03)
            #expect(abs(light[48 - offset] - (1 - share)) < 0.03)
        }
    }

    @Test func spotsBecomeDiscs() throws {
        let black = RGBColor(red: 0, green: 0, blue: 0)
        let white = RGBColor(red: 255, green: 255, blue: 255)
        let (image, nearness) = try Self.scene { x, y in (abs(x - 48) < 2 && abs(y - 32) < 2 ? white : black, 8) }
        // A diameter of 21 pixels.
        let lens = ThinLens(focusDistance: 1, apertureDiameter: 0.24)
        for shape in ApertureShape.allCases {
            let result = try Refocus(lens: lens, aperture: shape, highlights: 20)(
                image, nearness: nearness, intrinsics: Self.camera)
            let lit = (0..<96 * 64).filter { result.pixels[3 * $0] > 60 }.count
            // The spot widens the disc by about a pixel to each side.
            #expect(abs(Double(lit) - .pi * 11.2 * 11.2) < 80, "\(shape)")
            let middle = SRGBTransfer.light[Int(result[48, 32].red)]
            #expect(abs(middle - 9 * 21 / (.pi * 10.5 * 10.5)) < 0.06, "\(shape)")
        }
    }

    @Test func strayCallsStop() throws {
        let (image, nearness) = try Self.scene { x, _ in (Self.grey, x < 48 ? 1 : 8) }
        let refocus = Refocus(lens: ThinLens(focusDistance: 1, apertureDiameter: 0.2))
        #expect(throws: EditingError.self) {
            try refocus(image, nearness: nearness, intrinsics: Self.camera, report: WorkReport { _ in false })
        }
    }

    @Test func isNearerToTheRayTracedLensThanPlainBlur() throws {
        let scene = try ThinLensScene(.tabletop, seed: 1, radius: 6, focusQuantile: 0.3, width: 192, height: 144)
        let ours = try Refocus(lens: scene.lens)(
            scene.sharp, nearness: Nearness(scene.depth), intrinsics: scene.intrinsics)
        let figure = ThinLensScene.psnr(ours, scene.blurred)
        #expect(figure > ThinLensScene.psnr(scene.naive(), scene.blurred) + 1)
        #expect(figure > ThinLensScene.psnr(scene.sharp, scene.blurred) + 3)
    }
}
