/// Bushes, hedges, flowers and reeds; slots as of ``Trees``, and 4 for blossoms.
enum Shrubs {
    /// A round bush of about `size` metres.
    static func bush(size: SIMD3<Float>, detail: Float, _ random: inout SeededGenerator) -> Mesh {
        var builder = MeshBuilder()
        var tips: [Leaves.Tip] = []
        let stems = random.integer(8...14)
        for stem in 0..<stems {
            let around = 2.4 * Float(stem)
            let out = random.unit().squareRoot()
            let tip = SIMD3(
                size.x / 2 * out * around.cosine * 0.85, size.y * (1 - 0.45 * out * out) * random.uniform(0.75, 0.95),
                size.z / 2 * out * around.sine * 0.85)
            builder.tube([.zero, tip * 0.5 + [0, 0.05, 0], tip], radii: [0.02, 0.012, 0.004], sides: 4)
            for step in 1...4 {
                tips.append(Leaves.Tip(place: tip * (Float(step) / 4), direction: normalize(tip), weight: 1))
            }
        }
        Leaves.scatter(
            tips, size: random.uniform(0.035, 0.07), count: Int(4500 * detail), detail: detail,
            spread: size.max() * 0.3, into: &builder, &random)
        return above(builder)
    }

    /// A clipped hedge along X: a dark core with leaves all over it.
    static func hedge(length: Float, height: Float, depth: Float, detail: Float, _ random: inout SeededGenerator) -> Mesh
    {
        var builder = MeshBuilder()
        builder.slot = 1
        builder.block([length - 0.1, height - 0.06, depth - 0.12])
        var tips: [Leaves.Tip] = []
        let count = Int(900 * length * detail)
        for _ in 0..<count {
            let side = random.unit()
            let x = (random.unit() - 0.5) * length
            let place: SIMD3<Float> =
                side < 0.35
                ? [x, random.unit() * height, depth / 2] : side < 0.7
                    ? [x, random.unit() * height, -depth / 2] : [x, height, (random.unit() - 0.5) * depth]
            tips.append(Leaves.Tip(place: place, direction: [0, 1, 0], weight: 1))
        }
        Leaves.scatter(
            tips, size: 0.05, count: count, detail: detail, spread: 0.07, into: &builder, &random)
        return above(builder)
    }

    /// Stems with leaves and blossoms, a patch of about `radius`.
    static func flowers(radius: Float, height: Float, count: Int, _ random: inout SeededGenerator) -> Mesh {
        var builder = MeshBuilder()
        for _ in 0..<count {
            let around = random.uniform(0, 2 * .pi)
            let out = radius * random.unit().squareRoot()
            let root = SIMD3(out * around.cosine, 0, out * around.sine)
            let tall = height * random.uniform(0.6, 1.2)
            let tip = root + [random.normal() * 0.12 * tall, tall, random.normal() * 0.12 * tall]
            builder.slot = 1
            builder.tube([root, mix(root, tip, 0.5) + [0.01, 0, 0], tip], radii: [0.003, 0.0025, 0.002], sides: 3)
            for _ in 0..<4 {
                let place = mix(root, tip, random.uniform(0.1, 0.8))
                let reach = SIMD3(random.normal(), random.uniform(0.1, 0.8), random.normal()) * (0.14 * tall)
                builder.slot = UInt8(1 + Int(random.next() % 3))
                Leaves.blade(place, place + reach, width: 0.018, into: &builder)
            }
            builder.slot = 4
            let petals = 6
            let size = random.uniform(0.012, 0.028)
            for petal in 0..<petals {
                let angle = 2 * Float.pi * Float(petal) / Float(petals)
                let reach = SIMD3(angle.cosine, 0.35, angle.sine) * size
                Leaves.blade(tip + reach * 1.4, tip, width: size * 1.1, into: &builder)
            }
        }
        return builder.mesh()
    }

    /// Nothing grows below the ground.
    private static func above(_ builder: MeshBuilder) -> Mesh {
        var builder = builder
        for index in builder.positions.indices { builder.positions[index].y = max(builder.positions[index].y, 0) }
        return builder.mesh()
    }
}
