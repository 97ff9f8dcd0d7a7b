internal import Foundation

/// The ground as one mesh of rings about the origin, fine where one stands and coarse at the horizon.
enum TerrainMesh {
    /// What covers the ground.
    enum Cover: Int, CaseIterable { case turf, dryTurf, lushTurf, wood, rock, sand, snow, earth }

    /// Rings about the origin, each `sectors` wide; radii grow by the same factor from ring to ring.
    private struct Rings {
        var from: Float
        var to: Float
        var rings: Int
        var sectors: Int
    }

    /// Fine near by in depth, fine far off in angle, where mountains are seen through long lenses.
    private static let zones = [
        Rings(from: 0.35, to: 180, rings: 120, sectors: 208), Rings(from: 176, to: 22_000, rings: 104, sectors: 560),
    ]

    static func meshes(_ terrain: Terrain, snowLine: Float) -> [Mesh] {
        zones.map { mesh($0, terrain, snowLine: snowLine) }
    }

    private static func mesh(_ zone: Rings, _ terrain: Terrain, snowLine: Float) -> Mesh {
        let (rings, sectors) = (zone.rings, zone.sectors)
        let isInner = zone.from < 1
        var positions: [SIMD3<Float>] = isInner ? [[0, terrain.height(.zero), 0]] : []
        positions.reserveCapacity(rings * sectors + 1)
        let first = positions.count
        let growth = power(zone.to / zone.from, 1 / Float(rings - 1))
        var radius = zone.from
        for ring in 0..<rings {
            for sector in 0..<sectors {
                // Every other ring is turned by half a sector, for even triangles.
                let angle = 2 * Float.pi * (Float(sector) + (ring % 2 == 0 ? 0 : 0.5)) / Float(sectors)
                let p = SIMD2(angle.cosine, angle.sine) * radius
                // Where zones overlap, the outer one lies below.
                let sunk: Float = !isInner && ring == 0 ? 0.5 : 0
                positions.append([p.x, terrain.height(p) - sunk, p.y])
            }
            radius *= growth
        }
        var triangles: [SIMD3<UInt32>] = []
        triangles.reserveCapacity(rings * sectors * 2)
        func index(_ ring: Int, _ sector: Int) -> UInt32 { UInt32(first + ring * sectors + sector % sectors) }
        if isInner { for sector in 0..<sectors { triangles.append([0, index(0, sector + 1), index(0, sector)]) } }
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
            let n = normalize(normals[Int(t.x)] + normals[Int(t.y)] + normals[Int(t.z)])
            let cover = cover(terrain, middle, slope: n.y, snowLine: snowLine)
            let band = Haze.band(length(SIMD3(middle.x, 0, middle.z)))
            return UInt8(band * Cover.allCases.count + cover.rawValue)
        }
        return Mesh(positions: positions, normals: normals.map { normalize($0) }, triangles: triangles, slots: slots)
    }

    private static func cover(_ terrain: Terrain, _ p: SIMD3<Float>, slope: Float, snowLine: Float) -> Cover {
        let place = SIMD2(p.x, p.z)
        let distance = length(SIMD3(p.x, 0, p.z))
        // Ragged, so that the edges of patches do not show the triangles.
        let ragged = terrain.grain(place * (distance < 200 ? 6 : 0.05))
        if p.y > snowLine * (1 + 0.15 * ragged), slope > 0.62 { return .snow }
        if slope < 0.72 + 0.05 * ragged { return .rock }
        if let level = terrain.waterLevel, p.y < level + (terrain.country == .coast ? 1.6 : 0.35) { return .sand }
        if terrain.country == .desert { return .sand }
        if distance > 350, terrain.wood(place) > 0.4, p.y < snowLine * 0.75 { return .wood }
        if distance > 600 { return .turf }
        let lushness = terrain.lushness(place) + 0.35 * ragged
        if terrain.country == .forest, distance < 350 { return lushness > 0.2 ? .lushTurf : .earth }
        if terrain.country == .park { return lushness > 0.25 ? .lushTurf : .turf }
        return lushness > 0.3 ? .lushTurf : lushness < -1 ? .earth : lushness < -0.2 ? .dryTurf : .turf
    }

    /// The materials of all slots.
    static func materials(
        _ kit: OutdoorMaterials, _ terrain: Terrain, haze: Haze, _ random: inout SeededGenerator
    ) -> [Material] {
        let turf = kit.lawn(&random)
        var dry = turf
        dry.baseColor *= SIMD3(1.28, 1.1, 1)
        var lush = turf
        lush.baseColor *= SIMD3(0.78, 0.9, 0.8)
        var rock = kit.kerb(&random)
        rock.mapping = .box(metres: 3)
        let near: [Material] = [
            turf, dry, lush, Material(baseColor: [0.03, 0.045, 0.016], roughness: 1), rock, kit.sand(&random),
            Material(baseColor: [0.8, 0.82, 0.85], roughness: 0.8), kit.earth(&random),
        ]
        var materials: [Material] = []
        for band in Haze.bands.indices {
            for material in near {
                var material = material
                if band > 0 {
                    // From afar, patches show, not blades.
                    let mean = material.texture?.meanReflectance ?? .one
                    material.texture = SurfaceTextures.texture(.plaster, variant: band)
                    material.baseColor *= mean / max(material.texture?.meanReflectance.max() ?? 1, 0.2)
                    material.bump = nil
                    material.mapping = .box(metres: 40 * power(1.7, Float(band)))
                }
                materials.append(haze.seen(material, band: band))
            }
        }
        return materials
    }
}
