internal import Foundation

/// Clouds as a thin layer of noise, seen from below.
struct CloudLayer {
    private let noise: Noise
    /// Above what noise there is cloud: less is more cloud.
    private let threshold: Float
    private let softness: Float
    private let scale: Float
    private let stretch: Float

    /// - Parameter coverage: Of the sky, 0 to 1.
    init(coverage: Float, _ random: inout SeededGenerator) {
        noise = Noise(&random)
        threshold = 0.75 - 1.3 * coverage
        softness = random.uniform(0.15, 0.6)
        scale = random.logUniform(0.7, 2.5)
        // Streaks, as high clouds have.
        stretch = random.chance(0.3) ? random.uniform(2, 4) : 1
    }

    /// How much cloud lies in a direction above the horizon: 0 is none, 1 hides what is behind.
    func density(_ direction: SIMD3<Float>) -> Float {
        // On a dome rather than a plane, so that the horizon is not infinitely far.
        let height = (direction.y * direction.y + 0.03).squareRoot()
        let place = SIMD2(direction.x / stretch, direction.z) / height * scale
        let field = noise.fractal(SIMD3(place.x, place.y, 0), octaves: 6, gain: 0.52)
        let t = min(max((field - threshold) / softness, 0), 1)
        return t * t * (3 - 2 * t)
    }

    /// Light from a cloud: bright where little lies between it and the sun, grey underneath where it is thick.
    func radiance(
        _ direction: SIMD3<Float>, density: Float, sun: SIMD3<Float>, sunlight: SIMD3<Float>, ambient: SIMD3<Float>
    ) -> SIMD3<Float> {
        let towards = normalize(direction + (sun - direction) * 0.06)
        let shade = self.density(SIMD3(towards.x, max(towards.y, 0.01), towards.z))
        let lit = exp(-1.6 * shade * density)
        let forward = 0.5 * (1 + dot(direction, sun))
        let edge = power(forward, 24) * (1 - density) * 2.5
        return sunlight * (0.08 + 0.2 * lit * (0.6 + 0.4 * forward) + edge * 0.1) + ambient * (0.75 - 0.25 * density)
    }
}
