extension StreetSite {
    /// Houses on both sides, across the ends, and a skyline behind.
    mutating func raiseBuildings(_ random: inout SeededGenerator) {
        let maker = BuildingMaker(materials: materials, litShare: weather.isDark ? 0.45 : 0)
        let isSuburb = plan.character == .suburb
        let designs = (0..<(isSuburb ? 6 : 9)).map { _ in
            isSuburb
                ? BuildingMaker.Design.house(&random) : BuildingMaker.Design.town(&random, tallest: plan.tallest)
        }
        let props = designs.map { maker.building($0, &random) }
        for side: Float in [-1, 1] {
            var z = -plan.reach - random.unit() * 6
            while z < plan.reach {
                let index = random.integer(0...designs.count - 1)
                let design = designs[index]
                let back = isSuburb ? random.uniform(0, 2) : random.chance(0.15) ? random.uniform(0.2, 1) : 0
                let center = SIMD3(side * (plan.frontage + back), plan.kerbHeight, z + design.width / 2)
                raise(props[index], maker, at: .translation(center) * .turn(-side * .pi / 2), &random)
                z += design.width
                if isSuburb { z += random.uniform(3, 8) } else if random.chance(0.1) { z += random.uniform(3, 9) }
            }
        }
        closeEnds(props, designs, maker, &random)
        skyline(&random)
    }

    private mutating func raise(
        _ prop: Prop, _ maker: BuildingMaker, at place: Transform, _ random: inout SeededGenerator
    ) {
        var prop = prop
        prop.materials = maker.palette(&random)
        stage.add(prop, place, isForeground: false, isSolid: false)
        // The façade is at z = 0 and the house behind it; roofs overhang.
        let low = place.point([-prop.size.x / 2, 0, -prop.size.z + 0.6])
        let high = place.point([prop.size.x / 2, prop.size.y, 0.1])
        stage.block(Bounds(low: pointwiseMin(low, high), high: pointwiseMax(low, high)))
    }

    private mutating func closeEnds(
        _ props: [Prop], _ designs: [BuildingMaker.Design], _ maker: BuildingMaker, _ random: inout SeededGenerator
    ) {
        for end: Float in [-1, 1] where plan.character == .square || random.chance(0.6) {
            var x = -plan.frontage - 4
            while x < plan.frontage + 4 {
                let index = random.integer(0...designs.count - 1)
                let center = SIMD3(x + designs[index].width / 2, 0, end * (plan.reach + random.uniform(4, 12)))
                raise(props[index], maker, at: .translation(center) * .turn(end > 0 ? .pi : 0), &random)
                x += designs[index].width
            }
        }
    }

    /// Blocks far away; their windows are a pattern.
    private mutating func skyline(_ random: inout SeededGenerator) {
        guard plan.character != .suburb || random.chance(0.3) else { return }
        let block = Mesh.build { $0.block([1, 1, 1]) }
        for _ in 0..<random.integer(12...40) {
            let around = random.uniform(0, 2 * .pi)
            let distance = random.logUniform(plan.reach + 60, 900)
            let size = SIMD3(random.uniform(15, 40), random.logUniform(12, 80), random.uniform(15, 40))
            let tone = random.uniform(0.25, 0.6)
            var wall = Material(
                baseColor: [tone, tone * 0.98, tone * 0.93], roughness: 0.8,
                texture: SurfaceTextures.any(random.pick([.tiles, .tiles, .checkerTiles, .concrete]), &random),
                mapping: .box(metres: random.uniform(5, 9)))
            if weather.isDark { wall.emission = [0.004, 0.003, 0.002] }
            let at = SIMD3(distance * around.sine, 0, distance * around.cosine)
            stage.build(
                block, .translation(at) * .turn(random.unit()) * .scale(size), [wall])
        }
    }
}
