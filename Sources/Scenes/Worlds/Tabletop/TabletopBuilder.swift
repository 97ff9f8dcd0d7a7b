/// Makes worlds of the kind `tabletop`: small things on a surface, from 0.2 to 1.5 m, before a corner of a room or
/// out of doors.
struct TabletopBuilder {
    let assets: AssetLibrary?

    /// Where the things are.
    private enum Setting: CaseIterable { case table, counter, floor, shelf, grass, bin }

    func world(_ random: inout SeededGenerator) throws(ScenesError) -> World {
        let setting: Setting
        switch random.unit() {
        case ..<0.46: setting = .table
        case ..<0.62: setting = .counter
        case ..<0.72: setting = .floor
        case ..<0.84: setting = .shelf
        case ..<0.92: setting = .grass
        default: setting = .bin
        }
        let light = RoomLight(&random)
        let isOutside = setting == .grass || (setting == .table && random.chance(0.25))
        let style = InteriorStyle(assets: assets, lampsLit: light.hasLamps && !isOutside, &random)
        let skies = SkyBuilder(assets: assets)
        var scene = SceneAssembly(
            World(kind: .tabletop, sky: isOutside ? skies.backdrop(&random) : light.sky(skies, &random)))
        // Counters and shelves stand against the wall, tables before it.
        let back = setting == .counter || setting == .shelf ? 0.33 : random.uniform(0.6, 1.9)
        let corner = isOutside ? nil : RoomCorner(style: style, hasLamps: light.hasLamps, back: back, &random)
        corner?.build(into: &scene, &random)
        var focus: Focus
        switch setting {
        case .table: focus = table(style, isOutside: isOutside, &scene, &random)
        case .counter: focus = counter(style, &scene, &random)
        case .floor: focus = floor(style, &scene, &random)
        case .shelf: focus = shelf(style, &scene, &random)
        case .grass: focus = grass(style, &scene, &random)
        case .bin: focus = bin(style, &scene, &random)
        }
        focus.limits = corner?.inside
        scene.world.viewpoints = TabletopViewpoints(focus: focus).choose(in: scene, &random)
        return scene.world
    }

    // MARK: Settings

    private func table(
        _ style: InteriorStyle, isOutside: Bool, _ scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) -> Focus {
        let use: Piece.Support.Use = random.pick([.dining, .coffee, .desk, .dining])
        let height = use == .coffee ? random.uniform(0.38, 0.48) : random.uniform(0.72, 0.76)
        let size = SIMD3(random.uniform(0.8, 1.8), height, random.uniform(0.6, 1))
        var table = random.chance(0.2)
            ? Tables(kit: style.kit).roundTable(radius: random.uniform(0.35, 0.6), height: height, use, &random)
            : Tables(kit: style.kit).table(size, use, &random)
        table.supports = []
        scene.add(table, .identity, isSight: false)
        var top = height
        if random.chance(0.25) { top += cloth(on: table.size, style, &scene, &random) }
        for side: Float in [-1, 1] where random.chance(0.45) {
            let chair = Seating(kit: style.kit).chair(&random)
            scene.add(
                chair, .translation([random.uniform(-0.3, 0.3), 0, side * (table.size.z / 2 + 0.12)])
                    * .turn((side > 0 ? .pi : 0) + random.normal() * 0.2), isSight: false)
        }
        if isOutside { ground(style, &scene, &random) }
        let area = SIMD2(min(table.size.x * 0.85, 1.1), min(table.size.z * 0.82, 0.7))
        return arrange(style, use: use, center: [0, top, 0], area: area, &scene, &random)
    }

    private func counter(_ style: InteriorStyle, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) -> Focus {
        let width = random.uniform(1.8, 3)
        var piece = KitchenPieces(kit: style.kit).run(width: width, height: 2.5, &random)
        let supports = piece.supports
        piece.supports = []
        scene.add(piece, .translation([0, 0, -0.31]), isForeground: false, isSight: false)
        guard let support = supports.first else { return arrange(style, use: .kitchen, center: [0, 0.9, 0], area: [0.5, 0.4], &scene, &random) }
        for other in supports.dropFirst() {
            var furnisher = Furnisher(style: style, cell: RoomCell(floor: FloorRect(low: [-2, -2], high: [2, 2]), height: 2.5))
            furnisher.cell.occupied = []
            furnisher.fill(other, .translation([0, 0, -0.31]), into: &scene, &random)
        }
        return arrange(
            style, use: .kitchen, center: support.center + [0, 0, -0.31], area: support.size, &scene, &random)
    }

