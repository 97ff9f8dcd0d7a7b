/// Materials of streets and landscapes, with reflectances of real ones; textures come from the user's assets half of
/// the time where there are any.
struct OutdoorMaterials {
    let kit: MaterialKit

    private func asset(_ categories: [String], _ random: inout SeededGenerator) -> Texture? {
        guard let assets = kit.assets, random.chance(0.5) else { return nil }
        return assets.pick(assets.textures(of: categories), &random) { entry throws(ScenesError) in
            try assets.texture(entry)
        }
    }

    /// A texture, made lighter or darker so that the mean reflectance is as it should be.
    private func surface(
        _ texture: Texture, reflectance: Float, metres: Float, roughness: Float, tint: SIMD3<Float> = .one,
        bump: Float = 0
    ) -> Material {
        let mean = texture.meanReflectance
        let brightness = max((mean.x + mean.y + mean.z) / 3, 0.02)
        let color = (tint * (reflectance / brightness)).clamped(lowerBound: .zero, upperBound: [1.6, 1.6, 1.6])
        var material = Material(baseColor: color, roughness: roughness, texture: texture, mapping: .box(metres: metres))
        if bump > 0 {
            material.bump = texture
            material.bumpHeight = bump
        }
        return material
    }

    func asphalt(_ random: inout SeededGenerator) -> Material {
        let tone = random.uniform(0.05, 0.14)
        let texture = asset(["asphalt"], &random) ?? SurfaceTextures.any(random.pick([.speckle, .granite]), &random)
        return surface(
            texture, reflectance: tone, metres: random.uniform(0.8, 1.8), roughness: random.uniform(0.65, 0.95),
            tint: [1, 1, random.uniform(0.98, 1.06)], bump: 0.003)
    }

    /// Slabs, setts or bricks of a pavement or a square.
    func paving(_ random: inout SeededGenerator) -> Material {
        let tone = random.uniform(0.13, 0.38)
        let warm = SIMD3<Float>(1, random.uniform(0.9, 1), random.uniform(0.78, 1))
        if let texture = asset(["pavingstones", "pavement", "tiles"], &random) {
            return surface(
                texture, reflectance: tone, metres: random.uniform(1, 2.2), roughness: 0.85, tint: warm, bump: 0.004)
        }
        let pattern: SurfacePattern = random.pick([.tiles, .tiles, .brick, .concrete, .mosaic])
        return surface(
            SurfaceTextures.any(pattern, &random), reflectance: tone, metres: random.uniform(1, 2),
            roughness: 0.85, tint: warm, bump: 0.003)
    }

    func kerb(_ random: inout SeededGenerator) -> Material {
        surface(
            SurfaceTextures.any(.granite, &random), reflectance: random.uniform(0.25, 0.4), metres: 0.6, roughness: 0.9)
    }

    /// Render, brick, stone, concrete or boards.
    func facade(_ random: inout SeededGenerator) -> Material {
        switch random.unit() {
        case ..<0.45:
            let color = random.chance(0.6)
                ? Palette.hsv(random.uniform(0.06, 0.15), random.uniform(0.03, 0.35), random.uniform(0.68, 0.93))
                : Palette.hsv(random.unit(), random.uniform(0.03, 0.3), random.uniform(0.5, 0.9))
            let texture = asset(["plaster"], &random) ?? SurfaceTextures.any(.plaster, &random)
            var material = Material(
                baseColor: Palette.linear(color), roughness: 0.92, texture: texture,
                mapping: .box(metres: random.uniform(1.5, 3)))
            if texture.meanReflectance.max() < 0.4 { material.texture = nil }
            return material
        case ..<0.75:
            let tone = random.uniform(0.12, 0.35)
            let red = SIMD3<Float>(1.15, random.uniform(0.7, 0.95), random.uniform(0.55, 0.9))
            if let texture = asset(["bricks", "brick"], &random) {
                return surface(
                    texture, reflectance: random.uniform(0.12, 0.4), metres: random.uniform(1, 1.6), roughness: 0.92,
                    bump: 0.006)
            }
            // Eight courses and four bricks to the picture.
            return surface(
                SurfaceTextures.any(.brick, &random), reflectance: tone, metres: 0.8, roughness: 0.92, tint: red,
                bump: 0.006)
        case ..<0.88:
            let texture = asset(["rock", "concrete", "travertine", "rocks"], &random)
                ?? SurfaceTextures.any(random.pick([.granite, .concrete]), &random)
            return surface(
                texture, reflectance: random.uniform(0.2, 0.45), metres: random.uniform(1.5, 3), roughness: 0.9,
                tint: [1, 0.97, random.uniform(0.85, 1)])
        default:
            let texture = asset(["woodsiding", "planks"], &random) ?? SurfaceTextures.any(.planks, &random)
            let color = Palette.hsv(random.unit(), random.uniform(0, 0.3), random.uniform(0.4, 0.95))
            return surface(
                texture, reflectance: random.uniform(0.15, 0.6), metres: random.uniform(1, 1.8), roughness: 0.8,
                tint: mix(.one, color * 1.4, 0.6), bump: 0.008)
        }
    }

