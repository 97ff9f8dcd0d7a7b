internal import Foundation

/// Makes skies: by weather, or from the user's panoramas.
package struct SkyBuilder {
    private static let width = 512
    private static let height = 256
    private static let indoorWords: Set = [
        "apartment", "basement", "garage", "hall", "hangar", "indoor", "interior", "kitchen", "office", "room",
        "studio", "warehouse", "workshop",
    ]

    private let assets: AssetLibrary?

    package init(assets: AssetLibrary?) { self.assets = assets }

    /// A sky for a world out of doors, or outside the windows of a room.
    ///
    /// - Parameters:
    ///   - ground: Reflectance of what lies below the horizon.
    package func outdoor(
        _ weather: Weather, ground: SIMD3<Float> = [0.2, 0.19, 0.16], _ random: inout SeededGenerator
    ) -> Sky {
        Self.sky(weather, ground: ground, &random)
    }

    /// A sky whose colours are a real place's where the user has panoramas, but blurred: houses and trees in a
    /// panorama are not infinitely far, as their pixels would claim.
    package func outdoorLight(
        _ weather: Weather, ground: SIMD3<Float> = [0.2, 0.19, 0.16], _ random: inout SeededGenerator
    ) -> Sky {
        if weather == .clear || weather == .partlyCloudy || weather == .overcast, random.chance(0.12),
            let panorama = panorama(&random, where: { Self.indoorWords.isDisjoint(with: $0.categories) })
        {
            return Sky(panorama: panorama.reduced(columns: 64), rotation: random.uniform(0, 2 * .pi))
        }
        return outdoor(weather, ground: ground, &random)
    }

    /// Any surroundings: the user's panoramas half the time, else a sky of any weather by day.
    package func backdrop(_ random: inout SeededGenerator) -> Sky {
        if random.chance(0.5), let panorama = panorama(&random, where: { _ in true }) {
            return Sky(panorama: panorama, rotation: random.uniform(0, 2 * .pi))
        }
        let weather = random.pick([Weather.clear, .hazy, .partlyCloudy, .partlyCloudy, .overcast, .goldenHour])
        let shade = random.uniform(0.05, 0.4)
        return Self.sky(weather, ground: [shade, shade * 0.97, shade * 0.85], &random)
    }

    /// One of the user's panoramas, or of the photographs with a layout, as it is, and how far it reaches where a layout
    /// tells; `nil` where there is none.
    func place(_ random: inout SeededGenerator) -> (sky: Sky, distances: PanoramaDistances?)? {
        guard let assets else { return nil }
        // A panorama has room for many pictures, a photograph for one.
        let arePanoramas = assets.photographs.isEmpty || (!assets.panoramas.isEmpty && random.chance(0.6))
        let entries = arePanoramas ? assets.panoramas : assets.photographs
        return assets.pick(entries, &random) { entry throws(ScenesError) in
            let layout = try assets.layout(of: entry)
            guard let layout, let lens = layout.lens else {
                return (Sky(panorama: try assets.panorama(entry)), layout.map { PanoramaDistances($0) })
            }
            let (panorama, frame) = try PhotoPanorama.read(entry.url, lens)
            return (Sky(panorama: panorama), PanoramaDistances(layout, frame: frame))
        }
    }

    private func panorama(
        _ random: inout SeededGenerator, where isWanted: (AssetLibrary.Entry) -> Bool
    ) -> Sky.Panorama? {
        guard let assets else { return nil }
        return assets.pick(assets.panoramas.filter(isWanted), &random) { entry throws(ScenesError) in
            try assets.panorama(entry)
        }
    }

    // MARK: Procedural skies

    private static func sky(
        _ weather: Weather, ground: SIMD3<Float>, _ random: inout SeededGenerator
    ) -> Sky {
        let height = weather.sunHeight(&random).inRadians
        let around = random.uniform(0, 2 * .pi)
        let sun = SIMD3(height.cosine * around.sine, height.sine, -height.cosine * around.cosine)
        switch weather {
        case .clear, .hazy, .partlyCloudy, .goldenHour: return day(weather, sun, ground, &random)
        case .overcast: return overcast(ground, &random)
        case .dusk, .night: return dark(weather, sun, ground, &random)
        }
    }

    private static func day(
        _ weather: Weather, _ sun: SIMD3<Float>, _ ground: SIMD3<Float>, _ random: inout SeededGenerator
    ) -> Sky {
        let air = ClearSky(sun: sun, turbidity: weather.turbidity(&random))
        let coverage: Float =
            switch weather {
            case .partlyCloudy: random.uniform(0.3, 0.75)
            case .goldenHour: random.uniform(0, 0.6)
            default: random.chance(0.5) ? 0 : random.uniform(0.05, 0.25)
            }
        let clouds = CloudLayer(coverage: coverage, &random)
        let sunlight = air.sunIrradiance
        let ambient = (air.radiance([0, 1, 0]) + air.radiance(normalize([-sun.x, 0.4, -sun.z]))) / 2
        let grey = SIMD3(repeating: (ambient.x + ambient.y + ambient.z) / 3)
        let light = mix(ambient, grey, 0.6)
        // A sun behind a cloud is a brighter patch of the cloud.
        let cover = coverage > 0 ? clouds.density(air.sun) : 0
        let direct = sunlight * exp(-5 * cover)
        let upper: (SIMD3<Float>) -> SIMD3<Float> = { direction in
            let clear = air.radiance(direction)
            if coverage == 0 { return clear }
            let density = clouds.density(direction)
            if density <= 0 { return clear }
            let cloud = clouds.radiance(
                direction, density: density, sun: air.sun, sunlight: sunlight, ambient: light * 1.6)
            // Distant clouds fade into the air before them.
            let fade = min(1, max(0, direction.y) * 7)
            return mix(clear, cloud, density * 0.95 * fade)
        }
        let panorama = panorama(ground, sunlight: direct * max(air.sun.y, 0), upper)
        let haze: Float = weather == .hazy ? random.uniform(0.01, 0.04) : 0.0047
        return Sky(
            panorama: panorama,
            sun: Sky.Sun(direction: air.sun, irradiance: direct, angularRadius: haze + 0.08 * cover))
    }

    /// The CIE's overcast sky, three times as bright above as at the horizon, with some structure.
    private static func overcast(_ ground: SIMD3<Float>, _ random: inout SeededGenerator) -> Sky {
        let noise = Noise(&random)
        let level = random.logUniform(0.15, 0.6)
        let tint = mix([1, 1, 1], [0.9, 0.97, 1.1], random.unit())
        let structure = random.uniform(0.02, 0.3)
        let panorama = panorama(ground, sunlight: .zero) { direction in
            let height = (direction.y * direction.y + 0.04).squareRoot()
            let cloud = noise.fractal(
                SIMD2(direction.x, direction.z) * (1.3 / height), octaves: 5)
            return tint * (level * (1 + 2 * direction.y) / 3 * 1.3 * (1 + structure * cloud))
        }
        return Sky(panorama: panorama)
    }

    private static func dark(
        _ weather: Weather, _ sun: SIMD3<Float>, _ ground: SIMD3<Float>, _ random: inout SeededGenerator
    ) -> Sky {
        let level: Float = weather == .dusk ? random.logUniform(0.01, 0.08) : random.logUniform(0.0006, 0.003)
        let glow: SIMD3<Float> =
            weather == .dusk ? mix([1.6, 0.7, 0.35], [1.2, 0.6, 0.6], random.unit()) : [0.9, 0.6, 0.35]
        let west = normalize(SIMD3(sun.x, 0, sun.z))
        let clouds = CloudLayer(coverage: random.uniform(0.1, 0.6), &random)
        let panorama = panorama(ground, sunlight: .zero) { direction in
            let towards = weather == .dusk ? 0.5 + 0.5 * dot(direction, west) : 0.6
            let low = exp(-5 * max(direction.y, 0))
            let air = mix([0.28, 0.42, 0.9], [0.5, 0.55, 0.75], low) + glow * (low * low * towards * 1.6)
            let cloud = clouds.density(direction) * 0.5
            return mix(air, air * 0.7 + glow * (0.25 * towards), cloud) * level
        }
        return Sky(panorama: panorama)
    }

    /// Bakes the upper half, and below it ground lit by it.
    ///
    /// - Parameter sunlight: What the sun adds to a horizontal surface.
    private static func panorama(
        _ ground: SIMD3<Float>, sunlight: SIMD3<Float>, _ upper: (SIMD3<Float>) -> SIMD3<Float>
    ) -> Sky.Panorama {
        var radiance = [SIMD3<Float>](repeating: .zero, count: width * height)
        for row in 0..<height / 2 {
            for column in 0..<width {
                let place = SIMD2((Float(column) + 0.5) / Float(width), (Float(row) + 0.5) / Float(height))
                radiance[row * width + column] = upper(Sky.Panorama.direction(at: place))
            }
        }
        let half = Sky.Panorama(width: width, height: height, radiance: radiance)
        let reflected = ground * (half.horizontalIrradiance + sunlight) / .pi
        for row in height / 2..<height {
            // The ground far away is seen through much air.
            let below = Float(row - height / 2) / Float(height / 2)
            let veil = exp(-40 * below)
            for column in 0..<width {
                let horizon = radiance[(height / 2 - 1) * width + column]
                radiance[row * width + column] = mix(reflected, horizon, veil)
            }
        }
        return Sky.Panorama(width: width, height: height, radiance: radiance)
    }
}

extension Sky.Panorama {
    /// A smaller one of means, at most `limit` wide; what is left at the right and below is dropped.
    func reduced(columns limit: Int) -> Sky.Panorama {
        let factor = (width + limit - 1) / limit
        guard factor > 1 else { return self }
        let (columns, rows) = (width / factor, height / factor)
        var small: [SIMD3<Float>] = []
        small.reserveCapacity(columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = SIMD3<Float>.zero
                for y in row * factor..<(row + 1) * factor {
                    for x in column * factor..<(column + 1) * factor { sum += radiance[y * width + x] }
                }
                small.append(sum / Float(factor * factor))
            }
        }
        return Sky.Panorama(width: columns, height: rows, radiance: small)
    }
}
