import Images
import Scenes
import Testing

@Suite struct SensorTests {
    private func rendering(_ level: Float) -> Rendering {
        let ramp = (0..<64 * 64).map { SIMD3(repeating: level * (0.2 + Float($0 % 64) / 40)) }
        return Rendering(
            width: 64, height: 64, radiance: ramp,
            depth: FloatRaster(width: 64, height: 64, values: [Float](repeating: 1, count: 64 * 64)),
            normals: [], ids: [], rayCount: 0)
    }

    private func mean(_ image: RGBImage) -> Double {
        image.pixels.reduce(0) { $0 + Double($1) } / Double(image.pixels.count)
    }

    @Test func exposureFindsTheMiddleOfAnyLight() throws {
        var sensor = SensorModel()
        sensor.seed = 1
        for level in [0.003, 0.3, 30] as [Float] {
            let photo = try sensor.photograph(rendering(level), focalLength: 60)
            #expect((80...170).contains(mean(photo.image)))
        }
    }

    @Test func errorOfTheMeterIsInStops() throws {
        var sensor = SensorModel()
        let even = mean(try sensor.photograph(rendering(1), focalLength: 60).image)
        sensor.exposureError = -1
        #expect(mean(try sensor.photograph(rendering(1), focalLength: 60).image) < even - 25)
        sensor.exposureError = 1
        #expect(mean(try sensor.photograph(rendering(1), focalLength: 60).image) > even + 25)
    }

    @Test func noiseFollowsTheElectronsAndTheSeed() throws {
        var sensor = SensorModel()
        sensor.quality = 100
        sensor.sharpening = 0
        func roughness(_ image: RGBImage) -> Double {
            // Columns are even, so rows differ by noise only.
            var sum = 0.0
            for y in 1..<64 {
                for x in 0..<64 { sum += abs(Double(image[x, y].green) - Double(image[x, y - 1].green)) }
            }
            return sum
        }
        sensor.electrons = 100_000
        let clean = try sensor.photograph(rendering(1), focalLength: 60)
        sensor.electrons = 300
        let noisy = try sensor.photograph(rendering(1), focalLength: 60)
        #expect(roughness(noisy.image) > 4 * roughness(clean.image))
        #expect(try sensor.photograph(rendering(1), focalLength: 60).jpeg == noisy.jpeg)
        sensor.seed = 2
        #expect(try sensor.photograph(rendering(1), focalLength: 60).jpeg != noisy.jpeg)
    }

    @Test func exifHoldsTheFocalLength() throws {
        let photo = try SensorModel().photograph(rendering(1), focalLength: 60)
        let decoded = try Photo(data: photo.jpeg)
        #expect(decoded.image == photo.image)
        // 60 pixels of a diagonal of 90.5, on one of 43.27 mm.
        #expect(decoded.camera.focalLengthIn35mmFilm == 29)
        #expect(decoded.camera.make == "Depth Pro for Swift")
    }
}
