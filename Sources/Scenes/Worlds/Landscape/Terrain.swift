internal import Foundation

/// Ground by noise: level near the origin, where the photographer is, and rising with the distance.
struct Terrain {
    /// What kind of country it is.
    enum Country: CaseIterable {
        case meadow, hills, forest, coast, lake, mountains, park, desert
    }

    let country: Country
    /// Of water, where there is any.
    let waterLevel: Float?
    /// The unit direction in which the land falls to the water, or mountains rise.
    let outlook: SIMD2<Float>
    /// Half the width of a path through the origin, or 0.
    let pathWidth: Float
    private let noise: Noise
    private let roughness: Float
    private let hills: Float
    private let hillSize: Float
    private let mountains: Float
    private let mountainStart: Float
    private let pathTurn: SIMD2<Float>
    private let origin: Float

    init(_ country: Country, _ random: inout SeededGenerator) {
        self.country = country
        noise = Noise(&random)
        let angle = random.uniform(0, 2 * .pi)
        outlook = [angle.cosine, angle.sine]
        let turn = random.uniform(0, 2 * .pi)
        pathTurn = [turn.cosine, turn.sine]
        switch country {
        case .meadow: (roughness, hills, hillSize, mountains) = (0.12, random.uniform(2, 12), 160, random.uniform(0, 250))
        case .hills: (roughness, hills, hillSize, mountains) = (0.2, random.uniform(15, 60), 240, random.uniform(0, 500))
        case .forest: (roughness, hills, hillSize, mountains) = (0.3, random.uniform(3, 25), 120, random.uniform(0, 300))
        case .coast: (roughness, hills, hillSize, mountains) = (0.1, random.uniform(2, 20), 200, random.uniform(0, 500))
        case .lake: (roughness, hills, hillSize, mountains) = (0.15, random.uniform(5, 30), 220, random.uniform(200, 1500))
        case .mountains: (roughness, hills, hillSize, mountains) = (0.35, random.uniform(20, 80), 260, random.uniform(1200, 3200))
        case .park: (roughness, hills, hillSize, mountains) = (0.05, random.uniform(0.5, 3), 90, 0)
        case .desert: (roughness, hills, hillSize, mountains) = (0.08, random.uniform(3, 25), 130, random.uniform(0, 900))
        }
        mountainStart = random.uniform(900, 4000)
        let hasPath = country != .coast && country != .desert
        pathWidth = hasPath && random.chance(0.6) ? random.uniform(0.6, 1.8) : 0
        waterLevel = country == .coast || country == .lake ? random.uniform(-1.6, -0.7) : nil
        // The ground is at about 0 at the origin.
        origin = Self.rolling(.zero, noise, hills, hillSize)
    }

    private static func rolling(_ p: SIMD2<Float>, _ noise: Noise, _ hills: Float, _ size: Float) -> Float {
        hills * noise.fractal(p / size, octaves: 4, gain: 0.42)
    }

    /// How far along the path's side a place is: 0 on its middle line.
    func pathOffset(_ p: SIMD2<Float>) -> Float {
        let along = (p * pathTurn).sum()
        let across = p.x * -pathTurn.y + p.y * pathTurn.x
        let bend = 5 * noise.value(SIMD2(along / 28, 77.5)) - 5 * noise.value(SIMD2(0, 77.5))
        return across - bend
    }

    /// 1 on the path, 0 beside it.
    func onPath(_ p: SIMD2<Float>) -> Float {
        guard pathWidth > 0 else { return 0 }
        return 1 - min(max((abs(pathOffset(p)) - pathWidth) / 0.6, 0), 1)
    }

    /// Metres at a place.
    func height(_ p: SIMD2<Float>) -> Float {
        let distance = (p * p).sum().squareRoot()
        // The near ground keeps the hills' shape but flatter, so that one can stand and look about.
        let ease = min(1, 0.25 + distance / 120)
        var height = (Self.rolling(p, noise, hills, hillSize) - origin) * ease
        let path = onPath(p)
        height += roughness * noise.fractal(p / 3.1, octaves: 4) * (1 - 0.85 * path) - 0.08 * path
        let forward = (p * outlook).sum()
        if mountains > 0, distance > mountainStart {
            let rise = min(1, (distance - mountainStart) / 5000)
            let towards = 0.55 + 0.45 * forward / distance
            let bumps = noise.ridged(p / 3800, octaves: distance < 12_000 ? 7 : 5)
            height += mountains * rise * rise * (3 - 2 * rise) * towards * (0.25 + 1.5 * bumps)
        }
        guard let waterLevel else { return height }
        // Falls gently to the shore and on below the water; a lake has another shore.
        let shore = 7 + 3 * noise.value(p / 40)
        if country == .coast {
            let into = forward - shore
            let slope = into < 0 ? -0.05 * max(forward, -20) : -0.08 * into - 0.35
            let blend = min(max((forward + 60) / 60, 0), 1)
            return mix(height, min(height, 0) * 0.1 + slope, blend)
        }
        let across: Float = 320 + 120 * noise.value(p / 500)
        let into = forward - shore
        if into > -60, into < across + 60 {
            let depth = min(into, across - into)
            let bed = depth > 0 ? waterLevel - 0.07 * depth : waterLevel - depth * 0.07
            let blend = min(max((depth + 60) / 60, 0), 1)
            return mix(height, bed, blend)
        }
        return height
    }

    /// The upward direction of the ground.
    func normal(_ p: SIMD2<Float>, step: Float = 0.5) -> SIMD3<Float> {
        let dx = height(p + [step, 0]) - height(p - [step, 0])
        let dz = height(p + [0, step]) - height(p - [0, step])
        return normalize(SIMD3(-dx, 2 * step, -dz))
    }

    /// How wooded a place is, 0 to 1.
    func wood(_ p: SIMD2<Float>) -> Float {
        let patch = noise.fractal(p / 130 + 31, octaves: 3)
        switch country {
        case .forest: return 0.85 + 0.15 * patch
        case .meadow, .lake: return min(max(patch * 2 - 0.15, 0), 1)
        case .hills, .mountains: return min(max(patch * 2 + 0.05, 0), 1)
        case .park: return 0.22
        case .coast: return (p * outlook).sum() > -12 ? 0 : min(max(patch * 2, 0), 1)
        case .desert: return 0.02
        }
    }
}
