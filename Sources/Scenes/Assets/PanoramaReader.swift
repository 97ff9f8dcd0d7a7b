internal import Foundation
internal import Images

/// Reads equirectangular pictures as skies.
enum PanoramaReader {
    private static let maximumWidth = 1024
    private static let limits = PhotoLimits(maximumPixels: 1 << 26)

    static func read(_ url: URL) throws(ScenesError) -> Sky.Panorama {
        let image: LightImage
        do {
            image = try LightImage(contentsOf: url, limits: limits)
        } catch {
            throw ScenesError(.unreadableAsset, error.message, cause: error)
        }
        guard image.width == image.height * 2, image.width >= 4 else {
            throw ScenesError(
                .unreadableAsset,
                "\(url.relativePath) has \(image.width)×\(image.height) pixels; a panorama is twice as wide as high.")
        }
        let factor = (image.width + maximumWidth - 1) / maximumWidth
        let panorama = reduced(image, by: factor)
        let white = panorama.horizontalIrradiance / .pi
        let brightness = (white.x + white.y + white.z) / 3
        guard brightness.isFinite, brightness > 0 else {
            throw ScenesError(.unreadableAsset, "\(url.relativePath) is black above the horizon and lights nothing.")
        }
        return Sky.Panorama(
            width: panorama.width, height: panorama.height, radiance: panorama.radiance.map { $0 / brightness })
    }

    /// Means of `factor` by `factor` pixels; what is left at the right and below is dropped.
    private static func reduced(_ image: LightImage, by factor: Int) -> Sky.Panorama {
        let (width, height) = (image.width / factor, image.height / factor)
        var radiance: [SIMD3<Float>] = []
        radiance.reserveCapacity(width * height)
        let scale = 1 / Float(factor * factor)
        for row in 0..<height {
            for column in 0..<width {
                var sum = SIMD3<Float>.zero
                for y in row * factor..<(row + 1) * factor {
                    for x in column * factor..<(column + 1) * factor {
                        let first = (y * image.width + x) * 3
                        // A sun is 1e5 times as bright as the sky; more is a defect of the file.
                        sum += SIMD3(image.light[first], image.light[first + 1], image.light[first + 2])
                            .clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 1e6))
                    }
                }
                radiance.append(sum * scale)
            }
        }
        return Sky.Panorama(width: width, height: height, radiance: radiance)
    }
}

extension Sky.Panorama {
    /// What a horizontal surface receives from the upper half.
    var horizontalIrradiance: SIMD3<Float> {
        var sum = SIMD3<Float>.zero
        let rowHeight = Float.pi / Float(height)
        for row in 0..<height / 2 {
            let polar = (Float(row) + 0.5) * rowHeight
            let weight = polar.sine * polar.cosine * rowHeight * (2 * .pi / Float(width))
            for column in 0..<width { sum += radiance[row * width + column] * weight }
        }
        return sum
    }
}
