internal import Foundation

/// Light of a cloudless sky by day, after Preetham, Shirley and Smits, "A Practical Analytic Model for Daylight" (1999).
///
/// Radiance in units in which a white page under a noon sun is near 1: 32 000 cd/m².
struct ClearSky {
    private static let kilocandelas: Float = 32

    let sun: SIMD3<Float>
    let turbidity: Float
    private let zenith: SIMD3<Float>
    private let atZenith: SIMD3<Float>
    private let coefficients: [SIMD3<Float>]

    /// - Parameter sun: Towards it; heights below 2° are taken as 2°, where the model ends.
    init(sun: SIMD3<Float>, turbidity: Float) {
        let height = max(asin(min(max(sun.y, -1), 1)), Float(2).inRadians)
        let flat = normalize(SIMD3(sun.x, 0, sun.z))
        self.sun = flat * height.cosine + [0, height.sine, 0]
        self.turbidity = turbidity
        let t = turbidity
        let polar = .pi / 2 - height
        // Per coefficient A to E: luminance Y and chromaticities x and y.
        coefficients = [
            [0.1787 * t - 1.4630, -0.0193 * t - 0.2592, -0.0167 * t - 0.2608],
            [-0.3554 * t + 0.4275, -0.0665 * t + 0.0008, -0.0950 * t + 0.0092],
            [-0.0227 * t + 5.3251, -0.0004 * t + 0.2125, -0.0079 * t + 0.2102],
            [0.1206 * t - 2.5771, -0.0641 * t - 0.8989, -0.0441 * t - 1.6537],
            [-0.0670 * t + 0.3703, -0.0033 * t + 0.0452, -0.0109 * t + 0.0529],
        ]
        let chi = (4 / 9 - t / 120) * (.pi - 2 * polar)
        let luminance = (4.0453 * t - 4.9710) * tan(chi) - 0.2155 * t + 2.4192
        let p = polar
        func chromaticity(_ rows: [[Float]]) -> Float {
            let cubic = rows.map { (($0[0] * p + $0[1]) * p + $0[2]) * p + $0[3] }
            return (cubic[0] * t + cubic[1]) * t + cubic[2]
        }
        let x = chromaticity([
            [0.00166, -0.00375, 0.00209, 0], [-0.02903, 0.06377, -0.03202, 0.00394],
            [0.11693, -0.21196, 0.06052, 0.25886],
        ])
        let y = chromaticity([
            [0.00275, -0.00610, 0.00317, 0], [-0.04214, 0.08970, -0.04153, 0.00516],
            [0.15346, -0.26756, 0.06670, 0.26688],
        ])
        // Low suns make the formula's luminance vanish or turn negative.
        zenith = [max(luminance, 0.25), x, y]
        atZenith = Self.perez(coefficients, cosine: 1, angle: polar)
    }

    /// Radiance from a direction above the horizon.
    func radiance(_ direction: SIMD3<Float>) -> SIMD3<Float> {
        let angle = acos(min(max(dot(direction, sun), -1), 1))
        let value = zenith * Self.perez(coefficients, cosine: max(direction.y, 0.015), angle: angle) / atZenith
        return Self.linear(luminance: value.x / Self.kilocandelas, x: value.y, y: value.z)
    }

    /// What a surface that faces the sun receives from its disc, after the air took its part.
    var sunIrradiance: SIMD3<Float> {
        // Kasten and Young's air mass.
        let degrees = asin(sun.y) * 180 / .pi
        let mass = 1 / (sun.y + 0.50572 * pow(degrees + 6.07995, -1.6364))
        let beta = max(0.04608 * turbidity - 0.04586, 0.01)
        let wavelengths = SIMD3<Float>(0.61, 0.55, 0.465)
        var result = SIMD3<Float>.zero
        for channel in 0..<3 {
            let l = wavelengths[channel]
            let optical = 0.008735 * pow(l, -4.08) + beta * pow(l, -1.3)
            result[channel] = exp(-optical * mass)
        }
        // 128 klx above the air.
        return result * SIMD3(1.03, 1, 0.97) * (128 / Self.kilocandelas)
    }

    private static func perez(_ c: [SIMD3<Float>], cosine: Float, angle: Float) -> SIMD3<Float> {
        let rise = SIMD3(exp(c[1].x / cosine), exp(c[1].y / cosine), exp(c[1].z / cosine))
        let glow = SIMD3(exp(c[3].x * angle), exp(c[3].y * angle), exp(c[3].z * angle))
        return (1 + c[0] * rise) * (1 + c[2] * glow + c[4] * (angle.cosine * angle.cosine))
    }

    /// CIE xyY to linear sRGB; colours outside its gamut are clipped.
    private static func linear(luminance: Float, x: Float, y: Float) -> SIMD3<Float> {
        let big = luminance * x / y
        let small = luminance * (1 - x - y) / y
        return SIMD3(
            3.2406 * big - 1.5372 * luminance - 0.4986 * small, -0.9689 * big + 1.8758 * luminance + 0.0415 * small,
            0.0557 * big - 0.2040 * luminance + 1.0570 * small
        ).clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 100))
    }
}
