internal import Foundation
internal import Images

/// Lays a photograph onto a panorama; what it does not show has the colours of its edges, as light needs some.
enum PhotoPanorama {
    /// 256 pixels in 45°, as fine as most pictures that are taken of it; of photographs of narrower views, twice as fine.
    private static let width = 2048
    private static let narrow: Float = 45
    private static let limits = PhotoLimits(maximumPixels: 1 << 26)

    /// A photograph's mean, where a white page is near 1.
    private static let mean: Float = 0.4

    /// - Returns: The panorama, and where the photograph lies on it.
    static func read(
        _ url: URL, _ lens: PanoramaLayout.Lens
    ) throws(ScenesError) -> (Sky.Panorama, PhotoFrame) {
        let image: LightImage
        do {
            image = try LightImage(contentsOf: url, limits: limits)
        } catch {
            throw ScenesError(.unreadableAsset, error.message, cause: error)
        }
        let frame = PhotoFrame(lens, width: image.width, height: image.height)
        // Photographs do not tell how bright it was: their mean becomes that of most things by day.
        let mean = (0..<image.height).reduce(SIMD3<Float>.zero) { $0 + image.mean(row: $1) } / Float(image.height)
        let brightness = max((mean.x + mean.y + mean.z) / 3, 1e-3)
        let above = image.mean(row: 0)
        let below = image.mean(row: image.height - 1)
        let width = lens.fieldOfView < narrow ? 2 * Self.width : Self.width
        let height = width / 2
        var radiance: [SIMD3<Float>] = []
        radiance.reserveCapacity(width * height)
        for row in 0..<height {
            for column in 0..<width {
                let direction = Sky.Panorama.direction(
                    at: SIMD2((Float(column) + 0.5) / Float(width), (Float(row) + 0.5) / Float(height)))
                let around = mix(below, above, direction.y * 0.5 + 0.5)
                let light = frame.place(of: direction).map { image.light(at: $0) } ?? around
                radiance.append(light * (Self.mean / brightness))
            }
        }
        return (Sky.Panorama(width: width, height: height, radiance: radiance), frame)
    }
}

extension LightImage {
    fileprivate func pixel(_ column: Int, _ row: Int) -> SIMD3<Float> {
        let index = 3 * (min(max(row, 0), height - 1) * width + min(max(column, 0), width - 1))
        return [light[index], light[index + 1], light[index + 2]]
    }

    fileprivate func mean(row: Int) -> SIMD3<Float> {
        (0..<width).reduce(SIMD3<Float>.zero) { $0 + pixel($1, row) } / Float(width)
    }

    /// Between four pixels.
    fileprivate func light(at place: SIMD2<Float>) -> SIMD3<Float> {
        let x = max(place.x - 0.5, 0)
        let y = max(place.y - 0.5, 0)
        let (column, row) = (Int(x), Int(y))
        let upper = mix(pixel(column, row), pixel(column + 1, row), x - Float(column))
        let lower = mix(pixel(column, row + 1), pixel(column + 1, row + 1), x - Float(column))
        return mix(upper, lower, y - Float(row))
    }
}
