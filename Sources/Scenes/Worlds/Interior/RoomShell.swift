/// Builds floors, walls with windows and doors, ceilings.
struct RoomShell {
    let style: InteriorStyle
    /// Of outer walls; windows sit deep in them.
    let thickness: Float

    /// Walls with their openings, floor, ceiling and skirting.
    func build(
        _ cell: RoomCell, wall: Material, accent: Material?, floor: Material, ceiling: Material, skirting: Float,
        skip: Int? = nil, into scene: inout SceneAssembly
    ) {
        for (index, side) in cell.walls.enumerated() where index != skip {
            let t = side.isInner ? Float(0.12) : thickness
            // Beyond its corners, so that no light leaks in.
            let mesh = Mesh.build { m in
                m.transform = .translation([-t, 0, 0])
                m.wall(
                    length: side.length + 2 * t, height: cell.height, thickness: t,
                    openings: side.openings.map {
                        WallOpening(x: $0.x.lowerBound + t...$0.x.upperBound + t, y: $0.y)
                    }, revealSlot: 1)
            }
            let paint = index == 0 ? accent ?? wall : wall
            scene.addStructure(mesh, side.frame, [paint, style.trim])
            if skirting > 0 { scene.addStructure(skirtingBoard(side, height: skirting), side.frame, [style.trim]) }
        }
        let size = cell.floor.size + 2 * thickness
        let center = cell.floor.center
        let slab = Mesh.build { $0.box([size.x, 0.3, size.y]) }
        scene.addStructure(slab, .translation([center.x, -0.15, center.y]), [floor])
        scene.addStructure(slab, .translation([center.x, cell.height + 0.15, center.y]), [ceiling])
    }

    private func skirtingBoard(_ wall: RoomWall, height: Float) -> Mesh {
        let doors = wall.openings.filter { $0.y.lowerBound <= 0 }.sorted { $0.x.lowerBound < $1.x.lowerBound }
        return Mesh.build { m in
            var from: Float = 0
            for end in doors.map(\.x) + [wall.length...wall.length + 1] {
                if end.lowerBound - from > 0.02 {
                    m.block([end.lowerBound - from, height, 0.015], standingAt: [(end.lowerBound + from) / 2, 0, 0.0075])
                }
                from = end.upperBound
            }
        }
    }

