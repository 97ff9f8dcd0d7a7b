/// Lamps with their light; radiances are for a page near 1 under the noon sky, so a lamp-lit room is near 0.003.
struct LampPieces {
    let kit: MaterialKit
    /// Radiance of a bare surface of the room's bulbs, by warmth.
    let glow: SIMD3<Float>
    let isLit: Bool

    /// Shade about a bulb at the origin of height `y`.
    private func shade(
        _ b: inout PieceBuilder, y: Float, radius: Float, height: Float, _ lamps: inout [Lamp], _ random: inout SeededGenerator
    ) {
        let color = Palette.linear(Palette.hsv(random.uniform(0.05, 0.15), random.uniform(0, 0.3), 0.92))
        var cloth = Material(baseColor: color, roughness: 0.95)
        if isLit { cloth.emission = glow * color * 0.16 }
        let slot = b.use(cloth)
        let top = radius * random.uniform(0.5, 0.95)
        b.mesh.lathe([[radius, y - height / 2], [top, y + height / 2]], sides: 32)
        b.reuse(slot)
        guard isLit else { return }
        var bulb = Material(baseColor: [0.9, 0.9, 0.9], roughness: 0.9)
        bulb.emission = glow
        b.use(bulb)
        b.mesh.sphere(radius: min(0.03, radius * 0.35), at: [0, y, 0], sides: 14)
        // The shade's own light: two balls, above and below its rims, that it does not shadow.
        let give = glow * 0.34
        let r = radius * 0.5
        lamps.append(.sphere(center: [0, y + height / 2 + r * 1.05, 0], radius: r, radiance: give * 0.8))
        lamps.append(.sphere(center: [0, y - height / 2 - r * 1.05, 0], radius: r, radiance: give))
    }

    func tableLamp(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        var lamps: [Lamp] = []
        b.use(random.chance(0.5) ? kit.ceramic(&random) : kit.metal(&random))
        let h = random.uniform(0.22, 0.36)
        let r = random.uniform(0.05, 0.08)
        if random.chance(0.5) {
            b.mesh.lathe([[0, 0], [r, 0], [r, 0.015], [0.012, 0.03], [0.01, h], [0, h]], sides: 24)
        } else {
            b.mesh.lathe(
                [[0, 0], [r * 0.8, 0], [r, h * 0.25], [r * 0.9, h * 0.5], [r * 0.4, h * 0.75], [0.012, h * 0.85], [0.012, h], [0, h]],
                sides: 24)
        }
        let height = random.uniform(0.14, 0.22)
        shade(&b, y: h + height * 0.45, radius: random.uniform(0.1, 0.16), height: height, &lamps, &random)
        var piece = b.piece()
        piece.lamps = lamps
        piece.size.x = 0.2
        piece.size.z = 0.2
        return piece
    }

    /// A jointed desk lamp.
    func deskLamp(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        b.use(kit.metal(&random))
        b.mesh.cylinder(radius: 0.08, height: 0.02)
        let elbow = SIMD3<Float>(-0.08, 0.26, -0.06)
        let head = SIMD3<Float>(0.06, 0.42, 0.08)
        b.mesh.rod([0, 0.02, 0], elbow, radius: 0.006)
        b.mesh.rod(elbow, head, radius: 0.006)
        b.mesh.sphere(radius: 0.014, at: elbow, sides: 10)
        let place = Transform.translation(head) * .turn(0.7) * .rotation(0.7, about: [1, 0, 0])
        b.mesh.within(place) { $0.lathe([[0.07, -0.1], [0.045, 0], [0.025, 0.03], [0, 0.035]], sides: 24) }
        var lamps: [Lamp] = []
        if isLit {
            b.use(kit.glowing(glow))
            b.mesh.within(place) { $0.sphere(radius: 0.028, at: [0, -0.05, 0], sides: 12) }
            lamps.append(.sphere(center: place.point([0, -0.11, 0]), radius: 0.03, radiance: glow))
        }
        var piece = b.piece()
        piece.lamps = lamps
        piece.size = [0.18, 0.5, 0.18]
        return piece
    }

