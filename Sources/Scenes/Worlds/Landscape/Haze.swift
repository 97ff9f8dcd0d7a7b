internal import Foundation

/// Air between the eye and distant things: it takes away their light and adds the horizon's.
///
/// The renderer knows no air, so that surfaces are given less reflectance and some light of their own, in bands of
/// distance from the origin.
struct Haze {
    /// Where the bands end, in metres.
    static let bands: [Float] = [150, 260, 450, 780, 1300, 2200, 3700, 6300, 11_000, 40_000]

    private let visibility: Float
    private let light: SIMD3<Float>

    /// - Parameter visibility: Metres at which 1/e of the light of things is left.
    init(visibility: Float, sky: Sky) {
        self.visibility = visibility
        let panorama = sky.panorama
        let row = panorama.height / 2 - 1
        let sum = (0..<panorama.width).reduce(SIMD3<Float>.zero) { $0 + panorama.radiance[row * panorama.width + $1] }
        light = sum / Float(panorama.width) * sky.intensity * 0.9
    }

    /// The band that a distance falls in.
    static func band(_ distance: Float) -> Int { bands.firstIndex { distance < $0 } ?? bands.count - 1 }

    /// A material as it looks in the middle of a band.
    func seen(_ material: Material, band: Int) -> Material {
        let far = Self.bands[band]
        let near = band > 0 ? Self.bands[band - 1] : 0
        let clear = exp(-(near + far) / 2 / visibility)
        var seen = material
        seen.baseColor *= clear
        seen.emission = material.emission * clear + light * (1 - clear)
        return seen
    }
}
