import Foundation
public import Images

extension Haze {
    /// The haze in a photo.
    ///
    /// The air's light is the mean of the hundredth of the pixels that is farthest. Its extinction is what the darkest
    /// things tell: without haze every neighbourhood has something nearly black in one channel (He, Sun and Tang, 2009), so
    /// that at a distance d the darkest twentieth of such values is A·(1 − exp(−β·d)). β is the median over distances.
    ///
    /// - Returns: `nil` where everything is at one distance, or nothing is hazy.
    public static func estimate(in photo: RGBImage, nearness: Nearness, intrinsics: Intrinsics) -> Haze? {
        let step = max(1, Int((Double(photo.width * photo.height) / 250_000).squareRoot()))
        var samples: [(distance: Float, color: SIMD3<Float>)] = []
        let light = LinearLight()
        light.reading(photo) { light in
            for row in stride(from: step / 2, to: photo.height, by: step) {
                for column in stride(from: step / 2, to: photo.width, by: step) {
                    let index = row * photo.width + column
                    let color = light[index]
                    samples.append(
                        (stretch(column, row, intrinsics) / nearness.values[index], SIMD3(color.x, color.y, color.z)))
                }
            }
        }
        samples.sort { $0.distance < $1.distance }
        let farthest = samples.suffix(max(samples.count / 100, 20))
        var air = farthest.reduce(SIMD3<Float>.zero) { $0 + $1.color } / Float(farthest.count)
        air = air.clamped(lowerBound: SIMD3(repeating: 0.02), upperBound: SIMD3(repeating: 1))
        // The sky says nothing of how fast light is lost.
        let seen = samples.filter { $0.distance.isFinite }
        guard let extinction = extinction(seen, air) else { return nil }
        return Haze(extinction: extinction, airlight: air)
    }

    private static func extinction(_ samples: [(distance: Float, color: SIMD3<Float>)], _ air: SIMD3<Float>) -> Double?
    {
        let bins = 24
        guard samples.count >= bins * 20 else { return nil }
        var found: [Double] = []
        for bin in 0..<bins {
            let range = samples[samples.count * bin / bins..<samples.count * (bin + 1) / bins]
            let dark = range.map { sample in (sample.color / air).min() }.sorted()
            let share = min(dark[dark.count / 20], 0.95)
            let distance = range[range.startIndex + range.count / 2].distance
            if share > 0.01 { found.append(-Double(log(1 - share)) / Double(distance)) }
        }
        guard found.count >= bins / 3 else { return nil }
        return found.sorted()[found.count / 2]
    }
}
