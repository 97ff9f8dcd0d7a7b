/// Blades of grass as strands; near the camera only, since there are very many.
enum Grass {
    /// Adds blades on the ground within a circle, denser towards its middle.
    ///
    /// - Parameters:
    ///   - count: At most so many blades.
    ///   - height: Metres, of the longest.
    ///   - ground: Height of the ground, or `nil` where no grass grows.
    static func patch(
        at center: SIMD2<Float>, radius: Float, count: Int, height: Float, color: SIMD3<Float>,
        to world: inout World, _ random: inout SeededGenerator, ground: (SIMD2<Float>) -> Float?
    ) {
        var strands = StrandSet(material: Material(baseColor: color, roughness: 0.6))
        strands.points.reserveCapacity(count * 4)
        let wind = SIMD3(random.normal(), 0, random.normal()) * 0.15
        for _ in 0..<count {
            let angle = random.uniform(0, 2 * .pi)
            // Evenly in the distance, hence ever thinner on the ground further off, as seen from the middle.
            let out = radius * power(random.unit(), 0.75)
            let place = center + SIMD2(angle.cosine, angle.sine) * out
            guard let y = ground(place) else { continue }
            let root = SIMD3(place.x, y - 0.01, place.y)
            let tall = height * random.uniform(0.35, 1)
            let lean = (SIMD3(random.normal(), 0, random.normal()) * 0.35 + wind) * tall
            let thickness = random.uniform(0.0009, 0.0022) * (1 + out / 8)
            for step in 0...3 {
                let t = Float(step) / 3
                strands.points.append(
                    SIMD4(root + [0, tall * t * (1 - 0.2 * t), 0] + lean * (t * t), thickness * (1 - 0.85 * t)))
            }
            strands.counts.append(4)
            let tone = random.uniform(0.65, 1.25)
            let dry = random.chance(0.12) ? SIMD3<Float>(1.5, 1.15, 0.8) : .one
            strands.tints.append(dry * tone)
        }
        if !strands.counts.isEmpty { world.strands.append(strands) }
    }
}
