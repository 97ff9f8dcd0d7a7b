public import Images
internal import Foundation

/// Turns light on a film into a photograph.
public struct SensorModel: Sendable {
    /// Makes a sensor.
    public init() {}

    /// Develops a picture.
    public func photograph(_ rendering: Rendering) -> RGBImage {
        var levels = rendering.radiance.map { luminance($0) }.sorted()
        if levels.isEmpty { levels = [1] }
        let middle = max(levels[levels.count / 2], levels[levels.count * 9 / 10] * 0.2, 1e-6)
        let exposure = 0.22 / middle
        var pixels = [UInt8](repeating: 0, count: rendering.width * rendering.height * 3)
        for (index, light) in rendering.radiance.enumerated() {
            for channel in 0..<3 {
                let x = max(light[channel] * exposure, 0)
                let toned = (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)
                let value = toned <= 0.0031308 ? toned * 12.92 : 1.055 * power(toned, 1 / 2.4) - 0.055
                pixels[index * 3 + channel] = UInt8(min(max(value * 255, 0), 255).rounded())
            }
        }
        return RGBImage(width: rendering.width, height: rendering.height, pixels: pixels)
    }
}
