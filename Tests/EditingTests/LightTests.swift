import Editing
import Foundation
import Images
import Testing

@Suite struct LightTests {
    private static let camera = Intrinsics(focalLength: 80, width: 64, height: 48)

    private static func picture(_ body: (Int, Int) -> RGBColor) -> RGBImage {
        var image = RGBImage(width: 64, height: 48, filledWith: RGBColor(red: 0, green: 0, blue: 0))
        for y in 0..<48 { for x in 0..<64 { image[x, y] = body(x, y) } }
        return image
    }

    private static func nearness(_ body: (Int, Int) -> Float) throws -> Nearness {
        try Nearness(
            FloatRaster(
                width: 64, height: 48, values: (0..<64 * 48).map { body($0 % 64, $0 / 64) }))
    }

    private static func light(_ image: RGBImage, _ x: Int, _ y: Int) -> Double {
        Double(SRGBTransfer.light[Int(image[x, y].green)])
    }

    // MARK: Haze

    @Test func fogIsExtinction() throws {
        let image = Self.picture { _, _ in RGBColor(red: 20, green: 20, blue: 20) }
        let nearness = try Self.nearness { x, _ in x < 32 ? 10 : .infinity }
        let haze = Haze(visibility: 50, airlight: [0.6, 0.6, 0.6])
        let result = try haze.added(to: image, nearness: nearness, intrinsics: Self.camera)
        // At 50 m a twentieth is left: at 10 m, times the ray's 1.0055, exp(-2.9957·10.055/50).
        let stretch = (1 + pow((23.5 - 32) / 80, 2) + pow(0.5 / 80, 2)).squareRoot()
        let left = exp(-2.995732 * 10 * stretch / 50)
        let expected = 0.6 + (Double(SRGBTransfer.light[20]) - 0.6) * left
        // Half a step of 8 bits there is 0.004 of light.
        #expect(abs(Self.light(result, 23, 24) - expected) < 0.004)
        #expect(abs(Self.light(result, 50, 24) - 0.6) < 0.004)
    }

    @Test func hazeIsFoundAndTakenAway() throws {
        // Dark and bright things at distances from 2 to 130 m, and sky.
        let image = Self.picture { x, y in
            (x + 3 * y) % 7 == 0
                ? RGBColor(red: 2, green: 1, blue: 3) : RGBColor(red: 150, green: 90, blue: UInt8(60 + x))
        }
        let nearness = try Self.nearness { x, y in y < 4 ? .infinity : 2 + 128 * Float(47 - y) / 43 + Float(x) * 0.01 }
        let haze = Haze(visibility: 200, airlight: [0.7, 0.75, 0.8])
        let hazy = try haze.added(to: image, nearness: nearness, intrinsics: Self.camera)
        let found = try #require(Haze.estimate(in: hazy, nearness: nearness, intrinsics: Self.camera))
        // The darkest are not quite black, which looks like a little more haze.
        #expect(abs(found.extinction / haze.extinction - 1) < 0.15)
        for channel in 0..<3 { #expect(abs(found.airlight[channel] - haze.airlight[channel]) < 0.02) }
        let clear = try haze.removed(from: hazy, nearness: nearness, intrinsics: Self.camera)
        for y in 10..<48 {
            for x in 0..<64 {
                // Fog spreads 8 bits over less light: errors of rounding grow by what was lost, sixfold at most here.
                #expect(abs(Self.light(clear, x, y) - Self.light(image, x, y)) < 0.03)
            }
        }
    }

    // MARK: Grade

    @Test func gradeKeepsToItsDistances() throws {
        let image = Self.picture { _, _ in RGBColor(red: 200, green: 100, blue: 50) }
        let nearness = try Self.nearness { x, _ in x < 20 ? 1 : x < 40 ? 5 : .infinity }
        let grade = DepthGrade(near: 4, saturation: 0)
        let result = try grade(image, nearness: nearness)
        #expect(result[5, 5] == image[5, 5])
        for x in [30, 50] {
            let color = result[x, 20]
            #expect(color.red == color.green && color.green == color.blue)
        }
        #expect(grade.weight(at: 4) == 1 && grade.weight(at: 3) == 0)
        let brighter = try DepthGrade(far: 2, exposure: 1)(image, nearness: nearness)
        #expect(abs(Self.light(brighter, 5, 5) / Self.light(image, 5, 5) - 2) < 0.03)
        #expect(brighter[30, 5] == image[30, 5])
    }

    // MARK: Relight

    /// Lambert's law on a wall that is seen at a slant, worked out for each pixel.
    @Test func lampLightsAPlane() throws {
        let normal = SIMD3<Double>(0.5, -0.2, -1) / (1.29 as Double).squareRoot()
        func place(_ x: Int, _ y: Int) -> SIMD3<Double> {
            let ray = SIMD3((Double(x) + 0.5 - 32) / 80, (Double(y) + 0.5 - 24) / 80, 1)
            return ray * ((normal * SIMD3(0, 0, 2)).sum() / (normal * ray).sum())
        }
        let nearness = try Self.nearness { x, y in Float(place(x, y).z) }
        let image = Self.picture { _, _ in RGBColor(red: 60, green: 60, blue: 60) }
        let lamp = SIMD3(0.3, -0.4, 0.9)
        let relight = Relight(position: lamp, intensity: 2, ambient: 0.25, castsShadows: true)
        let result = try relight(image, nearness: nearness, intrinsics: Self.camera)
        for y in stride(from: 4, to: 44, by: 5) {
            for x in stride(from: 4, to: 60, by: 5) {
                let towards = lamp - place(x, y)
                let squared = (towards * towards).sum()
                let cosine = max((towards * normal).sum() / squared.squareRoot(), 0)
                let expected = Double(SRGBTransfer.light[60]) * (0.25 + 2 * cosine / squared)
                // A step of 8 bits at this brightness, and a half.
                #expect(abs(Self.light(result, x, y) - expected) < 0.006)
            }
        }
    }

    @Test func thingsCastShadows() throws {
        // A post at 1 m before a wall at 2 m, the lamp to the left of it at the post's distance.
        let nearness = try Self.nearness { x, _ in (30..<34).contains(x) ? 1 : 1.2 }
        let image = Self.picture { _, _ in RGBColor(red: 60, green: 60, blue: 60) }
        var relight = Relight(position: [-0.35, 0, 0.95], intensity: 2, ambient: 0.2)
        let shaded = try relight(image, nearness: nearness, intrinsics: Self.camera)
        relight.castsShadows = false
        let open = try relight(image, nearness: nearness, intrinsics: Self.camera)
        #expect(Self.light(shaded, 37, 24) < 0.5 * Self.light(open, 37, 24))
        #expect(Self.light(shaded, 10, 24) == Self.light(open, 10, 24))
    }
}
