/// Shapes of all kinds, the largest extent of which is about 1.
enum ShapeMaker {
    static func shape(_ random: inout SeededGenerator) -> Mesh {
        let mesh: Mesh =
            switch random.integer(0...15) {
            case 0: box(&random)
            case 1: roundedBox(&random)
            case 2: cylinder(&random)
            case 3: .build { $0.sphere(radius: 0.5, at: [0, 0.5, 0], scale: [1, random.uniform(0.4, 1), 1], sides: 32) }
            case 4: torus(&random)
            case 5, 6: vessel(&random)
            case 7: prism(&random)
            case 8: knot(&random)
            case 9: blob(&random)
            case 10, 11: frame(&random)
            case 12: cage(&random)
            case 13: spiral(&random)
            case 14: steps(&random)
            default: bunch(&random)
            }
        return normalized(mesh)
    }

    /// Standing on y = 0, centred, its largest extent 1.
    static func normalized(_ mesh: Mesh) -> Mesh {
        guard let (low, high) = mesh.bounds else { return mesh }
        let scale = 1 / max((high - low).max(), 1e-6)
        let foot = SIMD3((low.x + high.x) / 2, low.y, (low.z + high.z) / 2)
        return mesh.transformed(.scale(scale) * .translation(-foot))
    }

    private static func box(_ random: inout SeededGenerator) -> Mesh {
        let size = SIMD3(random.logUniform(0.15, 1), random.logUniform(0.15, 1), random.logUniform(0.15, 1))
        return .build { $0.block(size) }
    }

    private static func roundedBox(_ random: inout SeededGenerator) -> Mesh {
        let size = SIMD3(random.logUniform(0.2, 1), random.logUniform(0.2, 1), random.logUniform(0.2, 1))
        return .build { $0.roundedBox(size, radius: size.min() * random.uniform(0.05, 0.45), segments: 4) }
    }

    private static func cylinder(_ random: inout SeededGenerator) -> Mesh {
        .build {
            $0.cylinder(
                radius: random.logUniform(0.05, 0.5), top: random.chance(0.5) ? nil : random.uniform(0, 0.4),
                height: random.logUniform(0.1, 1), sides: random.pick([6, 8, 32, 32]))
        }
    }

    private static func torus(_ random: inout SeededGenerator) -> Mesh {
        let tube = random.logUniform(0.01, 0.2)
        return .build { $0.torus(radius: 0.5 - tube, tube: tube, sides: 48, tubeSides: 14) }
    }

    /// A bottle, bowl or vase of a random outline, with a wall.
    private static func vessel(_ random: inout SeededGenerator) -> Mesh {
        let points = random.integer(3...6)
        let height = random.uniform(0.3, 1)
        var outline: [SIMD2<Float>] = []
        let knots = (0...points).map { _ in random.uniform(0.08, 0.45) }
        for step in 0...24 {
            let t = Float(step) / 24
            let place = t * Float(points)
            let index = min(Int(place), points - 1)
            let f = place - Float(index)
            outline.append([mix(knots[index], knots[index + 1], f * f * (3 - 2 * f)), t * height])
        }
        let wall: Float = 0.015
        let inside = outline.reversed().map { SIMD2(max($0.x - wall, 0.005), max($0.y, wall)) }
        return .build { $0.lathe([[0, 0]] + outline + inside + [[0, wall]], sides: 36) }
    }

    /// A star, polygon or letter-like outline drawn out.
    private static func prism(_ random: inout SeededGenerator) -> Mesh {
        let corners = random.integer(3...12)
        let dent = random.chance(0.5) ? random.uniform(0.3, 0.8) : 1
        let count = dent < 1 ? corners * 2 : corners
        let polygon = (0..<count).map { index -> SIMD2<Float> in
            let angle = 2 * Float.pi * Float(index) / Float(count)
            let radius: Float = index % 2 == 1 && dent < 1 ? 0.5 * dent : 0.5
            return [radius * angle.cosine, radius * angle.sine]
        }
        return .build { $0.extrusion(polygon, depth: random.logUniform(0.03, 0.8)) }
    }

    /// A closed tube wound about a ring.
    private static func knot(_ random: inout SeededGenerator) -> Mesh {
        let (p, q) = random.pick([(2, 3), (3, 2), (2, 5), (3, 4), (1, 6)])
        let radius = random.logUniform(0.01, 0.08)
        let path = (0...120).map { step -> SIMD3<Float> in
            let t = 2 * Float.pi * Float(step) / 120
            let out = 0.35 + 0.12 * (Float(q) * t).cosine
            return [out * (Float(p) * t).cosine, 0.15 * (Float(q) * t).sine, out * (Float(p) * t).sine]
        }
        return .build { $0.tube(path, radii: [radius], sides: 10) }
    }

