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
        let full = Sky.Panorama(
            width: image.width, height: image.height,
            radiance: (0..<image.width * image.height).map { index in
                // A sun is 1e5 times as bright as the sky; more is a defect of the file.
                SIMD3(image.light[3 * index], image.light[3 * index + 1], image.light[3 * index + 2])
                    .clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 1e6))
            })
        let panorama = full.reduced(columns: min(image.width, maximumWidth))
        let white = panorama.horizontalIrradiance / .pi
        let brightness = (white.x + white.y + white.z) / 3
        guard brightness.isFinite, brightness > 0 else {
            throw ScenesError(.unreadableAsset, "\(url.relativePath) is black above the horizon and lights nothing.")
        }
        return Sky.Panorama(
            width: panorama.width, height: panorama.height, radiance: panorama.radiance.map { $0 / brightness })
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
