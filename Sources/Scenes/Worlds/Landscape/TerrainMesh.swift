internal import Foundation

/// The ground as one mesh of rings about the origin, fine where one stands and coarse at the horizon.
enum TerrainMesh {
    /// What covers the ground.
    enum Cover: Int, CaseIterable { case turf, wood, rock, sand, snow, path }

    private static let rings = 230
    private static let sectors = 208
    private static let innermost: Float = 0.35
    private static let outermost: Float = 22_000

    static func mesh(_ terrain: Terrain, snowLine: Float) -> Mesh {
        var positions: [SIMD3<Float>] = [[0, terrain.height(.zero), 0]]
        positions.reserveCapacity(rings * sectors + 1)
        let growth = power(outermost / innermost, 1 / Float(rings - 1))
        var radius = innermost
        for ring in 0..<rings {
            for sector in 0..<sectors {
                // Every other ring is turned by half a sector, for even triangles.
                let angle = 2 * Float.pi * (Float(sector) + (ring % 2 == 0 ? 0 : 0.5)) / Float(sectors)
                let p = SIMD2(angle.cosine, angle.sine) * radius
                positions.append([p.x, terrain.height(p), p.y])
            }
            radius *= growth
        }
        var triangles: [SIMD3<UInt32>] = []
        triangles.reserveCapacity(rings * sectors * 2)
        func index(_ ring: Int, _ sector: Int) -> UInt32 { UInt32(1 + ring * sectors + sector % sectors) }
        for sector in 0..<sectors { triangles.append([0, index(0, sector + 1), index(0, sector)]) }
        for ring in 0..<rings - 1 {
            for sector in 0..<sectors {
                let (a, b) = (index(ring, sector), index(ring, sector + 1))
                let (c, d) = (index(ring + 1, sector), index(ring + 1, sector + 1))
                if ring % 2 == 0 {
                    triangles.append([a, b, c])
                    triangles.append([b, d, c])
                } else {
                    triangles.append([a, d, c])
                    triangles.append([a, b, d])
                }
            }
        }
        var normals = [SIMD3<Float>](repeating: .zero, count: positions.count)
        for t in triangles {
            let (a, b, c) = (positions[Int(t.x)], positions[Int(t.y)], positions[Int(t.z)])
            let n = normalize(cross(b - a, c - a))
            for corner in 0..<3 { normals[Int(t[corner])] += n }
        }
        let slots = triangles.map { t -> UInt8 in
            let middle = (positions[Int(t.x)] + positions[Int(t.y)] + positions[Int(t.z)]) / 3
            let n = normalize(normals[Int(t.x)])
            let cover = cover(terrain, middle, slope: n.y, snowLine: snowLine)
            let band = Haze.band(length(SIMD3(middle.x, 0, middle.z)))
            return UInt8(band * Cover.allCases.count + cover.rawValue)
        }
        return Mesh(positions: positions, normals: normals.map { normalize($0) }, triangles: triangles, slots: slots)
    }

    private static func cover(_ terrain: Terrain, _ p: SIMD3<Float>, slope: Float, snowLine: Float) -> Cover {
        let place = SIMD2(p.x, p.z)
        let distance = length(SIMD3(p.x, 0, p.z))
        if distance < 200, terrain.onPath(place) > 0.5 { return .path }
        if p.y > snowLine, slope > 0.62 { return .snow }
        if slope < 0.72 { return .rock }
        if let level = terrain.waterLevel, p.y < level + (terrain.country == .coast ? 1.6 : 0.35) { return .sand }
        if terrain.country == .desert { return .sand }
        if distance > 350, terrain.wood(place) > 0.4, p.y < snowLine * 0.75 { return .wood }
        if terrain.country == .forest, distance < 350 { return .wood }
        return .turf
    }

    /// The materials of all slots.
    static func materials(
        _ kit: OutdoorMaterials, _ terrain: Terrain, haze: Haze, _ random: inout SeededGenerator
    ) -> [Material] {
        let turf = kit.lawn(&random)
        var rock = kit.kerb(&random)
        rock.mapping = .box(metres: 3)
        var path = kit.earth(&random)
        path.roughness = 1
        let near: [Material] = [
            turf, kit.earth(&random), rock, kit.sand(&random),
            Material(baseColor: [0.8, 0.82, 0.85], roughness: 0.8), path,
        ]
        var materials: [Material] = []
        for band in Haze.bands.indices {
            for cover in Cover.allCases {
                var material = near[cover.rawValue]
                if band > 0 {
                    // From afar, patches show, not blades.
                    if cover == .wood { material = Material(baseColor: [0.03, 0.045, 0.016], roughness: 1) }
                    material.texture = SurfaceTextures.texture(.plaster, variant: band)
                    if cover == .rock || cover == .turf || cover == .sand {
                        let mean = near[cover.rawValue].texture?.meanReflectance ?? .one
                        material.baseColor = (near[cover.rawValue].baseColor * mean)
                            / max((material.texture?.meanReflectance.max() ?? 1), 0.2)
                    }
                    material.bump = nil
                    material.mapping = .box(metres: 40 * power(1.7, Float(band)))
                }
                materials.append(haze.seen(material, band: band))
            }
        }
        return materials
    }
}
