/// Colours as they are chosen for homes, cloth and print.
package enum Palette {
    /// Linear from sRGB.
    package static func linear(_ srgb: SIMD3<Float>) -> SIMD3<Float> {
        func decode(_ c: Float) -> Float { c <= 0.04045 ? c / 12.92 : power((c + 0.055) / 1.055, 2.4) }
        return [decode(srgb.x), decode(srgb.y), decode(srgb.z)]
    }

    /// sRGB from hue (0 to 1), saturation and value.
    package static func hsv(_ hue: Float, _ saturation: Float, _ value: Float) -> SIMD3<Float> {
        func channel(_ shift: Float) -> Float {
            let k = (shift + hue * 6).truncatingRemainder(dividingBy: 6)
            return value - value * saturation * max(0, min(min(k, 4 - k), 1))
        }
        return [channel(5), channel(3), channel(1)]
    }

    /// sRGB of furnishing cloth: mostly greys, beiges and browns, some muted colours, few strong ones.
    package static func cloth(_ random: inout SeededGenerator) -> SIMD3<Float> {
        let kind = random.unit()
        if kind < 0.3 {
            let tone = random.uniform(0.2, 0.9)
            return [tone * random.uniform(0.97, 1.03), tone, tone * random.uniform(0.94, 1.04)]
        }
        if kind < 0.55 { return hsv(random.uniform(0.06, 0.13), random.uniform(0.08, 0.4), random.uniform(0.35, 0.92)) }
        if kind < 0.85 { return hsv(random.unit(), random.uniform(0.12, 0.45), random.uniform(0.25, 0.8)) }
        return hsv(random.unit(), random.uniform(0.45, 0.8), random.uniform(0.3, 0.8))
    }

    /// sRGB of printed matter: white, black and strong colours.
    package static func print(_ random: inout SeededGenerator) -> SIMD3<Float> {
        let kind = random.unit()
        if kind < 0.28 { return SIMD3(repeating: random.uniform(0.85, 0.97)) }
        if kind < 0.42 { return SIMD3(repeating: random.uniform(0.05, 0.25)) }
        if kind < 0.72 { return hsv(random.unit(), random.uniform(0.25, 0.6), random.uniform(0.4, 0.9)) }
        return hsv(random.unit(), random.uniform(0.6, 0.92), random.uniform(0.4, 0.92))
    }

    /// sRGB of wall paint: whites first, then greys and pale or, rarely, deep colours.
    package static func wallPaint(_ random: inout SeededGenerator) -> SIMD3<Float> {
        let kind = random.unit()
        if kind < 0.5 { return hsv(random.uniform(0.08, 0.16), random.uniform(0, 0.07), random.uniform(0.88, 0.95)) }
        if kind < 0.65 { return hsv(random.uniform(0.05, 0.65), random.uniform(0, 0.05), random.uniform(0.65, 0.86)) }
        if kind < 0.92 { return hsv(random.unit(), random.uniform(0.06, 0.25), random.uniform(0.7, 0.9)) }
        return hsv(random.unit(), random.uniform(0.3, 0.6), random.uniform(0.3, 0.6))
    }

    /// sRGB of varnished, oiled or painted furniture wood.
    package static func wood(_ random: inout SeededGenerator) -> SIMD3<Float> {
        let base: SIMD3<Float> = random.pick([
            [0.87, 0.74, 0.56], [0.80, 0.64, 0.45], [0.72, 0.53, 0.34], [0.60, 0.40, 0.25], [0.47, 0.31, 0.20],
            [0.34, 0.22, 0.15], [0.62, 0.34, 0.22], [0.92, 0.84, 0.70], [0.66, 0.60, 0.52], [0.76, 0.60, 0.38],
        ])
        return base * random.uniform(0.9, 1.08)
    }
}