    /// Frame, sashes, sill, and now and then curtains or a blind; light comes in through a portal.
    func window(
        _ opening: WallOpening, in wall: RoomWall, curtain: Material?, blind: Bool, hasCurtainRail: Bool,
        into scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        let (left, right) = (opening.x.lowerBound, opening.x.upperBound)
        let (low, high) = (opening.y.lowerBound, opening.y.upperBound)
        let w = right - left
        let h = high - low
        let z = -thickness * 0.62
        var b = PieceBuilder()
        b.use(style.frames)
        let bar: Float = 0.055
        func border(_ b: inout PieceBuilder, _ x0: Float, _ x1: Float, _ y0: Float, _ y1: Float, _ bar: Float, _ z: Float) {
            b.mesh.box([x1 - x0, bar, 0.06], at: [(x0 + x1) / 2, y0 + bar / 2, z])
            b.mesh.box([x1 - x0, bar, 0.06], at: [(x0 + x1) / 2, y1 - bar / 2, z])
            b.mesh.box([bar, y1 - y0 - 2 * bar, 0.06], at: [x0 + bar / 2, (y0 + y1) / 2, z])
            b.mesh.box([bar, y1 - y0 - 2 * bar, 0.06], at: [x1 - bar / 2, (y0 + y1) / 2, z])
        }
        border(&b, left, right, low, high, 0.05, z)
        let sashes = max(1, Int((w / random.uniform(0.6, 1.1)).rounded()))
        let each = (w - 0.1) / Float(sashes)
        let muntins = random.chance(0.3) ? random.integer(1...2) : 0
        for sash in 0..<sashes {
            let x0 = left + 0.05 + each * Float(sash)
            border(&b, x0, x0 + each, low + 0.05, high - 0.05, bar, z + 0.012)
            for bar in 0..<muntins {
                let y = mix(low + 0.1, high - 0.1, Float(bar + 1) / Float(muntins + 1))
                b.mesh.box([each - 0.1, 0.022, 0.03], at: [x0 + each / 2, y, z + 0.01])
                if bar == 0 { b.mesh.box([0.022, h - 0.2, 0.03], at: [x0 + each / 2, (low + high) / 2, z + 0.01]) }
            }
        }
        b.use(style.kit.metal(&random))
        b.mesh.roundedBox([0.02, 0.11, 0.03], radius: 0.004, at: [left + 0.05 + each - 0.03, low + h * 0.45, z + 0.06])
        if low > 0.1 {
            b.use(random.chance(0.5) ? style.trim : style.kit.stoneTop(&random))
            b.mesh.roundedBox([w + 0.08, 0.025, thickness * 0.62 + 0.05], radius: 0.006, at: [(left + right) / 2, low + 0.008, z / 2 + 0.02])
        }
        scene.add(b.piece(), wall.frame, isForeground: false)
        let u = wall.frame.direction([w - 0.1, 0, 0])
        scene.world.portals.append(
            Portal(
                corner: wall.frame.point([left + 0.05, low + 0.05, z - 0.04]), u: u,
                v: wall.frame.direction([0, h - 0.1, 0])))
        if blind { self.blind(opening, wall, &scene, &random) }
        if let curtain {
            self.curtains(opening, wall, curtain, rail: hasCurtainRail, &scene, &random)
        }
        guard low > 0.3, random.chance(0.5 * style.clutter + 0.1) else { return }
        for _ in 0..<random.integer(1...3) {
            let thing = style.smallThings.thing(for: .sill, &random)
            guard thing.size.x < w * 0.4, thing.size.z < 0.22 else { continue }
            let x = random.uniform(left + thing.size.x / 2 + 0.05, right - thing.size.x / 2 - 0.05)
            scene.add(thing, wall.frame * .translation([x, low + 0.021, z / 2 + 0.03]) * .turn(random.uniform(0, 6)))
        }
    }

    private func blind(
        _ opening: WallOpening, _ wall: RoomWall, _ scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        let w = opening.x.upperBound - opening.x.lowerBound - 0.04
        let h = opening.y.upperBound - opening.y.lowerBound
        let x = (opening.x.lowerBound + opening.x.upperBound) / 2
        let top = opening.y.upperBound
        var b = PieceBuilder()
        let drop = h * random.uniform(0.15, 0.7)
        if random.chance(0.5) {
            b.use(style.kit.plain(SIMD3(repeating: random.uniform(0.75, 0.93)), roughness: 0.5))
            let tilt = random.uniform(0.1, 0.9)
            let pitch: Float = 0.024
            b.mesh.box([w, 0.03, 0.04], at: [x, top - 0.015, -0.06])
            for slat in 0..<Int(drop / pitch) {
                b.mesh.within(.translation([x, top - 0.04 - pitch * Float(slat), -0.06]) * .rotation(tilt, about: [1, 0, 0])) {
                    $0.box([w, 0.0008, 0.025])
                }
            }
            for side: Float in [-0.35, 0.35] { b.mesh.rod([x + side * w, top, -0.06], [x + side * w, top - drop - 0.02, -0.06], radius: 0.001, sides: 4) }
        } else {
            b.use(style.kit.linen(&random))
            b.mesh.box([w, drop, 0.002], at: [x, top - drop / 2, -0.05])
            b.mesh.rod([x - w / 2, top - 0.02, -0.05], [x + w / 2, top - 0.02, -0.05], radius: 0.02)
            b.mesh.rod([x - w / 2, top - drop, -0.05], [x + w / 2, top - drop, -0.05], radius: 0.008)
        }
        scene.add(b.piece(), wall.frame, isForeground: false)
    }

