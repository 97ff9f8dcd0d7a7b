extension StreetSite {
    // MARK: Plants

    mutating func plant(_ random: inout SeededGenerator) {
        switch plan.character {
        case .town:
            if plan.pavement > 2.2, random.chance(0.65) { plantRows(x: plan.halfRoad + 0.7, &random) }
        case .suburb:
            plantGardens(&random)
            if random.chance(0.3), plan.pavement > 1.8 { plantRows(x: plan.halfRoad + 0.6, &random) }
        case .square: plantSquare(&random)
        case .carPark: plantRows(x: plan.halfRoad + 2.8, &random)
        case .alley: break
        }
    }

    private mutating func set(_ plant: PlantKit.Plant, x: Float, z: Float, _ random: inout SeededGenerator) {
        let near = length(SIMD3(x, 0, z)) < 26
        let prop = near ? plant.near : plant.far
        let scale = random.uniform(0.8, 1.15)
        let place =
            Transform.translation([x, ground(x: x) - 0.02, z]) * .turn(random.uniform(0, 2 * .pi)) * .scale(scale)
        stage.add(prop, place, isSolid: false)
        let r = plant.trunkRadius + 0.2
        stage.block(Bounds(low: [x - r, 0, z - r], high: [x + r, 3, z + r]))
        stage.overgrow(plant.crown(at: [x, ground(x: x), z], scale: scale))
    }

    private mutating func plantRows(x: Float, _ random: inout SeededGenerator) {
        let kinds = (0..<2).map { _ in random.chance(0.06) ? plants.palm(&random) : plants.tree(&random) }
        let pitch = random.uniform(7, 13)
        for side: Float in [-1, 1] {
            for z in row(every: pitch, &random) where random.chance(0.88) {
                set(random.pick(kinds), x: side * x, z: z + random.normal() * 0.2, &random)
            }
        }
    }

    private mutating func plantGardens(_ random: inout SeededGenerator) {
        let trees = [plants.tree(&random), plants.tree(&random), plants.conifer(&random)]
        let bushes = [plants.bush(&random), plants.bush(&random)]
        let flowers = plants.flowers(&random)
        let edge = plan.halfRoad + plan.pavement
        for side: Float in [-1, 1] {
            for z in row(every: 2.2, &random) {
                let x = side * random.uniform(edge + 0.6, plan.frontage - 0.8)
                switch random.unit() {
                case ..<0.14:
                    if plan.garden > 4 { set(random.pick(trees), x: x, z: z, &random) }
                case ..<0.5: set(random.pick(bushes), x: x, z: z, &random)
                case ..<0.65:
                    stage.add(
                        flowers, .translation([x, plan.kerbHeight, z]) * .turn(random.unit() * 6), isSolid: false)
                default: break
                }
            }
            let fence =
                random.chance(0.4)
                ? plants.hedge(length: 5, height: random.uniform(0.8, 1.6), detail: 0.6, &random)
                : furniture.fence(length: 5, &random)
            for z in row(every: 5.05, &random) where random.chance(0.8) {
                let place = Transform.translation([side * (edge + 0.3), plan.kerbHeight, z]) * .turn(side * .pi / 2)
                stage.add(fence, place)
            }
        }
        let lawn = Palette.linear(Palette.hsv(random.uniform(0.2, 0.28), 0.5, 0.45))
        for _ in 0..<2 {
            let side: Float = random.chance(0.5) ? 1 : -1
            let center = SIMD2(side * (edge + plan.garden / 2), random.uniform(-15, 15))
            let (low, high, level) = (edge + 0.4, plan.frontage - 0.2, plan.kerbHeight)
            Grass.patch(
                at: center, radius: 4, count: 9000, height: 0.09, color: lawn, to: &stage.world, &random
            ) { abs($0.x) > low && abs($0.x) < high ? level : nil }
        }
    }

    private mutating func plantSquare(_ random: inout SeededGenerator) {
        let kinds = [plants.tree(&random), plants.tree(&random)]
        let (w, d) = (plan.halfRoad - 4, plan.reach - 6)
        for x in stride(from: -w, through: w, by: random.uniform(6, 11)) {
            for z in stride(from: -d, through: d, by: random.uniform(7, 12)) where random.chance(0.35) {
                set(random.pick(kinds), x: x, z: z, &random)
            }
        }
    }

    // MARK: Furniture

    /// Puts a prop on the ground where there is room; returns whether it did.
    @discardableResult
    private mutating func put(
        _ prop: Prop, x: Float, z: Float, turn: Float, margin: Float = 0.1, isForeground: Bool = true
    ) -> Bool {
        let radius = max(prop.size.x, prop.size.z) / 2
        guard stage.isFree(x: x, z: z, radius: min(radius, 1.2) + margin) else { return false }
        stage.add(prop, .translation([x, ground(x: x), z]) * .turn(turn), isForeground: isForeground)
        return true
    }

    mutating func furnish(_ random: inout SeededGenerator) {
        light(&random)
        let kerbSide = plan.pavement > 0 ? plan.halfRoad + 0.45 : plan.frontage - 0.5
        let wallSide = plan.frontage - plan.garden - 0.5
        let benches = furniture.bench(&random)
        let bins = [furniture.bin(&random), furniture.bin(&random)]
        let bollard = furniture.bollard(&random)
        let bikes = [cars.bicycle(&random), cars.bicycle(&random)]
        let signs = (0..<3).map { _ in furniture.sign(&random) }
        let planter = furniture.planter(&random)
        let bush = plants.bush(&random)
        let hasBollards = random.chance(0.3)
        for side: Float in [-1, 1] {
            let inward = -side * Float.pi / 2
            for z in row(every: random.uniform(3, 5), &random) where abs(z) < 80 {
                switch random.unit() {
                case ..<0.1: put(random.pick(signs), x: side * kerbSide, z: z, turn: random.chance(0.5) ? 0 : .pi)
                case ..<0.18: put(random.pick(bins), x: side * wallSide, z: z, turn: inward)
                case ..<0.24: put(benches, x: side * wallSide, z: z, turn: inward)
                case ..<0.34: put(random.pick(bikes), x: side * wallSide, z: z, turn: random.normal() * 0.2)
                case ..<0.4:
                    if put(planter, x: side * wallSide, z: z, turn: inward) {
                        let place =
                            Transform.translation([side * wallSide, ground(x: side * wallSide) + 0.42, z])
                            * .scale(0.55)
                        stage.add(bush.near, place, isSolid: false)
                    }
                case ..<0.44 where plan.character == .town:
                    put(furniture.hydrant(&random), x: side * kerbSide, z: z, turn: inward)
                case ..<0.48 where plan.pavement > 2.5:
                    put(furniture.shelter(&random), x: side * (kerbSide + 0.9), z: z, turn: inward)
                case ..<0.56 where plan.pavement > 3 || plan.character == .square:
                    put(
                        furniture.table(&random), x: side * (wallSide - random.uniform(0.4, 1.2)), z: z,
                        turn: random.unit() * 6)
                default: break
                }
            }
            if hasBollards, plan.pavement > 1.5 {
                for z in row(every: 1.8, &random) where abs(z) < 40 {
                    put(bollard, x: side * (kerbSide - 0.1), z: z, turn: 0)
                }
            }
            if plan.character == .town, random.chance(0.5) {
                put(
                    furniture.trafficLight(&random), x: side * kerbSide, z: side * random.uniform(3, 15),
                    turn: side > 0 ? 0 : .pi)
            }
        }
        if plan.character == .square || plan.character == .alley { scatter(&random) }
    }

    /// Things in the middle of squares and along alleys.
    private mutating func scatter(_ random: inout SeededGenerator) {
        let count = plan.character == .square ? 16 : 5
        for _ in 0..<count {
            let x = random.uniform(-0.85, 0.85) * plan.halfRoad
            let z = random.uniform(-0.85, 0.85) * plan.reach
            let turn = random.uniform(0, 2 * .pi)
            switch random.integer(0...4) {
            case 0: put(furniture.bench(&random), x: x, z: z, turn: turn)
            case 1: put(furniture.bin(&random), x: x, z: z, turn: turn)
            case 2: put(furniture.table(&random), x: x, z: z, turn: turn)
            case 3: put(furniture.planter(&random), x: x, z: z, turn: turn)
            default: put(cars.bicycle(&random), x: x, z: z, turn: turn)
            }
        }
    }

    private mutating func light(_ random: inout SeededGenerator) {
        guard plan.character != .alley else { return }
        let height = random.uniform(3.6, 8.5)
        let (prop, head) = furniture.lampPost(height: height, isLit: weather.isDark, &random)
        let x = plan.pavement > 0 ? plan.halfRoad + 0.4 : plan.halfRoad * 0.6
        let color = mix([1, 0.55, 0.2], [1, 0.9, 0.75], random.unit())
        var lit = 0
        for side: Float in [-1, 1] {
            for z in row(every: random.uniform(18, 32), &random) {
                let turn = -side * Float.pi / 2
                guard stage.isFree(x: side * x, z: z, radius: 0.3) else { continue }
                let place = Transform.translation([side * x, ground(x: side * x), z]) * .turn(turn)
                stage.add(prop, place)
                // Lamps far away light nothing that matters.
                guard weather.isDark, abs(z) < 60, lit < 12 else { continue }
                lit += 1
                stage.world.lamps.append(
                    .sphere(center: place.point(head) - [0, 0.12, 0], radius: 0.1, radiance: color * 30))
            }
        }
    }

    // MARK: Cars

    mutating func parkCars(_ random: inout SeededGenerator) {
        let models = (0..<6).map { _ in cars.car(&random) }
        func painted(_ random: inout SeededGenerator) -> Prop {
            var prop = random.pick(models)
            if prop.materials.count == 8 { prop.materials[0] = materials.carPaint(&random) }
            return prop
        }
        switch plan.character {
        case .town, .suburb:
            let density = random.uniform(0.1, 0.85)
            for side: Float in [-1, 1] {
                for z in row(every: 5.9, &random) where random.chance(density) {
                    let prop = painted(&random)
                    let x = side * (plan.halfRoad - prop.size.x / 2 - random.uniform(0.12, 0.35))
                    put(prop, x: x, z: z, turn: side > 0 ? .pi : 0, margin: 1.2)
                }
            }
            // Some drive, on the right.
            for _ in 0..<random.integer(0...4) where plan.halfRoad > 3.6 {
                let side: Float = random.chance(0.5) ? 1 : -1
                put(
                    painted(&random), x: side * plan.halfRoad * 0.3, z: random.uniform(-60, 60),
                    turn: side > 0 ? .pi : 0, margin: 0.5)
            }
        case .carPark:
            for x in bayRows {
                for z in stride(from: -plan.reach + 1.25, to: plan.reach, by: 2.5) where random.chance(0.6) {
                    let turn = Float.pi / 2 * (random.chance(0.5) ? 1 : -1)
                    let prop = painted(&random)
                    stage.add(
                        prop, .translation([x + random.normal() * 0.15, 0, z + random.normal() * 0.08]) * .turn(turn))
                }
            }
        case .square, .alley:
            for _ in 0..<random.integer(0...2) where plan.halfRoad > 2 {
                put(
                    painted(&random), x: random.uniform(-0.4, 0.4) * plan.halfRoad,
                    z: random.uniform(-1, 1) * plan.reach * 0.8,
                    turn: random.chance(0.5) ? 0 : .pi, margin: 0.6)
            }
        }
    }

    // MARK: People

    mutating func peopleStreet(_ random: inout SeededGenerator) {
        let models = (0..<7).map { _ in figures.figure(&random) }
        for _ in 0..<random.integer(2...22) {
            let isSquare = plan.pavement == 0
            let side: Float = random.chance(0.5) ? 1 : -1
            let x =
                isSquare
                ? random.uniform(-0.8, 0.8) * plan.halfRoad
                : side * random.uniform(plan.halfRoad + 0.5, plan.halfRoad + plan.pavement - 0.4)
            let z = random.normal() * min(plan.reach * 0.5, 25)
            let turn =
                random.chance(0.8)
                ? (random.chance(0.5) ? 0 : Float.pi) + random.normal() * 0.3 : random.uniform(0, 6.28)
            let model = random.pick(models)
            guard put(model, x: x, z: z, turn: turn) else { continue }
            let place = Transform.translation([x, ground(x: x), z]) * .turn(turn)
            sitters.append(Sitter(at: place, height: model.size.y))
        }
    }

    // MARK: Wires

    mutating func hangWires(_ random: inout SeededGenerator) {
        guard plan.character != .square, random.chance(0.45) else { return }
        var strands = StrandSet(
            material: Material(baseColor: [0.03, 0.03, 0.03], roughness: 0.6), object: stage.newObject(),
            isForeground: true)
        func wire(_ a: SIMD3<Float>, _ b: SIMD3<Float>, sag: Float, radius: Float) {
            for step in 0...12 {
                let t = Float(step) / 12
                strands.points.append(SIMD4(mix(a, b, t) - [0, sag * 4 * t * (1 - t), 0], radius))
            }
            strands.counts.append(13)
        }
        if plan.character == .suburb || random.chance(0.3) {
            let height = random.uniform(7, 9.5)
            let pole = furniture.utilityPole(height: height, &random)
            let x = (random.chance(0.5) ? 1 : -1) * (plan.halfRoad + max(plan.pavement - 0.3, 0.2))
            let places = row(every: 30, &random)
            for z in places { put(pole, x: x, z: z, turn: 0) }
            for (a, b) in zip(places, places.dropFirst()) {
                for offset: Float in [-0.8, -0.35, 0.35, 0.8] {
                    let y = height - 0.3 + plan.kerbHeight
                    wire([x + offset, y, a + 0.1], [x + offset, y, b + 0.1], sag: 0.5, radius: 0.008)
                }
            }
        } else {
            // Across the street, from house to house, some with washing or lamps.
            for _ in 0..<random.integer(2...7) {
                let z = random.uniform(-0.7, 0.7) * plan.reach
                let y = random.uniform(4.5, 7)
                wire(
                    [-plan.frontage, y, z], [plan.frontage, y + random.normal() * 0.3, z + random.normal() * 2],
                    sag: plan.frontage * 0.08, radius: random.uniform(0.004, 0.01))
            }
        }
        if !strands.counts.isEmpty { stage.world.strands.append(strands) }
    }
}
