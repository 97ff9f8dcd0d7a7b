/// What is seen through windows: ground, a house or two opposite, greenery.
struct Outdoors {
    let kit: MaterialKit

    /// - Parameter floorHeight: How far the ground lies below the room's floor.
    func build(about cell: FloorRect, floorHeight: Float, into scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let green = random.chance(0.6)
        let ground = kit.patterned(
            green ? .grassGround : .concrete, green ? [0.75, 0.85, 0.6] : [0.6, 0.6, 0.58], metres: 2.5, roughness: 1, &random)
        // Below the floor's slab, so that the two do not coincide.
        let y = -floorHeight - 0.32
        let field = Mesh.build { $0.sheet([-80, 0, 80], u: [160, 0, 0], v: [0, 0, -160]) }
        scene.addStructure(field, .translation([cell.center.x, y, cell.center.y]), [ground])
        surround(cell, ground: y, into: &scene, &random)
    }

    /// Houses and trees about a place.
    func surround(_ cell: FloorRect, ground y: Float, into scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let center = cell.center
        let reach = cell.size.max() / 2
        for side in 0..<4 where random.chance(0.75) {
            let turn = Float(side) * .pi / 2
            let middle = Transform.translation([center.x, y, center.y]) * .turn(turn)
            if random.chance(0.65) {
                let distance = reach + random.uniform(7, 35)
                house(middle * .translation([random.uniform(-6, 6), 0, -distance]), &scene, &random)
            }
            for _ in 0..<random.integer(0...4) {
                tree(middle * .translation([random.uniform(-12, 12), 0, -reach - random.uniform(4, 14)]), &scene, &random)
            }
        }
    }

    private func house(_ place: Transform, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let storeys = random.integer(1...5)
        let w = random.uniform(8, 24)
        let h = Float(storeys) * 3 + 0.5
        var b = PieceBuilder()
        b.use(
            random.chance(0.4) ? kit.patterned(.brick, [0.85, 0.62, 0.52], metres: 0.95, roughness: 0.95, &random)
                : kit.patterned(.plaster, Palette.wallPaint(&random) * 0.92, metres: 2, roughness: 0.95, &random))
        b.mesh.block([w, h, 9], standingAt: [0, 0, -4.5])
        let roof = b.use(kit.plain(random.chance(0.5) ? [0.5, 0.3, 0.25] : [0.3, 0.3, 0.32], roughness: 0.9))
        if random.chance(0.6) {
            let rise = random.uniform(2, 4)
            b.mesh.within(.translation([-w / 2 - 0.3, h, -9.3]) * Transform(x: [0, 0, 1], y: [0, 1, 0], z: [-1, 0, 0]) * .translation([0, 0, -w - 0.6])) {
                $0.extrusion([[0, 0], [9.6, 0], [4.8, rise]], depth: w + 0.6)
            }
        }
        _ = roof
        let panes = b.use(kit.plain([0.16, 0.18, 0.2], roughness: 0.1))
        let frames = b.use(kit.plain(SIMD3(repeating: 0.85), roughness: 0.5))
        let pitch = random.uniform(2, 3.2)
        for storey in 0..<storeys {
            for column in 0..<Int(w / pitch) {
                let x = -w / 2 + pitch * (Float(column) + 0.5)
                let y = Float(storey) * 3 + 1.8
                b.reuse(frames)
                b.mesh.box([1.15, 1.45, 0.1], at: [x, y, 0.02])
                b.reuse(panes)
                b.mesh.box([0.46, 1.25, 0.1], at: [x - 0.26, y, 0.04])
                b.mesh.box([0.46, 1.25, 0.1], at: [x + 0.26, y, 0.04])
            }
        }
        scene.add(b.piece(), place, isForeground: false, isSight: false)
    }

    private func tree(_ place: Transform, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        var b = PieceBuilder()
        let h = random.uniform(2, 8)
        b.use(kit.plain([0.36, 0.28, 0.2], roughness: 1))
        b.mesh.tube([[0, 0, 0], [0.1, h * 0.35, 0], [0, h * 0.7, 0.1]], radii: [h * 0.025, h * 0.018, h * 0.008])
        b.use(kit.leaf(&random))
        // A crown of loose leaves.
        for _ in 0..<900 {
            let n = normalize(SIMD3(random.normal(), random.normal() * 0.9, random.normal()))
            let p = SIMD3(0, h * 0.68, 0) + n * (h * 0.32 * power(random.unit(), 0.4))
            let side = normalize(SIMD3(random.normal(), random.normal(), random.normal())) * (h * 0.028)
            let up = normalize(cross(side, n + [0.01, 0, 0])) * (h * 0.03)
            b.mesh.sheet(p - side / 2 - up / 2, u: side, v: up)
        }
        scene.add(b.piece(), place, isForeground: false, isSight: false)
    }
}