    private func floor(_ style: InteriorStyle, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) -> Focus {
        if random.chance(0.5) {
            let rug = Decor(kit: style.kit).rug(width: random.uniform(1.2, 2), depth: random.uniform(0.9, 1.4), &random)
            scene.add(rug, .translation([0, 0.001, 0]), isForeground: false, isSight: false)
            return arrange(style, use: .floor, center: [0, rug.size.y, 0], area: [1.1, 0.9], &scene, &random)
        }
        return arrange(style, use: .floor, center: [0, 0.0005, 0], area: [1.2, 1], &scene, &random)
    }

    private func shelf(_ style: InteriorStyle, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) -> Focus {
        let piece = random.chance(0.25)
            ? ShopPieces(kit: style.kit).gondola(&random) : Storage(kit: style.kit).bookcase(&random)
        let furnisher = Furnisher(style: style, cell: RoomCell(floor: FloorRect(low: [-2, -2], high: [2, 2]), height: 2.5))
        furnisher.put(piece, .identity, into: &scene, &random)
        let level = random.pick(piece.supports)
        var focus = Focus(center: level.center + [0, 0.1, 0], radius: min(0.5, level.size.x / 2))
        focus.isFrontal = true
        return focus
    }

    private func grass(_ style: InteriorStyle, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) -> Focus {
        ground(style, &scene, &random)
        let green = Palette.hsv(random.uniform(0.18, 0.3), random.uniform(0.35, 0.65), random.uniform(0.35, 0.6))
        var blades = StrandSet(material: style.kit.plain(green, roughness: 0.6))
        let height = random.uniform(0.02, 0.09)
        let noise = TileableNoise(seed: random.next())
        for _ in 0..<14_000 {
            let reach = 1.6 * random.unit().squareRoot()
            let a = random.uniform(0, 2 * .pi)
            let root = SIMD3(a.cosine * reach, 0, a.sine * reach)
            let tall = height * (0.4 + noise.fractal(root.x / 4 + 0.5, root.z / 4 + 0.5, cells: [6, 6], octaves: 3) * 1.2)
            let lean = SIMD3(random.normal(), 0, random.normal()) * (tall * 0.35)
            for step in 0..<3 {
                let t = Float(step) / 2
                blades.points.append(SIMD4(root + lean * (t * t) + [0, tall * t * (1 - 0.2 * t), 0], 0.0014 * (1.1 - t)))
            }
            blades.counts.append(3)
            let tone = random.uniform(0.6, 1.3)
            blades.tints.append([min(1, tone * random.uniform(0.9, 1.2)), min(1, tone), min(1, tone * 0.8)])
        }
        scene.world.strands.append(blades)
        return arrange(style, use: random.pick([.floor, .dining]), center: [0, height * 0.2, 0], area: [0.8, 0.6], &scene, &random)
    }

    /// Things thrown into a box or a basket.
    private func bin(_ style: InteriorStyle, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) -> Focus {
        let w = random.uniform(0.28, 0.5)
        let d = w * random.uniform(0.6, 0.9)
        let h = random.uniform(0.1, 0.22)
        let y: Float = random.chance(0.5) ? 0 : 0.74
        if y > 0 {
            var table = Tables(kit: style.kit).table([1.4, y, 0.8], .dining, &random)
            table.supports = []
            scene.add(table, .identity, isSight: false)
        }
        var b = PieceBuilder()
        b.use(random.chance(0.5) ? style.kit.wood(&random) : style.kit.plastic(&random))
        let t: Float = 0.01
        b.mesh.box([w, t, d], at: [0, t / 2, 0])
        for s: Float in [-1, 1] {
            b.mesh.box([w, h, t], at: [0, h / 2, s * (d - t) / 2])
            b.mesh.box([t, h, d], at: [s * (w - t) / 2, h / 2, 0])
        }
        scene.add(b.piece(), .translation([0, y, 0]), isSight: false)
        var heights: [SIMD3<Float>] = []
        let bits = Bits(kit: style.kit)
        let sameKind = random.chance(0.5)
        for _ in 0..<random.integer(8...26) {
            let thing: Piece
            if sameKind {
                thing = bits.fruit(&random)
            } else {
                switch random.integer(0...4) {
                case 0: thing = bits.ball(&random).scaled(0.5)
                case 1: thing = bits.blocks(&random)
                case 2: thing = bits.tool(&random)
                case 3: thing = Electronics(kit: style.kit).cable(&random)
                default: thing = style.smallThings.thing(for: .desk, &random)
                }
            }
            let reach = min(max(thing.size.x, thing.size.z), w) / 2
            guard reach < d / 2 else { continue }
            let x = random.uniform(-1, 1) * max(0, w / 2 - t - reach)
            let z = random.uniform(-1, 1) * max(0, d / 2 - t - reach)
            // On top of what already lies there.
            let below = heights.filter { abs($0.x - x) < reach && abs($0.z - z) < reach }.map(\.y).max() ?? t
            guard below < h * 1.3 else { continue }
            heights.append([x, below + thing.size.y * 0.7, z])
            scene.add(thing, .translation([x, y + below, z]) * .turn(random.uniform(0, 6)) * .rotation(random.normal() * 0.15, about: [1, 0, 0]))
        }
        return Focus(center: [0, y + h / 2, 0], radius: w / 2)
    }