    func roof(_ random: inout SeededGenerator) -> Material {
        let isRed = random.chance(0.5)
        let tint: SIMD3<Float> = isRed ? [1.4, 0.75, 0.55] : [1, 1, 1.05]
        if let texture = asset(["roofingtiles"], &random) {
            return surface(texture, reflectance: isRed ? 0.16 : 0.09, metres: 1.4, roughness: 0.85, bump: 0.02)
        }
        return surface(
            SurfaceTextures.any(.brick, &random), reflectance: isRed ? 0.16 : 0.08, metres: 1.2, roughness: 0.85,
            tint: tint, bump: 0.02)
    }

    /// Frames, doors and shutters.
    func joinery(_ random: inout SeededGenerator) -> Material {
        let color = random.chance(0.55)
            ? SIMD3<Float>(repeating: random.uniform(0.82, 0.94))
            : Palette.hsv(random.unit(), random.uniform(0.1, 0.6), random.uniform(0.15, 0.55))
        return kit.plain(color, roughness: random.uniform(0.3, 0.6))
    }

    /// A pane by day: dark behind, with the street mirrored in it.
    func pane(_ random: inout SeededGenerator) -> Material {
        let tone = random.uniform(0.012, 0.05)
        return Material(baseColor: [tone * 0.9, tone, tone * 1.05], roughness: 0.02)
    }

    /// A pane with a blind or curtain behind it.
    func curtainedPane(_ random: inout SeededGenerator) -> Material {
        let tone = random.uniform(0.2, 0.5)
        return Material(
            baseColor: [tone, tone * random.uniform(0.92, 1), tone * random.uniform(0.8, 1)], roughness: 0.04,
            texture: SurfaceTextures.any(.wallpaperStripes, &random), mapping: .box(metres: 0.6))
    }

    /// A pane with a lit room behind it.
    func litPane(_ random: inout SeededGenerator) -> Material {
        var material = pane(&random)
        material.emission =
            mix([1, 0.62, 0.3], [1, 0.9, 0.75], random.unit()) * random.logUniform(0.02, 0.12)
        return material
    }

    func carPaint(_ random: inout SeededGenerator) -> Material {
        let kind = random.unit()
        let color: SIMD3<Float>
        switch kind {
        case ..<0.24: color = SIMD3(repeating: random.uniform(0.85, 0.95))
        case ..<0.45: color = SIMD3(repeating: random.uniform(0.05, 0.15))
        case ..<0.72: color = SIMD3(1, 1, 1.03) * random.uniform(0.3, 0.75)
        case ..<0.84: color = Palette.hsv(0.61, random.uniform(0.5, 0.9), random.uniform(0.25, 0.6))
        case ..<0.94: color = Palette.hsv(0.99, random.uniform(0.7, 0.95), random.uniform(0.35, 0.75))
        default: color = Palette.hsv(random.unit(), random.uniform(0.4, 0.9), random.uniform(0.3, 0.8))
        }
        return kit.plain(color, roughness: 0.12)
    }

    func rubber() -> Material { kit.plain([0.12, 0.12, 0.12], roughness: 0.9) }

    /// Poles and railings.
    func paintedMetal(_ random: inout SeededGenerator) -> Material {
        switch random.unit() {
        case ..<0.45: kit.plain(SIMD3(repeating: random.uniform(0.12, 0.3)), roughness: 0.5)
        case ..<0.75: Material(baseColor: SIMD3(repeating: random.uniform(0.35, 0.6)), roughness: 0.45, metallic: 0.9)
        default: kit.plain(Palette.hsv(random.uniform(0.3, 0.65), 0.5, random.uniform(0.15, 0.4)), roughness: 0.5)
        }
    }

    func marking(_ random: inout SeededGenerator) -> Material {
        surface(
            SurfaceTextures.any(.concrete, &random), reflectance: random.uniform(0.45, 0.65), metres: 1.3,
            roughness: 0.8)
    }

    func lawn(_ random: inout SeededGenerator) -> Material {
        if let texture = asset(["grass"], &random) {
            return surface(texture, reflectance: random.uniform(0.05, 0.1), metres: 1.5, roughness: 1)
        }
        return surface(
            SurfaceTextures.any(.speckle, &random), reflectance: random.uniform(0.05, 0.09), metres: 0.7, roughness: 1,
            tint: [random.uniform(0.9, 1.3), 1.3, random.uniform(0.45, 0.65)])
    }

    func earth(_ random: inout SeededGenerator) -> Material {
        let texture = asset(["ground", "gravel"], &random) ?? SurfaceTextures.any(.soil, &random)
        return surface(
            texture, reflectance: random.uniform(0.12, 0.28), metres: random.uniform(1, 2), roughness: 1,
            tint: [1.15, 1, 0.8], bump: 0.01)
    }

    func sand(_ random: inout SeededGenerator) -> Material {
        let texture = asset(["sand"], &random) ?? SurfaceTextures.any(.speckle, &random)
        return surface(
            texture, reflectance: random.uniform(0.3, 0.45), metres: 1.5, roughness: 1, tint: [1.12, 1, 0.8],
            bump: 0.006)
    }
}

extension Texture {
    /// Linear RGB, of the whole picture.
    var meanReflectance: SIMD3<Float> {
        guard let pixel = levels.last?.pixels, pixel.count >= 3 else { return .one }
        return Palette.linear([Float(pixel[0]) / 255, Float(pixel[1]) / 255, Float(pixel[2]) / 255])
    }
}