    func floorLamp(_ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        var lamps: [Lamp] = []
        b.use(kit.metal(&random))
        let h = random.uniform(1.25, 1.6)
        if random.chance(0.6) {
            b.mesh.lathe([[0, 0], [0.14, 0], [0.14, 0.02], [0.012, 0.035], [0.012, h], [0, h]], sides: 28)
        } else {
            for leg in 0..<3 {
                let a = Float(leg) * 2 * .pi / 3
                b.mesh.rod([a.cosine * 0.25, 0, a.sine * 0.25], [a.cosine * 0.02, h, a.sine * 0.02], radius: 0.011)
            }
        }
        let height = random.uniform(0.22, 0.34)
        shade(&b, y: h + height * 0.3, radius: random.uniform(0.15, 0.24), height: height, &lamps, &random)
        var piece = b.piece()
        piece.lamps = lamps
        piece.size = [0.4, piece.size.y, 0.4]
        return piece
    }

    /// Hangs from the ceiling at the origin; `drop` metres of cable.
    func pendant(drop: Float, _ random: inout SeededGenerator) -> Piece {
        var b = PieceBuilder()
        var lamps: [Lamp] = []
        b.use(kit.plain(SIMD3(repeating: random.chance(0.5) ? 0.1 : 0.9), roughness: 0.5))
        b.mesh.cylinder(radius: 0.05, top: 0.05, height: 0.025, at: [0, -0.025, 0])
        b.mesh.rod([0, 0, 0], [0, -drop, 0], radius: 0.003, sides: 6)
        switch random.integer(0...2) {
        case 0:
            shade(&b, y: -drop - 0.1, radius: random.uniform(0.16, 0.3), height: random.uniform(0.16, 0.28), &lamps, &random)
        case 1:
            // A bell that throws its light down.
            let r = random.uniform(0.12, 0.25)
            b.use(random.chance(0.6) ? kit.metal(&random) : kit.plastic(&random))
            b.mesh.lathe(
                [[r, -drop - r], [r * 0.95, -drop - r * 0.6], [r * 0.6, -drop - r * 0.2], [0.03, -drop], [0, -drop]], sides: 32, crease: 1)
            if isLit {
                b.use(kit.glowing(glow))
                b.mesh.sphere(radius: 0.035, at: [0, -drop - r * 0.6, 0], sides: 14)
                lamps.append(.sphere(center: [0, -drop - r * 1.12, 0], radius: r * 0.4, radiance: glow * 0.6))
            }
        default:
            let r = random.uniform(0.08, 0.17)
            b.use(isLit ? kit.glowing(glow * 0.5) : kit.ceramic(&random))
            b.mesh.sphere(radius: r, at: [0, -drop - r, 0], sides: 24)
            if isLit { lamps.append(.sphere(center: [0, -drop - r, 0], radius: r * 1.02, radiance: glow * 0.5)) }
        }
        var piece = b.piece()
        piece.lamps = lamps
        return piece
    }

    /// A flat ceiling light or an office panel, at the ceiling.
    func ceilingLight(_ random: inout SeededGenerator, panel: Bool) -> Piece {
        var b = PieceBuilder()
        var lamps: [Lamp] = []
        if panel {
            let w: Float = random.pick([0.6, 0.6, 1.2])
            let d: Float = w > 1 ? 0.3 : 0.6
            b.use(kit.plain(SIMD3(repeating: 0.92), roughness: 0.4))
            b.mesh.box([w + 0.03, 0.02, d + 0.03], at: [0, -0.01, 0])
            b.use(isLit ? kit.glowing(glow * 0.2) : kit.plain(SIMD3(repeating: 0.95), roughness: 0.3))
            b.mesh.sheet([-w / 2, -0.0205, -d / 2], u: [w, 0, 0], v: [0, 0, d])
            if isLit { lamps.append(.rectangle(corner: [-w / 2, -0.024, -d / 2], u: [w, 0, 0], v: [0, 0, d], radiance: glow * 0.2)) }
        } else {
            let r = random.uniform(0.14, 0.24)
            b.use(isLit ? kit.glowing(glow * 0.3) : kit.plain(SIMD3(repeating: 0.93), roughness: 0.2))
            b.mesh.lathe([[0, -0.09], [r * 0.6, -0.08], [r * 0.92, -0.05], [r, 0]], sides: 32, crease: 1)
            if isLit {
                lamps.append(.rectangle(corner: [-r * 0.8, -0.1, -r * 0.8], u: [1.6 * r, 0, 0], v: [0, 0, 1.6 * r], radiance: glow * 0.3))
            }
        }
        var piece = b.piece()
        piece.lamps = lamps
        return piece
    }
}
