/// What people have put into the landscape, and rocks.
extension LandscapeSite {
    // MARK: Things

    /// Fences, cabins, benches, people and animals.
    mutating func setThings(_ random: inout SeededGenerator) {
        let furniture = StreetFurniture(materials: materials)
        if random.chance(0.4), terrain.country != .forest { runFence(furniture, &random) }
        if random.chance(0.4) { setCabins(&random) }
        if random.chance(0.5) || terrain.country == .park {
            let bench = furniture.bench(&random)
            for _ in 0..<random.integer(1...4) { put(bench, from: 4, to: 25, beside: true, &random) }
        }
        if terrain.country == .park {
            let lamp = furniture.lampPost(height: random.uniform(3.2, 4.5), isLit: false, &random).prop
            let bin = furniture.bin(&random)
            for _ in 0..<5 { put(lamp, from: 6, to: 60, beside: true, &random) }
            put(bin, from: 4, to: 20, beside: true, &random)
        }
        let figures = FigureMaker(kit: materials.kit)
        for _ in 0..<random.integer(0...7) { put(figures.figure(&random), from: 3, to: 50, beside: false, &random) }
        if let assets = materials.kit.assets, random.chance(0.5) {
            let animals = assets.models(of: ["animal"]).filter { ($0.size?.y ?? 0) > 0.25 && ($0.size?.y ?? 9) < 2.4 }
            let model = assets.pick(animals, &random) { entry throws(ScenesError) in try assets.model(entry) }
            if let model {
                for _ in 0..<random.integer(1...6) { put(Prop(model), from: 4, to: 60, beside: false, &random) }
            }
        }
        if random.chance(0.3) { runWires(furniture, &random) }
    }

    mutating func put(
        _ prop: Prop, from: Float, to: Float, beside: Bool, _ random: inout SeededGenerator
    ) {
        for _ in 0..<12 {
            let distance = random.logUniform(from, to)
            let angle = random.uniform(0, 2 * .pi)
            let p = SIMD2(angle.cosine, angle.sine) * distance
            if beside, terrain.pathWidth > 0, abs(abs(terrain.pathOffset(p)) - terrain.pathWidth - 0.9) > 0.5 {
                continue
            }
            let radius = max(prop.size.x, prop.size.z) / 2
            guard !isWet(p), stage.isFree(x: p.x, z: p.y, radius: radius + 0.2) else { continue }
            stage.add(prop, .translation(ground(p)) * .turn(random.uniform(0, 6.28)))
            return
        }
    }

    mutating func runFence(_ furniture: StreetFurniture, _ random: inout SeededGenerator) {
        let length: Float = 2.5
        let wood = materials.kit.wood(&random)
        let rails = random.integer(2...3)
        let hasWire = random.chance(0.4)
        let height = random.uniform(0.9, 1.3)
        let panel =
            hasWire
            ? nil
            : Prop(
                .build { builder in
                    builder.block([0.11, height + 0.15, 0.11], standingAt: [-length / 2, 0, 0])
                    for rail in 1...rails {
                        builder.box([length, 0.1, 0.035], at: [0, height * Float(rail) / Float(rails) - 0.08, 0.06])
                    }
                }, [wood])
        let post = Prop(.build { $0.cylinder(radius: 0.05, height: height + 0.1, sides: 8) }, [wood])
        let turn = random.uniform(0, 2 * .pi)
        let along = SIMD2(turn.cosine, turn.sine)
        let away = SIMD2(-along.y, along.x) * random.uniform(3, 14)
        let object = stage.newObject()
        var strands = StrandSet(
            material: Material(baseColor: [0.25, 0.25, 0.25], roughness: 0.5, metallic: 0.7), object: object,
            isForeground: true)
        var last: SIMD3<Float>?
        for step in -24...24 {
            let p = away + along * (Float(step) * length)
            guard !isWet(p) else {
                last = nil
                continue
            }
            let foot = ground(p, sunk: 0.08)
            let next = ground(p + along * length, sunk: 0.08)
            if let panel {
                let slope = normalize(next - foot)
                let side = normalize(cross(slope, [0, 1, 0]))
                let place = Transform(x: slope, y: [0, 1, 0], z: side, origin: (foot + next) / 2)
                stage.add(panel, place, object: object)
            } else {
                stage.add(post, .translation(foot), object: object)
                if let last {
                    for wire in 1...4 {
                        let y = height * Float(wire) / 4
                        strands.points.append(SIMD4(last + [0, y, 0], 0.0022))
                        strands.points.append(SIMD4((last + foot) / 2 + [0, y - 0.015, 0], 0.0022))
                        strands.points.append(SIMD4(foot + [0, y, 0], 0.0022))
                        strands.counts.append(3)
                    }
                }
            }
            last = foot
        }
        if !strands.counts.isEmpty { stage.world.strands.append(strands) }
    }

    mutating func setCabins(_ random: inout SeededGenerator) {
        let maker = BuildingMaker(materials: materials, litShare: 0)
        for _ in 0..<random.integer(1...4) {
            let prop = maker.building(.house(&random), &random)
            let distance = random.logUniform(18, 250)
            let angle = random.uniform(0, 2 * .pi)
            let p = SIMD2(angle.cosine, angle.sine) * distance
            guard !isWet(p), terrain.normal(p, step: 5).y > 0.97 else { continue }
            let place = Transform.translation(ground(p, sunk: 0.4)) * .turn(random.uniform(0, 6.28))
            stage.add(prop, place * .translation([0, 0, 5]), isForeground: false)
        }
    }

    mutating func runWires(_ furniture: StreetFurniture, _ random: inout SeededGenerator) {
        let height = random.uniform(7, 10)
        let pole = furniture.utilityPole(height: height, &random)
        let turn = random.uniform(0, 2 * .pi)
        let along = SIMD2(turn.cosine, turn.sine)
        let away = SIMD2(-along.y, along.x) * random.uniform(8, 30)
        var strands = StrandSet(
            material: Material(baseColor: [0.03, 0.03, 0.03], roughness: 0.6), object: stage.newObject(),
            isForeground: true)
        var last: SIMD3<Float>?
        for step in -6...6 {
            let p = away + along * (Float(step) * 40)
            guard !isWet(p) else {
                last = nil
                continue
            }
            let foot = ground(p, sunk: 0.2)
            let place = Transform.translation(foot) * .turn(-turn + .pi / 2)
            stage.add(pole, place)
            let top = foot + [0, height - 0.3, 0]
            if let last {
                for offset: Float in [-0.8, -0.35, 0.35, 0.8] {
                    let side = place.direction([offset, 0, 0])
                    for part in 0...10 {
                        let t = Float(part) / 10
                        strands.points.append(SIMD4(mix(last, top, t) + side - [0, 3.2 * t * (1 - t), 0], 0.009))
                    }
                    strands.counts.append(11)
                }
            }
            last = top
        }
        if !strands.counts.isEmpty { stage.world.strands.append(strands) }
    }
}
