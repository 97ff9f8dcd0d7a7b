/// Chooses things and surfaces without regard to what they are.
struct CollectionThings {
    let assets: AssetLibrary?
    let kit: MaterialKit

    private static let wanted = [
        "animal", "bathroom", "book", "chair", "electronics", "food", "furniture", "kitchen", "lamp", "picture",
        "plant", "plant_indoor", "prop", "rock", "sofa", "street", "table", "toy", "vehicle", "person",
    ]

    /// One of the user's models where there are any, more often than not; else a shape.
    func thing(_ random: inout SeededGenerator) -> Prop {
        if let assets, random.chance(0.6) {
            let known = assets.models(of: Self.wanted)
            let model = assets.pick(known.isEmpty ? assets.models : known, &random) { entry throws(ScenesError) in
                try assets.model(entry)
            }
            if let model, model.mesh.triangles.count < 60_000 {
                var prop = Prop(model)
                // Colours of models are few and flat; surfaces of all kinds do them good.
                if random.chance(0.35) { prop.materials = prop.materials.map { _ in material(&random) } }
                return prop
            }
        }
        return Prop(ShapeMaker.shape(&random), [material(&random), material(&random)])
    }

    /// Any material.
    func material(_ random: inout SeededGenerator) -> Material {
        switch random.integer(0...13) {
        case 0: return kit.wood(&random)
        case 1: return kit.fabric(&random)
        case 2: return kit.leather(&random)
        case 3: return kit.metal(&random)
        case 4: return kit.chrome(&random)
        case 5, 6: return kit.plastic(&random)
        case 7: return kit.ceramic(&random)
        case 8: return random.chance(0.5) ? kit.glass(&random) : kit.bottleGlass(&random)
        case 9: return kit.stoneTop(&random)
        case 10: return PlainMaterial.random(&random)
        default: return surface(scale: 1, &random)
        }
    }

    /// Something that covers a wall or a floor, its pattern about as large as things are.
    func surface(scale: Float, _ random: inout SeededGenerator) -> Material {
        let metres = scale * random.logUniform(0.15, 1.5)
        if let assets, random.chance(0.5) {
            let entries = random.chance(0.15) ? assets.pictures : assets.textures
            let texture = assets.pick(entries, &random) { entry throws(ScenesError) in try assets.texture(entry) }
            if let texture {
                return Material(
                    baseColor: SIMD3(repeating: random.uniform(0.6, 1)), roughness: random.uniform(0.25, 1),
                    texture: texture, mapping: .box(metres: metres))
            }
        }
        let pattern = random.pick(SurfacePattern.allCases)
        let tint = pattern.isPicture ? SIMD3<Float>(repeating: 0.9) : Palette.cloth(&random)
        return kit.patterned(pattern, tint, metres: metres, roughness: random.uniform(0.25, 1), &random)
    }
}
