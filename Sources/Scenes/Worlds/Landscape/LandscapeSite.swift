/// A landscape in the making.
struct LandscapeSite {
    let terrain: Terrain
    let haze: Haze
    let materials: OutdoorMaterials
    let plants: PlantKit
    var stage: Stage

    init(terrain: Terrain, haze: Haze, sky: Sky, assets: AssetLibrary?, _ random: inout SeededGenerator) {
        self.terrain = terrain
        self.haze = haze
        materials = OutdoorMaterials(kit: MaterialKit(assets: assets))
        plants = PlantKit(assets: assets, &random)
        stage = Stage(.landscape, sky: sky)
    }

    /// On the ground, a little sunk.
    func ground(_ p: SIMD2<Float>, sunk: Float = 0.03) -> SIMD3<Float> { [p.x, terrain.height(p) - sunk, p.y] }

    /// Whether a place is under water.
    func isWet(_ p: SIMD2<Float>) -> Bool {
        guard let level = terrain.waterLevel else { return false }
        return terrain.height(p) < level + 0.1
    }

    mutating func layGround(_ random: inout SeededGenerator) {
        let snowLine = random.uniform(900, 2200)
        let mesh = TerrainMesh.mesh(terrain, snowLine: snowLine)
        stage.build(mesh, .identity, TerrainMesh.materials(materials, terrain, haze: haze, &random))
        guard let level = terrain.waterLevel else { return }
        var water = Material(baseColor: [0.012, 0.03, 0.035], roughness: random.uniform(0.03, 0.14))
        water.bump = SurfaceTextures.any(.plaster, &random)
        water.bumpHeight = random.uniform(0.01, 0.06)
        water.mapping = .box(metres: random.uniform(1.2, 5))
        // In rings, so that the far water lies behind the air.
        var radius: Float = 0
        for (band, end) in Haze.bands.enumerated() {
            let outer = min(end, 22_000)
            let mesh = Mesh.build { builder in
                let first = UInt32(0)
                for ring in [radius, outer] {
                    for step in 0...64 {
                        let angle = 2 * Float.pi * Float(step) / 64
                        builder.vertex([ring * angle.cosine, level, ring * angle.sine], [0, 1, 0])
                    }
                }
                for step in 0..<UInt32(64) {
                    builder.quad(first + step, first + step + 1, first + 65 + step + 1, first + 65 + step)
                }
            }
            stage.build(mesh, .identity, [haze.seen(water, band: band)])
            radius = outer
        }
    }

    // MARK: Plants

    /// Trees of a few kinds, fine near by and coarse far off, thinning out with the distance.
    mutating func plantTrees(_ random: inout SeededGenerator) {
        let isConiferous = random.chance(terrain.country == .mountains ? 0.75 : 0.3)
        var kinds = (0..<3).map { _ in random.chance(isConiferous ? 0.8 : 0.12) ? plants.conifer(&random) : plants.tree(&random) }
        if terrain.country == .coast || terrain.country == .desert, random.chance(0.5) { kinds = [plants.palm(&random)] }
        let bands = Haze.bands.indices.map { band in
            kinds.map { kind -> Prop in
                var prop = kind.far
                prop.materials = prop.materials.map { haze.seen($0, band: band) }
                return prop
            }
        }
        let wanted = terrain.country == .forest ? 900 : terrain.country == .park ? 160 : 700
        for _ in 0..<wanted {
            // Evenly in the logarithm of the distance, so that near and far have their share.
            let distance = random.logUniform(terrain.country == .forest ? 2.5 : 6, 700)
            let angle = random.uniform(0, 2 * .pi)
            let p = SIMD2(angle.cosine, angle.sine) * distance
            guard random.chance(terrain.wood(p)), !isWet(p), terrain.onPath(p) < 0.1 else { continue }
            let kind = random.integer(0...kinds.count - 1)
            guard stage.isFree(x: p.x, z: p.y, radius: distance < 30 ? 1.2 : 0.2) else { continue }
            let isNear = distance < 20
            let prop = isNear ? kinds[kind].near : bands[Haze.band(distance)][kind]
            let place = Transform.translation(ground(p, sunk: 0.1)) * .turn(random.uniform(0, 6.28)) * .scale(random.uniform(0.6, 1.25))
            stage.add(prop, place, isForeground: distance < 60, isSolid: false)
            if distance < 40 {
                let r = kinds[kind].trunkRadius + 0.15
                stage.block(Bounds(low: [p.x - r, -100, p.y - r], high: [p.x + r, 100, p.y + r]))
            }
        }
    }

