/// Materials by use, with reflectances and roughnesses of real ones; about half of the textures come from the user's
/// assets where there are any.
package struct MaterialKit: Sendable {
    /// The user's textures and pictures, or none.
    package let assets: AssetLibrary?

    package init(assets: AssetLibrary?) { self.assets = assets }

    /// A texture of the user's of any of the categories, half of the time.
    private func asset(_ categories: [String], _ random: inout SeededGenerator) -> Texture? {
        guard let assets, random.chance(0.5) else { return nil }
        return assets.pick(assets.textures(of: categories), &random) { entry throws(ScenesError) in
            try assets.texture(entry)
        }
    }

    /// A picture of the user's, half of the time.
    private func assetPicture(_ random: inout SeededGenerator) -> Texture? {
        guard let assets, random.chance(0.5) else { return nil }
        return assets.pick(assets.pictures, &random) { entry throws(ScenesError) in try assets.texture(entry) }
    }

    /// One flat colour, sRGB.
    package func plain(_ srgb: SIMD3<Float>, roughness: Float = 0.7) -> Material {
        Material(baseColor: Palette.linear(srgb), roughness: roughness)
    }

    /// A repeating pattern in one colour, sRGB.
    package func patterned(
        _ pattern: SurfacePattern, _ srgb: SIMD3<Float>, metres: Float, roughness: Float,
        byCoordinates: Bool = false, _ random: inout SeededGenerator
    ) -> Material {
        Material(
            baseColor: Palette.linear(srgb), roughness: roughness, texture: SurfaceTextures.any(pattern, &random),
            mapping: byCoordinates ? .coordinates(repeats: 1 / metres) : .box(metres: metres))
    }

    /// Something printed or painted, laid over a surface whose coordinates are 0 to 1.
    package func picture(_ pattern: SurfacePattern, roughness: Float = 0.6, _ random: inout SeededGenerator) -> Material
    {
        var texture: Texture?
        if pattern == .painting || pattern == .photograph || pattern == .poster { texture = assetPicture(&random) }
        return Material(
            baseColor: SIMD3(repeating: 0.92), roughness: roughness,
            texture: texture ?? SurfaceTextures.any(pattern, &random), mapping: .coordinates(repeats: 1))
    }

    package func wallPaint(_ random: inout SeededGenerator) -> Material {
        var material = patterned(
            .plaster, Palette.wallPaint(&random), metres: random.uniform(0.6, 1.5), roughness: 0.9, &random)
        if random.chance(0.3) {
            material.bump = SurfaceTextures.any(.plaster, &random)
            material.bumpHeight = 0.01
        }
        return material
    }

    /// Paint, wallpaper, brick, wood or concrete.
    package func wall(_ random: inout SeededGenerator) -> Material {
        let kind = random.unit()
        if kind < 0.68 { return wallPaint(&random) }
        if kind < 0.84 {
            let pattern: SurfacePattern = random.pick([.wallpaperStripes, .wallpaperMotif, .wallpaperMotif])
            return patterned(
                pattern, Palette.wallPaint(&random), metres: random.uniform(0.3, 0.9), roughness: 0.85, &random)
        }
        if kind < 0.92 {
            if let texture = asset(["bricks", "brick"], &random) { return textured(texture, metres: 1.2, 0.9) }
            return patterned(
                .brick, random.chance(0.4) ? [0.93, 0.92, 0.9] : [0.85, 0.62, 0.52], metres: 0.9, roughness: 0.9,
                &random)
        }
        if let texture = asset(["concrete", "plaster", "wallpaper"], &random) {
            return textured(texture, metres: 1.5, 0.9)
        }
        return patterned(.concrete, [0.72, 0.71, 0.69], metres: 2.2, roughness: 0.85, &random)
    }

    private func textured(_ texture: Texture, metres: Float, _ roughness: Float) -> Material {
        Material(
            baseColor: SIMD3(repeating: 0.95), roughness: roughness, texture: texture, mapping: .box(metres: metres))
    }

    /// A dry room's floor.
    package func floor(_ random: inout SeededGenerator) -> Material {
        let kind = random.unit()
        if kind < 0.55 {
            if let texture = asset(["woodfloor", "planks"], &random) {
                return textured(texture, metres: random.uniform(1, 1.6), random.uniform(0.3, 0.6))
            }
            let pattern: SurfacePattern = random.pick([.planks, .planks, .planks, .parquet])
            return patterned(
                pattern, Palette.wood(&random), metres: pattern == .planks ? random.uniform(0.9, 1.4) : 1.2,
                roughness: random.uniform(0.28, 0.6), &random)
        }
        if kind < 0.75 { return tiledFloor(&random) }
        if kind < 0.92 {
            if let texture = asset(["carpet", "fabric"], &random) { return textured(texture, metres: 0.6, 0.95) }
            return patterned(.pile, Palette.cloth(&random), metres: random.uniform(0.5, 1), roughness: 0.97, &random)
        }
        return patterned(.concrete, [0.62, 0.61, 0.6], metres: 2.5, roughness: random.uniform(0.3, 0.8), &random)
    }

    /// A wet room's or a shop's floor.
    package func tiledFloor(_ random: inout SeededGenerator) -> Material {
        if let texture = asset(["tiles", "terrazzo", "marble"], &random) {
            return textured(texture, metres: random.uniform(0.8, 1.4), 0.3)
        }
        let pattern: SurfacePattern = random.pick([.tiles, .tiles, .checkerTiles, .terrazzo, .marble, .granite])
        let tone = random.uniform(0.45, 0.92)
        let color = SIMD3(tone * random.uniform(1, 1.05), tone, tone * random.uniform(0.88, 1))
        return patterned(
            pattern, color, metres: random.uniform(0.8, 1.4), roughness: random.uniform(0.12, 0.5), &random)
    }

    /// A wet room's walls.
    package func wallTiles(_ random: inout SeededGenerator) -> Material {
        let pattern: SurfacePattern = random.pick([.tiles, .tiles, .tiles, .mosaic, .marble])
        let color = random.chance(0.6) ? SIMD3<Float>(0.94, 0.94, 0.92) : Palette.wallPaint(&random)
        return patterned(
            pattern, color, metres: random.uniform(0.35, 0.9), roughness: random.uniform(0.08, 0.3), &random)
    }

    /// Furniture wood; the grain follows the boards.
    package func wood(_ random: inout SeededGenerator) -> Material {
        if let texture = asset(["wood"], &random) {
            return Material(
                baseColor: SIMD3(repeating: random.uniform(0.7, 0.95)), roughness: random.uniform(0.3, 0.6),
                texture: texture, mapping: .coordinates(repeats: 1 / random.uniform(0.6, 1.2)))
        }
        return patterned(
            .woodGrain, Palette.wood(&random), metres: random.uniform(0.5, 1), roughness: random.uniform(0.25, 0.6),
            byCoordinates: true, &random)
    }

    /// Wood or a lacquer, white more often than not.
    package func cabinet(_ random: inout SeededGenerator) -> Material {
        let kind = random.unit()
        if kind < 0.45 { return wood(&random) }
        if kind < 0.75 {
            return plain(SIMD3(1, 0.995, 0.98) * random.uniform(0.86, 0.95), roughness: random.uniform(0.2, 0.5))
        }
        return plain(Palette.cloth(&random) * 0.95, roughness: random.uniform(0.2, 0.5))
    }

    package func fabric(_ random: inout SeededGenerator) -> Material {
        if let texture = asset(["fabric"], &random) {
            return textured(texture, metres: random.uniform(0.15, 0.4), 0.95)
        }
        let kind = random.unit()
        if kind < 0.2 {
            let pattern: SurfacePattern = random.pick([.stripes, .plaid, .dots])
            return patterned(pattern, .one, metres: random.uniform(0.08, 0.4), roughness: 0.95, &random)
        }
        let pattern: SurfacePattern = random.pick([.weave, .weave, .knit, .herringbone, .pile])
        return patterned(pattern, Palette.cloth(&random), metres: random.uniform(0.04, 0.16), roughness: 0.95, &random)
    }

    /// White or pale cloth for beds, towels and blinds.
    package func linen(_ random: inout SeededGenerator) -> Material {
        if random.chance(0.35) { return fabric(&random) }
        let color = Palette.hsv(random.unit(), random.uniform(0, 0.14), random.uniform(0.82, 0.95))
        return patterned(.weave, color, metres: 0.06, roughness: 0.95, &random)
    }

    package func leather(_ random: inout SeededGenerator) -> Material {
        let color: SIMD3<Float> = random.pick([
            [0.16, 0.14, 0.13], [0.36, 0.2, 0.12], [0.55, 0.34, 0.2], [0.85, 0.8, 0.72], [0.45, 0.12, 0.1],
        ])
        return patterned(.leather, color * 1.2, metres: 0.25, roughness: random.uniform(0.35, 0.55), &random)
    }

    package func plastic(_ random: inout SeededGenerator) -> Material {
        let kind = random.unit()
        let color: SIMD3<Float>
        if kind < 0.35 {
            color = SIMD3(repeating: random.uniform(0.85, 0.95))
        } else if kind < 0.6 {
            color = SIMD3(repeating: random.uniform(0.1, 0.35))
        } else {
            color = Palette.hsv(random.unit(), random.uniform(0.4, 0.85), random.uniform(0.4, 0.92))
        }
        return plain(color, roughness: random.uniform(0.15, 0.55))
    }

    /// Black or dark grey, as of screens and cables.
    package func darkPlastic(_ random: inout SeededGenerator) -> Material {
        plain(SIMD3(repeating: random.uniform(0.1, 0.24)), roughness: random.uniform(0.25, 0.6))
    }

    /// Steel, brass or copper, polished to brushed, or powder-coated.
    package func metal(_ random: inout SeededGenerator) -> Material {
        if random.chance(0.35) { return plain(SIMD3(repeating: random.chance(0.6) ? 0.13 : 0.88), roughness: 0.45) }
        let color: SIMD3<Float> = random.pick([
            [0.78, 0.78, 0.78], [0.62, 0.61, 0.6], [0.9, 0.78, 0.5], [0.86, 0.6, 0.46], [0.55, 0.56, 0.58],
        ])
        return Material(baseColor: Palette.linear(color), roughness: random.uniform(0.12, 0.45), metallic: 1)
    }

    package func chrome(_ random: inout SeededGenerator) -> Material {
        Material(baseColor: [0.65, 0.65, 0.66], roughness: random.uniform(0.05, 0.15), metallic: 1)
    }

    package func brushedSteel(_ random: inout SeededGenerator) -> Material {
        Material(
            baseColor: [0.6, 0.6, 0.6], roughness: random.uniform(0.25, 0.4), metallic: 1,
            texture: SurfaceTextures.any(.brushed, &random), mapping: .box(metres: 0.6))
    }

    package func ceramic(_ random: inout SeededGenerator) -> Material {
        let kind = random.unit()
        if kind < 0.45 { return plain(SIMD3(0.95, 0.94, 0.91) * random.uniform(0.93, 1), roughness: 0.12) }
        if kind < 0.6 {
            return patterned(.speckle, [0.85, 0.82, 0.76], metres: 0.12, roughness: 0.35, &random)
        }
        return plain(
            Palette.hsv(random.unit(), random.uniform(0.15, 0.75), random.uniform(0.25, 0.9)),
            roughness: random.uniform(0.1, 0.5))
    }

    package func glass(_ random: inout SeededGenerator) -> Material {
        var material = Material(baseColor: [0.7, 0.75, 0.73], roughness: 0.03)
        material.transparency = random.uniform(0.8, 0.92)
        return material
    }

    /// Green, brown or clear bottle glass.
    package func bottleGlass(_ random: inout SeededGenerator) -> Material {
        let color: SIMD3<Float> = random.pick([
            [0.1, 0.25, 0.1], [0.25, 0.12, 0.04], [0.55, 0.6, 0.58], [0.1, 0.15, 0.3],
        ])
        var material = Material(baseColor: color, roughness: 0.04)
        material.transparency = random.uniform(0.25, 0.65)
        return material
    }

    package func mirror() -> Material { Material(baseColor: SIMD3(repeating: 0.88), roughness: 0.01, metallic: 1) }

    package func paper(_ random: inout SeededGenerator) -> Material {
        plain(SIMD3(repeating: random.uniform(0.88, 0.95)), roughness: 0.9)
    }

    package func leaf(_ random: inout SeededGenerator) -> Material {
        plain(
            Palette.hsv(random.uniform(0.2, 0.38), random.uniform(0.35, 0.75), random.uniform(0.25, 0.55)),
            roughness: random.uniform(0.35, 0.6))
    }

    package func terracotta(_ random: inout SeededGenerator) -> Material {
        random.chance(0.4)
            ? patterned(.speckle, [0.72, 0.42, 0.3], metres: 0.2, roughness: 0.9, &random) : ceramic(&random)
    }

    package func soil(_ random: inout SeededGenerator) -> Material {
        patterned(.soil, [0.4, 0.3, 0.22], metres: 0.25, roughness: 1, &random)
    }

    package func stoneTop(_ random: inout SeededGenerator) -> Material {
        let pattern: SurfacePattern = random.pick([.granite, .marble, .terrazzo, .woodGrain, .speckle])
        let tone = random.uniform(0.25, 0.95)
        let color = pattern == .woodGrain ? Palette.wood(&random) : SIMD3(tone, tone * 0.98, tone * 0.95)
        return patterned(pattern, color, metres: random.uniform(0.5, 1.2), roughness: random.uniform(0.1, 0.4), &random)
    }

    /// Gives off light; dark as a surface, so that nothing counts twice.
    package func glowing(_ radiance: SIMD3<Float>) -> Material {
        var material = Material(baseColor: SIMD3(repeating: 0.8), roughness: 0.9)
        material.emission = radiance
        return material
    }
}