    private static func blob(_ random: inout SeededGenerator) -> Mesh {
        Rocks.mesh(roughness: random.uniform(0.05, 0.5), subdivisions: 24, &random)
    }

    /// A seat, table or stand: a plate on thin legs.
    private static func frame(_ random: inout SeededGenerator) -> Mesh {
        let size = SIMD3(random.uniform(0.3, 1), random.uniform(0.3, 1), random.uniform(0.3, 1))
        let leg = random.logUniform(0.006, 0.03)
        let hasBack = random.chance(0.5)
        return .build { builder in
            builder.box([size.x, 0.03, size.z], at: [0, size.y, 0])
            for x: Float in [-1, 1] {
                for z: Float in [-1, 1] {
                    let foot = SIMD3(x * size.x * 0.47, 0, z * size.z * 0.47)
                    builder.painted(1) { $0.rod(foot, [foot.x * 0.95, size.y, foot.z * 0.95], radius: leg) }
                }
            }
            guard hasBack else { return }
            for step in 0...6 {
                let x = (Float(step) / 6 - 0.5) * size.x * 0.94
                builder.painted(1) {
                    $0.rod([x, size.y, -size.z * 0.47], [x, size.y + 0.5, -size.z * 0.55], radius: leg * 0.8)
                }
            }
            builder.box([size.x, 0.06, 0.02], at: [0, size.y + 0.5, -size.z * 0.55])
        }
    }

    /// Bars round a box, thin as of a bird cage or a crate.
    private static func cage(_ random: inout SeededGenerator) -> Mesh {
        let bars = random.integer(4...12)
        let radius = random.logUniform(0.003, 0.02)
        let height = random.uniform(0.4, 1)
        return .build { builder in
            for step in 0..<bars * 2 {
                let angle = Float.pi * Float(step) / Float(bars)
                let p = SIMD3(0.4 * angle.cosine, 0, 0.4 * angle.sine)
                builder.rod(p, p + [0, height, 0], radius: radius, sides: 6)
            }
            for level in 0...3 {
                builder.torus(
                    radius: 0.4, tube: radius * 1.2, at: [0, height * Float(level) / 3, 0], sides: 40, tubeSides: 6)
            }
        }
    }

    private static func spiral(_ random: inout SeededGenerator) -> Mesh {
        let turns = random.uniform(2, 9)
        let flare = random.uniform(-0.3, 0.3)
        let path = (0...Int(turns * 20)).map { step -> SIMD3<Float> in
            let t = Float(step) / 20 * 2 * .pi
            let height = Float(step) / (turns * 20)
            let radius = 0.3 + flare * height
            return [radius * t.cosine, height, radius * t.sine]
        }
        return .build { $0.tube(path, radii: [random.logUniform(0.005, 0.05)], sides: 8) }
    }

    private static func steps(_ random: inout SeededGenerator) -> Mesh {
        let count = random.integer(3...9)
        return .build { builder in
            for step in 0..<count {
                let t = Float(step) / Float(count)
                builder.block([0.5, 1 / Float(count), 1 - t], standingAt: [0, t, t / 2])
            }
        }
    }

    /// Leaves on stalks.
    private static func bunch(_ random: inout SeededGenerator) -> Mesh {
        let count = random.integer(5...30)
        return .build { builder in
            for _ in 0..<count {
                let around = random.uniform(0, 2 * .pi)
                let lean = random.uniform(0.05, 0.8)
                let reach = random.uniform(0.4, 1)
                let outward = SIMD3(around.cosine, 0, around.sine)
                let tip = outward * (lean * reach) + [0, reach * (1 - 0.4 * lean), 0]
                let middle = tip * 0.5 + [0, 0.12 * reach, 0]
                builder.painted(1) { $0.tube([.zero, middle, tip], radii: [0.006, 0.004, 0.003], sides: 5) }
                let side = normalize(cross(outward, [0, 1, 0])) * random.uniform(0.03, 0.12)
                let along = (normalize(tip - middle) + outward * 0.5) * random.uniform(0.15, 0.35)
                builder.surface(columns: 4, rows: 4) { s, t in
                    let width = (Float.pi * t).sine * (0.3 + 0.7 * (1 - t))
                    let bend = SIMD3<Float>(0, -0.12 * t * t, 0)
                    return tip + side * ((s - 0.5) * 2 * width) + along * t + bend
                }
            }
        }
    }
}
