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
        let covers = TerrainMesh.materials(materials, terrain, haze: haze, &random)
        for mesh in TerrainMesh.meshes(terrain, snowLine: snowLine) { stage.build(mesh, .identity, covers) }
        if terrain.pathWidth > 0 { layPath(&random) }
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

    /// A ribbon that lies on the ground, worn down in the middle.
    mutating func layPath(_ random: inout SeededGenerator) {
        let isPaved = terrain.country == .park && random.chance(0.6)
        let material = isPaved ? materials.asphalt(&random) : materials.earth(&random)
        let reach: Float = 170
        let terrain = terrain
        let noise = Noise(&random)
        let mesh = Mesh.build { builder in
            builder.surface(columns: 8, rows: 420, metres: [terrain.pathWidth * 2, reach * 2]) { s, t in
                // Short steps near the origin.
                let u = 2 * t - 1
                let along = reach * u * (0.25 + 0.75 * u * u)
                let middle = terrain.pathMiddle(along)
                let ahead = terrain.pathMiddle(along + 0.2) - middle
                let side = SIMD2(ahead.y, -ahead.x) / max((ahead * ahead).sum().squareRoot(), 1e-6)
                let ragged = isPaved ? 0 : 0.25 * noise.fractal(SIMD2(along * 0.9, s < 0.5 ? 3 : 9), octaves: 3)
                let offset = (2 * s - 1) * (terrain.pathWidth + ragged)
                let p = middle + side * offset
                let edge = abs(2 * s - 1)
                // Its edges go under the ground, its middle stays above the coarser mesh further off.
                let lift = 0.05 + 0.0025 * abs(along) - 0.1 * power(edge, 6)
                return [p.x, terrain.height(p) + lift, p.y]
            }
        }
        stage.build(mesh, .identity, [material])
    }

    // MARK: Plants

    /// Trees of a few kinds, fine near by and coarse far off, thinning out with the distance.
    mutating func plantTrees(_ random: inout SeededGenerator) {
        let isConiferous = random.chance(terrain.country == .mountains ? 0.75 : 0.3)
        var kinds = (0..<3).map { _ in
            random.chance(isConiferous ? 0.8 : 0.12) ? plants.conifer(&random) : plants.tree(&random)
        }
        if terrain.country == .coast || terrain.country == .desert, random.chance(0.5) {
            kinds = [plants.palm(&random)]
        }
        let bands = Haze.bands.indices.map { band in
            kinds.map { kind -> Prop in
                var prop = kind.far
                prop.materials = prop.materials.map { haze.seen($0, band: band) }
                return prop
            }
        }
        let wanted = terrain.country == .forest ? 1300 : terrain.country == .park ? 260 : 1500
        // Between trunks in a wood; more where crowns are to be seen whole.
        let spacing = random.uniform(1.6, 3)
        for _ in 0..<wanted {
            // Evenly in the logarithm of the distance, so that near and far have their share.
            let distance = random.logUniform(
                terrain.country == .forest ? 2.5 : 6, terrain.country == .forest ? 300 : 1300)
            let angle = random.uniform(0, 2 * .pi)
            let p = SIMD2(angle.cosine, angle.sine) * distance
            guard random.chance(terrain.wood(p)), !isWet(p), terrain.onPath(p) < 0.1 else { continue }
            let kind = random.integer(0...kinds.count - 1)
            guard stage.isFree(x: p.x, z: p.y, radius: distance < 40 ? spacing : 0.2) else { continue }
            let isNear = distance < 26
            let prop = isNear ? kinds[kind].near : bands[Haze.band(distance)][kind]
            let scale = random.uniform(0.6, 1.25)
            let foot = ground(p, sunk: 0.1)
            let place = Transform.translation(foot) * .turn(random.uniform(0, 6.28)) * .scale(scale)
            stage.add(prop, place, isForeground: distance < 60, isSolid: false)
            if distance < 40 { stage.overgrow(kinds[kind].crown(at: foot, scale: scale)) }
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
                let r = bush.near.size.x * 0.5
                stage.block(Bounds(low: [p.x - r, -50, p.y - r], high: [p.x + r, 50, p.y + r]))
            default:
                guard !isWet(p), !isBarren, distance < 30 else { continue }
                stage.add(
                    random.pick(flowers), place * .scale(random.uniform(0.6, 1.3)), isForeground: false, isSolid: false)
            }
        }
        growGrass(isBarren: isBarren, &random)
    }

    mutating func growGrass(isBarren: Bool, _ random: inout SeededGenerator) {
        let height: Float
        let count: Int
        switch terrain.country {
        case .park: (height, count) = (random.uniform(0.04, 0.1), 36_000)
        case .meadow, .hills: (height, count) = (random.logUniform(0.08, 0.7), 34_000)
        case .forest: (height, count) = (random.uniform(0.1, 0.35), 9000)
        case .coast, .desert: (height, count) = (random.uniform(0.25, 0.7), 2500)
        case .lake, .mountains: (height, count) = (random.uniform(0.08, 0.35), 26_000)
        }
        let color = Palette.linear(
            Palette.hsv(
                isBarren ? random.uniform(0.12, 0.17) : random.uniform(0.17, 0.25), random.uniform(0.4, 0.6),
                random.uniform(0.38, 0.56)))
        let terrain = terrain
        let floor = (terrain.waterLevel ?? -.infinity) + (terrain.country == .coast ? 1.2 : 0.15)
        Grass.patch(
            at: .zero, radius: isBarren ? 16 : 13, count: count, height: height, color: color, to: &stage.world, &random
        ) { p in
            let y = terrain.height(p)
            return terrain.onPath(p) > 0.4 || y < floor ? nil : y
        }
        let tufts = [plants.tuft(color, &random), plants.tuft(color * [1.1, 0.95, 0.8], &random)]
        for _ in 0..<(isBarren ? 150 : terrain.country == .park ? 60 : 1100) {
            let distance = random.logUniform(3, 120)
            let angle = random.uniform(0, 2 * .pi)
            let p = SIMD2(angle.cosine, angle.sine) * distance
            guard terrain.onPath(p) < 0.1, terrain.height(p) > floor else { continue }
            let place =
                Transform.translation(ground(p)) * .turn(angle * 7)
                * .scale(random.uniform(0.5, 1) * max(height * 3, 0.4))
            stage.world.instances.append(Instance(random.pick(tufts).mesh, place, materials: tufts[0].materials))
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
                p.x,
                y + (isLow ? random.uniform(0.25, 0.8) : isHigh ? random.uniform(4, 30) : random.uniform(1.3, 1.8)), p.y
            )
            guard stage.isFree(eye, clearance: 0.5) else { continue }
            var heading = random.uniform(0, 2 * .pi)
            // Towards the water or the mountains more often than not.
            if random.chance(0.55) {
                heading = arcTangent(terrain.outlook.y, terrain.outlook.x) + random.normal() * 0.5
            }
            let reach = random.uniform(4, 9)
            let drop =
                isHigh ? -random.uniform(0.5, 4) : isLow ? random.uniform(-0.3, 0.3) : random.normal() * 0.9 - 0.4
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
