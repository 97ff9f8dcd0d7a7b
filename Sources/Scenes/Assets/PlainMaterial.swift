/// Materials for meshes whose own were lost: muted paint, wood tones, cloth, plastic, now and then metal.
enum PlainMaterial {
    static func random(_ random: inout SeededGenerator) -> Material {
        switch random.unit() {
        case ..<0.3:
            let grey = random.logUniform(0.04, 0.8)
            return Material(baseColor: tinted(grey, &random, saturation: 0.1), roughness: random.uniform(0.3, 0.9))
        case ..<0.5:
            let brown = mix([0.08, 0.04, 0.02], [0.55, 0.36, 0.2], random.unit())
            return Material(baseColor: brown, roughness: random.uniform(0.35, 0.8))
        case ..<0.9:
            let bright = random.logUniform(0.06, 0.5)
            return Material(baseColor: tinted(bright, &random, saturation: 0.6), roughness: random.uniform(0.2, 0.95))
        default:
            return Material(
                baseColor: tinted(random.uniform(0.45, 0.85), &random, saturation: 0.08),
                roughness: random.uniform(0.1, 0.5), metallic: 1)
        }
    }

    /// A colour of about the given brightness.
    static func tinted(_ brightness: Float, _ random: inout SeededGenerator, saturation: Float) -> SIMD3<Float> {
        let tint = SIMD3(random.unit(), random.unit(), random.unit())
        let color = brightness * (SIMD3<Float>.one + (tint - (tint.x + tint.y + tint.z) / 3) * 2 * saturation)
        return color.clamped(lowerBound: [0.01, 0.01, 0.01], upperBound: [0.9, 0.9, 0.9])
    }
}
