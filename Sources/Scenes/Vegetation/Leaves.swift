/// Leaves as small folded blades, in slots 1 to 3.
enum Leaves {
    /// A place where leaves grow.
    struct Tip {
        var place: SIMD3<Float>
        var direction: SIMD3<Float>
        /// How many, relative to others.
        var weight: Float
    }

    /// Leaves in clouds about the tips, broad side up more often than not.
    static func scatter(
        _ tips: [Tip], size: Float, count: Int, detail: Float, spread: Float, into builder: inout MeshBuilder,
        _ random: inout SeededGenerator
    ) {
        guard !tips.isEmpty, count > 0 else { return }
        // Fewer leaves are larger, so that a crown stays as dense.
        let scale = 1 / max(detail, 0.02).squareRoot()
        for index in 0..<count {
            let tip = tips[index % tips.count]
            let offset = SIMD3(random.normal(), random.normal() * 0.7, random.normal()) * (spread * 0.5)
            let heading = random.uniform(0, 2 * .pi)
            let along = normalize(SIMD3(heading.cosine, random.normal() * 0.45 - 0.25, heading.sine))
            let side = normalize(cross(along, normalize(SIMD3(random.normal() * 0.5, 1, random.normal() * 0.5))))
            let length = size * scale * random.uniform(0.7, 1.3)
            builder.slot = UInt8(1 + Int(random.next() % 3))
            leaf(tip.place + offset, along * length, side * (length * 0.38), into: &builder)
        }
    }

    /// Thin blades round the twigs of conifers.
    static func needles(
        _ tips: [Tip], count: Int, length: Float, detail: Float, spread: Float, into builder: inout MeshBuilder,
        _ random: inout SeededGenerator
    ) {
        guard !tips.isEmpty else { return }
        let scale = 1 / max(detail, 0.02).squareRoot()
        for index in 0..<count {
            let tip = tips[index % tips.count]
            let root = tip.place + SIMD3(random.normal(), random.normal() * 0.5, random.normal()) * spread
            let towards = normalize(
                tip.direction * 0.8 + SIMD3(random.normal(), random.normal() * 0.5 - 0.15, random.normal()) * 0.6)
            builder.slot = UInt8(1 + Int(random.next() % 3))
            let reach = length * scale * random.uniform(0.5, 1.1)
            blade(root, root + towards * reach, width: 0.02 + 0.09 * reach, into: &builder)
        }
    }

    /// A pointed leaf: two triangles with a fold along the middle.
    private static func leaf(
        _ root: SIMD3<Float>, _ along: SIMD3<Float>, _ side: SIMD3<Float>, into builder: inout MeshBuilder
    ) {
        let up = normalize(cross(side, along)) * (length(side) * 0.35)
        let middle = root + along * 0.45
        let normal = cross(side, along)
        let a = builder.vertex(root, normal)
        let b = builder.vertex(middle - side + up, normal)
        let c = builder.vertex(root + along, normal)
        let d = builder.vertex(middle + side + up, normal)
        builder.triangle(a, d, c)
        builder.triangle(a, c, b)
    }

    /// A long pointed blade of one triangle.
    static func blade(_ root: SIMD3<Float>, _ tip: SIMD3<Float>, width: Float, into builder: inout MeshBuilder) {
        let along = tip - root
        let side = normalize(cross(along, abs(along.y) < 0.9 * length(along) ? [0, 1, 0] : [1, 0, 0])) * (width / 2)
        let normal = cross(side, along)
        let a = builder.vertex(root - side, normal)
        let b = builder.vertex(root + side, normal)
        let c = builder.vertex(tip, normal)
        builder.triangle(a, b, c)
    }
}