    /// Bushes, flowers, rocks and grass.
    mutating func plantUndergrowth(_ random: inout SeededGenerator) {
        let bushes = [plants.bush(&random), plants.bush(&random)]
        let flowers = [plants.flowers(&random), plants.flowers(&random)]
        let rocks = [plants.rock(&random), plants.rock(&random), plants.rock(&random)]
        let isBarren = terrain.country == .desert || terrain.country == .coast
        for _ in 0..<random.integer(60...240) {
            let distance = random.logUniform(1.5, 130)
            let angle = random.uniform(0, 2 * .pi)
            let p = SIMD2(angle.cosine, angle.sine) * distance
            guard terrain.onPath(p) < 0.2 else { continue }
            let place = Transform.translation(ground(p)) * .turn(random.uniform(0, 6.28))
            switch random.unit() {
            case ..<(isBarren ? 0.75 : 0.3):
                let size = random.logUniform(0.06, terrain.country == .mountains ? 2.5 : 0.9)
                let sunk = Transform.translation([0, -0.2 * size, 0])
                stage.add(random.pick(rocks), sunk * place * .scale(size), isSolid: size > 0.4)
            case ..<0.62:
                guard !isWet(p), distance > 3, terrain.country != .park || random.chance(0.3) else { continue }
                let bush = random.pick(bushes)
                stage.add(bush.prop(at: distance), place * .scale(random.uniform(0.4, 1.1)), isSolid: false)
                stage.block(Bounds(low: [p.x - 0.5, -50, p.y - 0.5], high: [p.x + 0.5, 50, p.y + 0.5]))
            default:
                guard !isWet(p), !isBarren, distance < 30 else { continue }
                stage.add(random.pick(flowers), place * .scale(random.uniform(0.6, 1.3)), isForeground: false, isSolid: false)
            }
        }
        growGrass(isBarren: isBarren, &random)
    }