    private func curtains(
        _ opening: WallOpening, _ wall: RoomWall, _ cloth: Material, rail: Bool, _ scene: inout SceneAssembly,
        _ random: inout SeededGenerator
    ) {
        let (left, right) = (opening.x.lowerBound, opening.x.upperBound)
        let w = right - left
        let top = min(opening.y.upperBound + random.uniform(0.06, 0.2), 2.8)
        let bottom = random.chance(0.75) ? Float(0.02) : max(0.02, opening.y.lowerBound - 0.15)
        let share = random.uniform(0.12, 0.34)
        for side: Float in [-1, 1] {
            let width = w * share + 0.16
            let start = side < 0 ? left - 0.14 : right + 0.14 - width
            guard start > 0, start + width < wall.length else { continue }
            let mesh = Mesh.build {
                $0.curtain(
                    width: width, height: top - bottom, waves: width * random.uniform(9, 15),
                    depth: random.uniform(0.05, 0.09), phase: random.uniform(0, 6))
            }
            scene.add(
                Piece(mesh: mesh, materials: [cloth]), wall.frame * .translation([start, top, 0.1]), isForeground: false)
        }
        guard rail else { return }
        var b = PieceBuilder()
        b.use(style.kit.metal(&random))
        let ends = (max(0.02, left - 0.2), min(wall.length - 0.02, right + 0.2))
        b.mesh.rod([ends.0, top + 0.02, 0.1], [ends.1, top + 0.02, 0.1], radius: 0.012, sides: 12)
        for x in [ends.0, ends.1] {
            b.mesh.sphere(radius: 0.022, at: [x, top + 0.02, 0.1], sides: 12)
            b.mesh.rod([mix(x, (left + right) / 2, 0.05), top + 0.02, 0], [mix(x, (left + right) / 2, 0.05), top + 0.02, 0.1], radius: 0.007)
        }
        scene.add(b.piece(), wall.frame, isForeground: false)
    }

    /// A casing and a leaf, shut or ajar; `swing` in radians.
    func door(
        _ opening: WallOpening, in wall: RoomWall, swing: Float, hasLeaf: Bool, into scene: inout SceneAssembly,
        _ random: inout SeededGenerator
    ) {
        let (left, right) = (opening.x.lowerBound, opening.x.upperBound)
        let top = opening.y.upperBound
        let t = wall.isInner ? Float(0.12) : thickness
        var b = PieceBuilder()
        b.use(style.trim)
        let casing: Float = 0.07
        for z in wall.isInner ? [Float(0.008), -t - 0.008] : [0.008] {
            b.mesh.block([casing, top + casing, 0.016], standingAt: [left - casing / 2, 0, z])
            b.mesh.block([casing, top + casing, 0.016], standingAt: [right + casing / 2, 0, z])
            b.mesh.box([right - left, casing, 0.016], at: [(left + right) / 2, top + casing / 2, z])
        }
        scene.add(b.piece(), wall.frame, isForeground: false, isSight: false)
        guard hasLeaf else { return }
        var leaf = PieceBuilder()
        let w = right - left - 0.01
        let h = top - 0.008
        leaf.use(random.chance(0.6) ? style.trim : style.kit.cabinet(&random))
        leaf.mesh.box([w, h, 0.04], at: [w / 2, h / 2 + 0.004, 0])
        switch random.integer(0...2) {
        case 0:
            for (y0, y1) in [(Float(0.12), Float(0.42)), (0.5, 0.93)] {
                for (x0, x1) in [(Float(0.13), Float(0.46)), (0.54, 0.87)] {
                    for z: Float in [-0.021, 0.021] {
                        leaf.mesh.roundedBox([w * (x1 - x0), h * (y1 - y0), 0.012], radius: 0.005, at: [w * (x0 + x1) / 2, h * (y0 + y1) / 2, z])
                    }
                }
            }
        case 1:
            for z: Float in [-0.021, 0.021] { leaf.mesh.roundedBox([w * 0.7, h * 0.84, 0.01], radius: 0.004, at: [w / 2, h * 0.5, z]) }
        default: break
        }
        leaf.use(style.kit.metal(&random))
        for z: Float in [-1, 1] {
            let x = w - 0.06
            leaf.mesh.roundedBox([0.035, 0.15, 0.006], radius: 0.002, at: [x, 1.03, z * 0.023])
            leaf.mesh.tube([[x, 1.05, z * 0.02], [x, 1.05, z * 0.06], [x - 0.11, 1.05, z * 0.062]], radii: [0.009], sides: 10)
        }
        let hinge = wall.frame * .translation([left + 0.005, 0, -t + 0.03]) * .turn(-swing)
        scene.add(leaf.piece(), hinge, isForeground: false)
    }
}
