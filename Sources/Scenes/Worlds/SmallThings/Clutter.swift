/// Chooses small things for places, from the procedural ones and the user's models.
struct Clutter {
    let kit: MaterialKit
    let lampPieces: LampPieces
    let assets: AssetLibrary?

    init(kit: MaterialKit, lampPieces: LampPieces) {
        self.kit = kit
        self.lampPieces = lampPieces
        assets = kit.assets
    }

    /// A thing that belongs on a support; about half of the time one of the user's models where some fit.
    func thing(for use: Piece.Support.Use, _ random: inout SeededGenerator) -> Piece {
        if assets != nil, random.chance(0.45), let model = model(for: use, &random) { return model }
        return procedural(for: use, &random)
    }

    private static let categories: [Piece.Support.Use: [String]] = [
        .desk: ["electronics", "book", "cup", "mug", "bottle", "plant_indoor", "laptop"],
        .dining: ["food", "kitchen", "cup", "bottle", "plate", "bowl"],
        .coffee: ["book", "food", "cup", "plant_indoor", "bottle"],
        .shelf: ["book", "plant_indoor", "prop", "electronics", "animal", "vehicle"],
        .bedside: ["book", "cup", "plant_indoor", "clock"],
        .kitchen: ["kitchen", "food", "bottle", "cup"],
        .bathroom: ["bottle", "plant_indoor"],
        .sill: ["plant_indoor", "book"],
        .floor: ["prop", "plant_indoor", "vehicle"],
        .seat: ["book", "animal"],
        .display: ["plant_indoor", "book", "electronics", "prop", "animal"],
    ]

    /// One of the user's models small enough to stand there; toys are large things made small.
    private func model(for use: Piece.Support.Use, _ random: inout SeededGenerator) -> Piece? {
        guard let assets, let categories = Self.categories[use] else { return nil }
        let fitting = assets.models(of: categories).filter { entry in
            guard let size = entry.size else { return true }
            return size.max() < 0.6 && size.min() > 0.001
        }
        guard let model = assets.pick(fitting, &random, read: { entry throws(ScenesError) in try assets.model(entry) })
        else { return nil }
        guard model.mesh.triangles.count < 12_000, model.size.max() < 0.7, model.size.max() > 0.01 else { return nil }
        return Piece(mesh: model.mesh, materials: model.materials)
    }

    private func procedural(for use: Piece.Support.Use, _ random: inout SeededGenerator) -> Piece {
        let crockery = Crockery(kit: kit)
        let reading = Reading(kit: kit)
        let electronics = Electronics(kit: kit)
        let bits = Bits(kit: kit)
        let plants = Plants(kit: kit)
        let pick = random.unit()
        switch use {
        case .desk:
            switch pick {
            case ..<0.15: return crockery.mug(&random)
            case ..<0.32: return reading.papers(&random)
            case ..<0.42: return reading.book(&random)
            case ..<0.5: return reading.stack(&random)
            case ..<0.58: return reading.penPot(&random)
            case ..<0.66: return reading.pen(&random)
            case ..<0.72: return electronics.phone(&random)
            case ..<0.8: return electronics.cable(&random)
            case ..<0.84: return crockery.bottle(&random)
            case ..<0.88: return plants.potted(height: random.uniform(0.15, 0.35), &random)
            case ..<0.92: return bits.keys(&random)
            case ..<0.96: return bits.standingFrame(&random)
            default: return electronics.speaker(&random)
            }
        case .dining:
            switch pick {
            case ..<0.18: return crockery.plate(&random)
            case ..<0.32: return crockery.glass(&random)
            case ..<0.44: return crockery.mug(&random)
            case ..<0.54: return crockery.bowl(&random)
            case ..<0.62: return bits.fruitBowl(&random)
            case ..<0.7: return crockery.bottle(&random)
            case ..<0.78: return crockery.vase(&random)
            case ..<0.86: return crockery.cutlery(&random)
            case ..<0.9: return bits.candle(&random)
            case ..<0.95: return bits.fruit(&random)
            default: return reading.papers(&random)
            }
        case .coffee:
            switch pick {
            case ..<0.2: return reading.stack(&random)
            case ..<0.32: return reading.book(&random)
            case ..<0.46: return crockery.mug(&random)
            case ..<0.54: return crockery.vase(&random)
            case ..<0.62: return bits.candle(&random)
            case ..<0.72: return bits.fruitBowl(&random)
            case ..<0.8: return electronics.phone(&random)
            case ..<0.86: return crockery.glass(&random)
            case ..<0.92: return reading.papers(&random)
            default: return bits.keys(&random)
            }
        case .shelf, .display, .stock:
            switch pick {
            case ..<0.16: return plants.potted(height: random.uniform(0.14, 0.32), &random)
            case ..<0.3: return crockery.vase(&random)
            case ..<0.42: return bits.standingFrame(&random)
            case ..<0.56: return bits.box(&random)
            case ..<0.66: return reading.stack(&random)
            case ..<0.72: return bits.candle(&random)
            case ..<0.78: return electronics.speaker(&random)
            case ..<0.84: return crockery.jar(&random)
            case ..<0.9: return bits.ball(&random)
            case ..<0.95: return bits.folded(&random)
            default: return bits.blocks(&random)
            }
        case .bedside:
            switch pick {
            case ..<0.25: return reading.stack(&random)
            case ..<0.4: return reading.book(&random)
            case ..<0.55: return crockery.glass(&random)
            case ..<0.65: return electronics.phone(&random)
            case ..<0.75: return bits.candle(&random)
            case ..<0.85: return crockery.vase(&random)
            default: return bits.standingFrame(&random)
            }
        case .kitchen:
            switch pick {
            case ..<0.1: return crockery.kettle(&random)
            case ..<0.22: return crockery.pan(&random)
            case ..<0.36: return crockery.jar(&random)
            case ..<0.48: return crockery.bottle(&random)
            case ..<0.58: return crockery.mug(&random)
            case ..<0.66: return crockery.can(&random)
            case ..<0.74: return bits.box(&random)
            case ..<0.82: return bits.fruitBowl(&random)
            case ..<0.88: return crockery.bowl(&random)
            case ..<0.94: return bits.fruit(&random)
            default: return plants.potted(height: random.uniform(0.15, 0.3), &random)
            }
        case .bathroom:
            switch pick {
            case ..<0.6: return bits.toiletry(&random)
            case ..<0.75: return crockery.mug(&random)
            case ..<0.9: return bits.folded(&random).scaled(0.6)
            default: return bits.candle(&random)
            }
        case .sill:
            switch pick {
            case ..<0.65: return plants.potted(height: random.uniform(0.15, 0.45), &random)
            case ..<0.8: return crockery.vase(&random)
            default: return bits.candle(&random)
            }
        case .floor:
            switch pick {
            case ..<0.16: return bits.shoes(&random)
            case ..<0.32: return bits.bag(&random)
            case ..<0.46: return bits.basket(&random)
            case ..<0.56: return bits.ball(&random)
            case ..<0.64: return bits.blocks(&random)
            case ..<0.72: return bits.plush(&random)
            case ..<0.8: return reading.stack(&random)
            case ..<0.88: return bits.box(&random).scaled(random.uniform(1.3, 2.2))
            case ..<0.94: return electronics.cable(&random)
            default: return Decor(kit: kit).bin(&random)
            }
        case .seat:
            switch pick {
            case ..<0.25: return bits.folded(&random)
            case ..<0.5: return reading.book(&random)
            case ..<0.7: return bits.plush(&random)
            case ..<0.85: return reading.papers(&random)
            default: return bits.bag(&random)
            }
        }
    }
}