    private mutating func growGrass(isBarren: Bool, _ random: inout SeededGenerator) {
        let height: Float
        let count: Int
        switch terrain.country {
        case .park: (height, count) = (random.uniform(0.04, 0.1), 55_000)
        case .meadow, .hills: (height, count) = (random.logUniform(0.08, 0.7), 50_000)
        case .forest: (height, count) = (random.uniform(0.1, 0.35), 9000)
        case .coast, .desert: (height, count) = (random.uniform(0.25, 0.7), 2500)
        case .lake, .mountains: (height, count) = (random.uniform(0.08, 0.35), 35_000)
        }
        let color = Palette.linear(
            Palette.hsv(isBarren ? random.uniform(0.12, 0.17) : random.uniform(0.17, 0.25), random.uniform(0.4, 0.6), random.uniform(0.38, 0.56)))
        let terrain = terrain
        let floor = (terrain.waterLevel ?? -.infinity) + (terrain.country == .coast ? 1.2 : 0.15)
        Grass.patch(
            at: .zero, radius: isBarren ? 16 : 13, count: count, height: height, color: color, to: &stage.world, &random
        ) { p in
            let y = terrain.height(p)
            return terrain.onPath(p) > 0.4 || y < floor ? nil : y
        }
        if terrain.country == .lake {
            // Reeds along the shore.
            Grass.patch(
                at: terrain.outlook * 9, radius: 14, count: 2500, height: random.uniform(1, 2), color: color * 0.8,
                to: &stage.world, &random
            ) { p in
                let y = terrain.height(p)
                return y < floor && y > floor - 0.6 ? y : nil
            }
        }
    }

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
            if let model { for _ in 0..<random.integer(1...6) { put(Prop(model), from: 4, to: 60, beside: false, &random) } }
        }
        if random.chance(0.3) { runWires(furniture, &random) }
    }

    private mutating func put(
        _ prop: Prop, from: Float, to: Float, beside: Bool, _ random: inout SeededGenerator
    ) {
        for _ in 0..<12 {
            let distance = random.logUniform(from, to)
            let angle = random.uniform(0, 2 * .pi)
            let p = SIMD2(angle.cosine, angle.sine) * distance
            if beside, terrain.pathWidth > 0, abs(abs(terrain.pathOffset(p)) - terrain.pathWidth - 0.9) > 0.5 { continue }
            let radius = max(prop.size.x, prop.size.z) / 2
            guard !isWet(p), stage.isFree(x: p.x, z: p.y, radius: radius + 0.2) else { continue }
            stage.add(prop, .translation(ground(p)) * .turn(random.uniform(0, 6.28)))
            return
        }
    }

    private mutating func runFence(_ furniture: StreetFurniture, _ random: inout SeededGenerator) {
        let length: Float = 2.5
        let wood = materials.kit.wood(&random)
        let rails = random.integer(2...3)
        let hasWire = random.chance(0.4)
        let height = random.uniform(0.9, 1.3)
        let panel = hasWire ? nil : Prop(
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
            material: Material(baseColor: [0.25, 0.25, 0.25], roughness: 0.5, metallic: 0.7), object: object, isForeground: true)
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

    private mutating func setCabins(_ random: inout SeededGenerator) {
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

    private mutating func runWires(_ furniture: StreetFurniture, _ random: inout SeededGenerator) {
        let height = random.uniform(7, 10)
        let pole = furniture.utilityPole(height: height, &random)
        let turn = random.uniform(0, 2 * .pi)
        let along = SIMD2(turn.cosine, turn.sine)
        let away = SIMD2(-along.y, along.x) * random.uniform(8, 30)
        var strands = StrandSet(
            material: Material(baseColor: [0.03, 0.03, 0.03], roughness: 0.6), object: stage.newObject(), isForeground: true)
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

    // MARK: Viewpoints

    mutating func lookRound(_ random: inout SeededGenerator) {
        var tries = 0
        while stage.world.viewpoints.count < 20, tries < 500 {
            tries += 1
            let p = SIMD2(random.normal(), random.normal()) * 5
            guard !isWet(p) else { continue }
            let y = terrain.height(p)
            let isLow = random.chance(0.12)
            let isHigh = random.chance(0.08)
            let eye = SIMD3(
                p.x, y + (isLow ? random.uniform(0.25, 0.8) : isHigh ? random.uniform(4, 30) : random.uniform(1.3, 1.8)), p.y)
            guard stage.isFree(eye, clearance: 0.5) else { continue }
            var heading = random.uniform(0, 2 * .pi)
            // Towards the water or the mountains more often than not.
            if random.chance(0.55) { heading = arcTangent(terrain.outlook.y, terrain.outlook.x) + random.normal() * 0.5 }
            let reach = random.uniform(4, 9)
            let drop = isHigh ? -random.uniform(0.5, 4) : isLow ? random.uniform(-0.3, 0.3) : random.normal() * 0.9 - 0.4
            let target = eye + SIMD3(reach * heading.cosine, drop, reach * heading.sine)
            // Not into a rising slope.
            guard terrain.height([target.x, target.z]) < max(eye.y, target.y + 1) else { continue }
            stage.world.viewpoints.append(Viewpoint(position: eye, target: target, fieldOfView: 28...85))
        }
        if stage.world.viewpoints.isEmpty {
            let y = terrain.height(.zero)
            stage.world.viewpoints.append(Viewpoint(position: [0, y + 1.6, 0], target: [0, y + 1.4, -6]))
        }
    }
}