    // MARK: Parts

    /// A cloth over a table; how thick it is.
    private func cloth(
        on size: SIMD3<Float>, _ style: InteriorStyle, _ scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) -> Float {
        var b = PieceBuilder()
        b.use(style.kit.fabric(&random))
        let hang = random.uniform(0.08, 0.22)
        let half = SIMD2(size.x, size.z) / 2
        b.mesh.surface(columns: 60, rows: 40, metres: [size.x + 2 * hang, size.z + 2 * hang]) { s, t in
            let p = SIMD2((s - 0.5) * 2 * (half.x + hang), (0.5 - t) * 2 * (half.y + hang))
            let over = SIMD2(max(0, abs(p.x) - half.x), max(0, abs(p.y) - half.y))
            let drop = min(over.sum(), hang * 1.3)
            let wave = 0.012 * (drop / hang) * ((p.x + p.y) * 22).sine
            let x = over.x > 0 ? (p.x > 0 ? 1 : -1) * (half.x + 0.012 + wave) : p.x
            let z = over.y > 0 ? (p.y > 0 ? 1 : -1) * (half.y + 0.012 + wave) : p.y
            return [x, size.y + 0.002 - drop, z]
        }
        scene.add(b.piece(), .identity, isForeground: false, isSight: false)
        return 0.003
    }

    private func ground(_ style: InteriorStyle, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let pattern: SurfacePattern = random.pick([.grassGround, .soil, .concrete, .tiles])
        let color: SIMD3<Float> = pattern == .grassGround ? [0.8, 0.9, 0.65] : [0.7, 0.66, 0.6]
        let material = style.kit.patterned(pattern, color, metres: random.uniform(0.8, 1.6), roughness: 0.95, &random)
        let field = Mesh.build { $0.sheet([-60, 0, 60], u: [120, 0, 0], v: [0, 0, -120]) }
        scene.addStructure(field, .identity, [material])
        Outdoors(kit: style.kit).surround(FloorRect(low: [-3, -3], high: [3, 3]), ground: 0, into: &scene, &random)
    }

    /// Things in a cluster: the larger behind, the smaller before.
    private func arrange(
        _ style: InteriorStyle, use: Piece.Support.Use, center: SIMD3<Float>, area: SIMD2<Float>,
        _ scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) -> Focus {
        let count = Int(random.logUniform(3, 26))
        var taken: [FloorRect] = []
        let tight = random.uniform(0.35, 1)
        let extra: [Piece.Support.Use] = [use, use, use, .desk, .dining, .shelf, .kitchen]
        let bounds = FloorRect(low: [-area.x / 2, -area.y / 2], high: [area.x / 2, area.y / 2])
        for _ in 0..<count {
            let thing = TabletopThings(style: style).thing(for: random.pick(extra), &random)
            guard thing.size.max() < 0.75 else { continue }
            let turn = Transform.turn(random.uniform(-.pi, .pi))
            for attempt in 0..<12 {
                let spread = tight * (0.5 + Float(attempt) / 16)
                let x = (random.unit() - 0.5) * area.x * spread
                let z = (random.unit() - 0.5) * area.y * spread
                let local = Transform.translation([x, 0, z]) * turn
                let rect = FloorRect(local, size: thing.size)
                guard bounds.contains(rect), !taken.contains(where: { $0.overlaps(rect) }) else { continue }
                taken.append(rect.expanded(0.004))
                scene.add(thing, .translation(center + [0, 0.0005, 0]) * local)
                break
            }
        }
        return Focus(center: center, radius: min(area.x, area.y) * 0.5 * tight + 0.05)
    }
}
