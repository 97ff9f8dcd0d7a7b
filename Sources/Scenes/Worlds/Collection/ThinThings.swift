/// Things that are mostly edges: hair, wires, nets. Networks find them hard, so that every collection has some.
enum ThinThings {
    static func add(
        to stage: inout Stage, reach: Float, _ floor: Float, _ kit: MaterialKit, _ random: inout SeededGenerator
    ) {
        switch random.integer(0...3) {
        case 0: hairBall(&stage, reach: reach, floor, &random)
        case 1: net(&stage, reach: reach, floor, &random)
        case 2: wires(&stage, reach: reach, floor, &random)
        default: grass(&stage, reach: reach, floor, &random)
        }
    }

    private static func spot(_ stage: Stage, reach: Float, radius: Float, _ random: inout SeededGenerator) -> SIMD2<Float>
    {
        for _ in 0..<20 {
            let p = SIMD2(random.normal(), random.normal()) * (reach * 0.4)
            if stage.isFree(x: p.x, z: p.y, radius: radius) { return p }
        }
        return SIMD2(random.normal(), random.normal()) * (reach * 0.5)
    }

    private static func hairBall(_ stage: inout Stage, reach: Float, _ floor: Float, _ random: inout SeededGenerator) {
        let radius = reach * random.logUniform(0.05, 0.18)
        let hair = radius * random.uniform(0.3, 1.2)
        let at = spot(stage, reach: reach, radius: radius + hair, &random)
        let center = SIMD3(at.x, floor + radius + random.uniform(0, 0.5) * reach, at.y)
        let color = Palette.linear(Palette.hsv(random.uniform(0.04, 0.12), random.uniform(0, 0.7), random.uniform(0.1, 0.9)))
        let object = stage.newObject()
        var strands = StrandSet(material: Material(baseColor: color, roughness: 0.6), object: object, isForeground: true)
        let thickness = radius * random.logUniform(0.002, 0.008)
        for _ in 0..<random.integer(1500...4000) {
            let out = normalize(SIMD3(random.normal(), random.normal(), random.normal()) + 1e-4)
            let bend = SIMD3(random.normal(), random.normal() - 0.6, random.normal()) * (hair * 0.25)
            let root = center + out * radius
            for step in 0...3 {
                let t = Float(step) / 3
                let p = root + out * (hair * t) + bend * (t * t)
                strands.points.append(SIMD4(p, thickness * (1 - 0.8 * t)))
            }
            strands.counts.append(4)
            strands.tints.append(SIMD3(repeating: random.uniform(0.6, 1.3)))
        }
        stage.world.strands.append(strands)
        let ball = Mesh.build { $0.sphere(radius: radius, sides: 24) }
        stage.world.instances.append(
            Instance(
                ball, .translation(center), materials: [Material(baseColor: color * 0.7, roughness: 0.9)], object: object,
                isForeground: true))
        let box = SIMD3(repeating: radius + hair)
        stage.block(Bounds(low: center - box, high: center + box))
    }

    /// A sagging net between two posts, square or diamond.
    private static func net(_ stage: inout Stage, reach: Float, _ floor: Float, _ random: inout SeededGenerator) {
        let size = SIMD2(reach * random.uniform(0.4, 1), reach * random.uniform(0.3, 0.8))
        let at = spot(stage, reach: reach, radius: 0.05 * reach, &random)
        let turn = random.uniform(0, 2 * .pi)
        let place = Transform.translation([at.x, floor, at.y]) * .turn(turn)
        let color = PlainMaterial.tinted(random.logUniform(0.03, 0.6), &random, saturation: 0.5)
        var strands = StrandSet(
            material: Material(baseColor: color, roughness: 0.7), object: stage.newObject(), isForeground: true)
        let cells = random.integer(6...24)
        let thickness = size.x * random.logUniform(0.0015, 0.006)
        let sag = random.uniform(0, 0.25) * size.y
        let isDiamond = random.chance(0.5)
        func point(_ u: Float, _ v: Float) -> SIMD3<Float> {
            let dip = sag * (1 - (2 * u - 1) * (2 * u - 1)) * (0.5 + 0.5 * v)
            return place.point([(u - 0.5) * size.x, v * size.y - dip * v, dip * 0.7 * (3 * v).sine])
        }
        func line(_ from: SIMD2<Float>, _ to: SIMD2<Float>) {
            for step in 0...10 {
                let p = from + (to - from) * (Float(step) / 10)
                strands.points.append(SIMD4(point(p.x, p.y), thickness))
            }
            strands.counts.append(11)
        }
        for index in 0...cells {
            let t = Float(index) / Float(cells)
            if isDiamond {
                line([t, 0], [1, 1 - t])
                line([0, t], [1 - t, 1])
                line([1 - t, 0], [0, 1 - t])
                line([1, t], [t, 1])
            } else {
                line([t, 0], [t, 1])
                line([0, t], [1, t])
            }
        }
        stage.world.strands.append(strands)
    }

    private static func wires(_ stage: inout Stage, reach: Float, _ floor: Float, _ random: inout SeededGenerator) {
        let color = PlainMaterial.tinted(random.logUniform(0.02, 0.5), &random, saturation: 0.6)
        var strands = StrandSet(
            material: Material(baseColor: color, roughness: 0.4), object: stage.newObject(), isForeground: true)
        for _ in 0..<random.integer(2...8) {
            let a = SIMD3(random.normal(), 0, random.normal()) * (0.7 * reach) + [0, floor + random.unit() * reach, 0]
            let b = SIMD3(random.normal(), 0, random.normal()) * (0.7 * reach) + [0, floor + random.unit() * reach, 0]
            let sag = length(b - a) * random.uniform(0, 0.15)
            let thickness = reach * random.logUniform(0.001, 0.006)
            for step in 0...16 {
                let t = Float(step) / 16
                var p = mix(a, b, t)
                p.y = max(p.y - sag * 4 * t * (1 - t), floor + thickness)
                strands.points.append(SIMD4(p, thickness))
            }
            strands.counts.append(17)
        }
        stage.world.strands.append(strands)
    }

    private static func grass(_ stage: inout Stage, reach: Float, _ floor: Float, _ random: inout SeededGenerator) {
        let radius = reach * random.uniform(0.1, 0.4)
        let height = reach * random.logUniform(0.05, 0.3)
        let at = spot(stage, reach: reach, radius: radius * 0.5, &random)
        var strands = StrandSet(
            material: Material(
                baseColor: Palette.linear(Palette.hsv(random.uniform(0.1, 0.35), 0.6, random.uniform(0.3, 0.7))),
                roughness: 0.6), object: stage.newObject(), isForeground: true)
        for _ in 0..<random.integer(200...1500) {
            let angle = random.uniform(0, 2 * .pi)
            let distance = radius * random.unit().squareRoot()
            let root = SIMD3(at.x + distance * angle.cosine, floor, at.y + distance * angle.sine)
            let lean = SIMD3(random.normal(), 0, random.normal()) * (0.3 * height)
            let tall = height * random.uniform(0.5, 1.2)
            for step in 0...3 {
                let t = Float(step) / 3
                let p = root + [0, tall * t * (1 - 0.15 * t), 0] + lean * (t * t)
                strands.points.append(SIMD4(p, height * 0.012 * (1 - 0.85 * t)))
            }
            strands.counts.append(4)
            strands.tints.append(SIMD3(repeating: random.uniform(0.6, 1.3)))
        }
        stage.world.strands.append(strands)
    }
}
