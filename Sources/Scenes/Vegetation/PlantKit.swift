/// Plants with their colours, a few of each per world, to be set many times.
struct PlantKit {
    /// Close up, and from some way off.
    struct Plant {
        var near: Prop
        var far: Prop
        /// Of the trunk, for keeping cars and people off it.
        var trunkRadius: Float

        /// The one that is fine enough at a distance.
        func prop(at distance: Float) -> Prop { distance < 22 ? near : far }
    }

    /// The time of year, by which leaves have their colours.
    enum Season { case spring, summer, autumn }

    let season: Season
    let assets: AssetLibrary?

    init(assets: AssetLibrary?, _ random: inout SeededGenerator) {
        self.assets = assets
        season = random.pick([.spring, .summer, .summer, .summer, .autumn])
    }

    /// A broad-leaved tree of 4 to 16 m.
    func tree(_ random: inout SeededGenerator) -> Plant {
        let habit = Trees.Habit.random(&random)
        let materials = [bark(&random)] + leaves(&random)
        var copy = random
        let near = Trees.broadleaf(habit, detail: 1, &random)
        let far = Trees.broadleaf(habit, detail: 0.16, &copy)
        return Plant(near: Prop(near, materials), far: Prop(far, materials), trunkRadius: habit.height * 0.03)
    }

    /// A conifer of 5 to 22 m.
    func conifer(_ random: inout SeededGenerator) -> Plant {
        let height = random.uniform(5, 22)
        let materials = [bark(&random)] + needles(&random)
        var copy = random
        let near = Trees.conifer(height: height, detail: 1, &random)
        let far = Trees.conifer(height: height, detail: 0.2, &copy)
        return Plant(near: Prop(near, materials), far: Prop(far, materials), trunkRadius: height * 0.02)
    }

    func palm(_ random: inout SeededGenerator) -> Plant {
        let height = random.uniform(4, 12)
        let materials = [bark(&random)] + leaves(&random)
        var copy = random
        let near = Trees.palm(height: height, detail: 1, &random)
        let far = Trees.palm(height: height, detail: 0.3, &copy)
        return Plant(near: Prop(near, materials), far: Prop(far, materials), trunkRadius: 0.25)
    }

    func bush(_ random: inout SeededGenerator) -> Plant {
        let size = SIMD3(random.uniform(0.7, 2), random.uniform(0.5, 1.6), random.uniform(0.7, 2))
        let materials = [bark(&random)] + leaves(&random)
        var copy = random
        let near = Shrubs.bush(size: size, detail: 1, &random)
        let far = Shrubs.bush(size: size, detail: 0.2, &copy)
        return Plant(near: Prop(near, materials), far: Prop(far, materials), trunkRadius: size.x * 0.4)
    }

    func hedge(length: Float, height: Float, detail: Float, _ random: inout SeededGenerator) -> Prop {
        let mesh = Shrubs.hedge(
            length: length, height: height, depth: random.uniform(0.5, 0.9), detail: detail, &random)
        return Prop(mesh, [bark(&random)] + leaves(&random))
    }

    func flowers(_ random: inout SeededGenerator) -> Prop {
        let mesh = Shrubs.flowers(
            radius: random.uniform(0.2, 0.6), height: random.uniform(0.15, 0.6), count: random.integer(12...50), &random)
        let hue = random.pick([Float(0.0), 0.02, 0.08, 0.14, 0.16, 0.6, 0.75, 0.83, 0.92])
        let petals = Palette.hsv(hue, random.chance(0.25) ? 0.05 : random.uniform(0.5, 0.85), random.uniform(0.75, 0.95))
        let green = leaves(&random)
        return Prop(mesh, [green[0]] + green + [Material(baseColor: Palette.linear(petals), roughness: 0.7)])
    }

    func rock(_ random: inout SeededGenerator) -> Prop {
        let mesh = Rocks.mesh(roughness: random.uniform(0.1, 0.45), subdivisions: 14, &random)
        return Prop(mesh, [stone(&random)])
    }

    // MARK: Colours

    func bark(_ random: inout SeededGenerator) -> Material {
        let tone = random.uniform(0.22, 0.5)
        let color = Palette.linear([tone, tone * random.uniform(0.85, 0.95), tone * random.uniform(0.68, 0.9)])
        var material = Material(
            baseColor: color * 1.3, roughness: 0.95, texture: SurfaceTextures.any(.soil, &random),
            mapping: .coordinates(repeats: 1.5))
        material.bump = SurfaceTextures.any(.plaster, &random)
        material.bumpHeight = 0.02
        return material
    }

    /// Three neighbouring colours of one plant.
    func leaves(_ random: inout SeededGenerator) -> [Material] {
        let hue: Float
        switch season {
        case .spring: hue = random.uniform(0.2, 0.27)
        case .summer: hue = random.uniform(0.22, 0.3)
        case .autumn: hue = random.chance(0.6) ? random.uniform(0.03, 0.15) : random.uniform(0.17, 0.26)
        }
        let saturation = random.uniform(0.42, 0.66)
        let value = random.uniform(0.34, 0.52)
        return (0..<3).map { _ in
            let color = Palette.hsv(
                hue + random.uniform(-0.015, 0.015), saturation * random.uniform(0.85, 1.1),
                value * random.uniform(0.85, 1.25))
            return Material(baseColor: Palette.linear(color), roughness: random.uniform(0.45, 0.65))
        }
    }

    private func needles(_ random: inout SeededGenerator) -> [Material] {
        let hue = random.uniform(0.26, 0.38)
        let value = random.uniform(0.24, 0.38)
        return (0..<3).map { _ in
            let color = Palette.hsv(hue, random.uniform(0.3, 0.5), value * random.uniform(0.85, 1.2))
            return Material(baseColor: Palette.linear(color), roughness: 0.6)
        }
    }

    func stone(_ random: inout SeededGenerator) -> Material {
        let tone = random.uniform(0.4, 0.72)
        let warm = random.uniform(0.86, 1.02)
        var material = Material(
            baseColor: Palette.linear([tone, tone * (0.5 + warm / 2), tone * warm]), roughness: 0.95,
            texture: SurfaceTextures.any(random.pick([.granite, .concrete, .speckle, .plaster]), &random),
            mapping: .box(metres: random.uniform(0.4, 1.2)))
        material.bump = SurfaceTextures.any(.plaster, &random)
        material.bumpHeight = 0.03
        return material
    }
}
