/// Makes worlds of the kind `room`: one room or two, with windows, furniture, lamps and what people leave about.
struct RoomBuilder {
    let assets: AssetLibrary?

    func world(_ random: inout SeededGenerator) throws(ScenesError) -> World {
        let kind = RoomKind.random(&random)
        let light = RoomLight(&random)
        let style = InteriorStyle(assets: assets, lampsLit: light.hasLamps, &random)
        var scene = SceneAssembly(World(kind: .room, sky: light.sky(SkyBuilder(assets: assets), &random)))
        let size = kind.size(&random)
        let height = kind.isPublic ? random.uniform(2.6, 3.3) : random.uniform(2.35, 3)
        var first = RoomCell(floor: FloorRect(low: -size / 2, high: size / 2), height: height)
        var second = secondRoom(beside: &first, of: kind, &random)
        let shell = RoomShell(style: style, thickness: random.uniform(0.22, 0.42))
        let curtains = random.chance(kind.isWet ? 0.25 : 0.65) ? windowCloth(style, &random) : nil
        var hasWindow = openings(in: &first, kind: kind, shell: shell, curtains: curtains, &scene, &random)
        if var cell = second?.cell {
            hasWindow =
                openings(
                    in: &cell, kind: .living, shell: shell, curtains: curtains, skip: second?.skip, &scene, &random)
                || hasWindow
            second?.cell = cell
        }
        // Nothing of the sky would come in.
        if !hasWindow { closeSky(&scene) }
        surfaces(first, kind: kind, shell: shell, skip: nil, &scene, &random)
        if let second { surfaces(second.cell, kind: second.kind, shell: shell, skip: second.skip, &scene, &random) }

        var furnisher = Furnisher(style: style, cell: first)
        RoomFurniture(style: style, kind: kind).fill(&furnisher, into: &scene, &random)
        let lampless = !hasWindow || light.hasLamps
        CeilingLights(style: style).add(to: furnisher.cell, kind: kind, isNeeded: lampless, into: &scene, &random)
        if let second {
            var other = Furnisher(style: style, cell: second.cell)
            RoomFurniture(style: style, kind: second.kind).fill(&other, into: &scene, &random)
            CeilingLights(style: style).add(
                to: other.cell, kind: second.kind, isNeeded: lampless, into: &scene, &random)
        }
        if hasWindow {
            let above = random.chance(0.5) ? random.uniform(0.1, 0.6) : random.uniform(2.8, 14)
            Outdoors(kit: style.kit).build(about: first.floor, floorHeight: above, into: &scene, &random)
        }
        let sitters = RoomPeople(kit: style.kit).join(&furnisher, into: &scene, &random)
        var cells = [first]
        if let second { cells.append(second.cell) }
        scene.addInteriorAmbient(area: cells.reduce(0) { $0 + $1.surfaceArea })
        scene.world.viewpoints = RoomViewpoints(cells: cells, sitters: sitters).choose(in: scene, &random)
        return scene.world
    }

    private func windowCloth(_ style: InteriorStyle, _ random: inout SeededGenerator) -> Material {
        var cloth = random.chance(0.5) ? style.kit.linen(&random) : style.kit.fabric(&random)
        if random.chance(0.5) { cloth.transparency = random.uniform(0.2, 0.5) }
        return cloth
    }

    /// A room behind one of the walls, through a wide opening or a door.
    private func secondRoom(
        beside first: inout RoomCell, of kind: RoomKind, _ random: inout SeededGenerator
    ) -> (cell: RoomCell, kind: RoomKind, skip: Int)? {
        guard kind != .bathroom, random.chance(0.45) else { return nil }
        let index = random.integer(0...3)
        let wall = first.walls[index]
        guard wall.length > 1.6 else { return nil }
        let isWide = random.chance(0.5) && wall.length > 2.4
        let width = isWide ? min(wall.length - 0.6, random.uniform(1.4, 3.2)) : 0.86
        let x = random.uniform(0.3, wall.length - width - 0.3)
        let top = isWide ? first.height - random.uniform(0.05, 0.4) : 2.03
        first.walls[index].isInner = true
        first.walls[index].openings.append(WallOpening(x: x...x + width, y: 0...top))
        let other: RoomKind = random.pick([.living, .dining, .corridor, .kitchen, .bedroom, .office])
        let span = min(wall.length, max(width + 0.4, random.uniform(2.4, 5)))
        let from = max(0, min(wall.length - span, x - random.uniform(0, span - width)))
        let depth = random.uniform(2, 4.5)
        let a = wall.frame.point([from, 0, -0.12])
        let b = wall.frame.point([from + span, 0, -0.12 - depth])
        let floor = FloorRect(low: [min(a.x, b.x), min(a.z, b.z)], high: [max(a.x, b.x), max(a.z, b.z)])
        var cell = RoomCell(floor: floor, height: first.height)
        // The way through stays free on both sides.
        let (l, r) = (wall.frame.point([x, 0, -1.1]), wall.frame.point([x + width, 0, 0.9]))
        let way = FloorRect(low: [min(l.x, r.x), min(l.z, r.z)], high: [max(l.x, r.x), max(l.z, r.z)])
        first.occupied.append(way)
        cell.occupied.append(way)
        let skip = (index + 2) % 4
        cell.walls[skip].isInner = true
        cell.walls[skip].taken = [(0...cell.walls[skip].length, 0...9)]
        return (cell, other, skip)
    }

    /// Windows in one or two outer walls, a door or two; whether there is a window.
    private func openings(
        in cell: inout RoomCell, kind: RoomKind, shell: RoomShell, curtains: Material?, skip: Int? = nil,
        _ scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) -> Bool {
        var doors: [(Int, WallOpening)] = []
        for (index, wall) in cell.walls.enumerated() where wall.isInner && index != skip {
            for opening in wall.openings { doors.append((index, opening)) }
        }
        if skip == nil || random.chance(0.4) {
            let index = random.integer(0...3)
            if index != skip, cell.walls[index].length > 1.4 {
                let x = random.uniform(0.15, cell.walls[index].length - 1.05)
                let door = WallOpening(x: x...x + random.uniform(0.76, 0.9), y: 0...random.uniform(1.98, 2.1))
                if cell.walls[index].isFree(x: door.x, y: door.y, margin: 0.2) {
                    cell.walls[index].openings.append(door)
                    doors.append((index, door))
                    let at = cell.walls[index].frame.point([(door.x.lowerBound + door.x.upperBound) / 2, 0, 0.45])
                    cell.occupied.append(FloorRect(low: [at.x - 0.42, at.z - 0.42], high: [at.x + 0.42, at.z + 0.42]))
                }
            }
        }
        for (index, door) in doors {
            let isOuter = !cell.walls[index].isInner
            let wide = door.x.upperBound - door.x.lowerBound > 1.1
            // A door to the outside of the world stays shut.
            shell.door(
                door, in: cell.walls[index], swing: isOuter ? 0 : random.uniform(0.9, 1.7),
                hasLeaf: isOuter || (!wide && random.chance(0.6)),
                into: &scene, &random)
        }
        var windows: [(Int, WallOpening)] = []
        let share: Float = kind == .corridor || kind == .bathroom || kind == .shop ? 0.6 : 0.95
        if random.chance(share) {
            let sides = random.chance(0.35) ? 2 : 1
            for index in Array(0..<4).shuffled(using: &random).prefix(sides + 1)
            where index != skip && !cell.walls[index].isInner {
                windows += self.windows(in: &cell.walls[index], kind: kind, height: cell.height, &random).map {
                    (index, $0)
                }
                if windows.count > 2 { break }
            }
        }
        let blinds = random.chance(curtains == nil ? 0.4 : 0.15)
        for (index, window) in windows {
            shell.window(
                window, in: cell.walls[index], curtain: curtains, blind: blinds, hasCurtainRail: true, into: &scene,
                &random)
            if curtains != nil {
                let x = window.x
                cell.walls[index].taken.append((max(0, x.lowerBound - 0.2)...x.upperBound + 0.2, 1.4...cell.height))
            }
            guard window.y.lowerBound > 0.5, random.chance(0.45) else { continue }
            let width = min(window.x.upperBound - window.x.lowerBound, random.uniform(0.6, 1.4))
            let radiator = Decor(kit: shell.style.kit).radiator(
                width: width, height: min(window.y.lowerBound - 0.18, 0.6), &random)
            let x = (window.x.lowerBound + window.x.upperBound) / 2
            scene.add(radiator, cell.walls[index].frame * .translation([x, 0.12, 0]), isForeground: false)
            cell.walls[index].taken.append((x - width / 2 - 0.1...x + width / 2 + 0.1, 0...0.75))
        }
        return !windows.isEmpty
    }

    private func windows(
        in wall: inout RoomWall, kind: RoomKind, height: Float, _ random: inout SeededGenerator
    ) -> [WallOpening] {
        let high = kind == .bathroom ? random.chance(0.7) : random.chance(0.05)
        let sill: Float = high ? 1.4 : random.chance(0.18) ? 0.03 : kind == .kitchen ? 1.05 : random.uniform(0.45, 0.95)
        let top = min(height - 0.15, high ? 2.1 : random.uniform(2.05, 2.5))
        let width = high ? random.uniform(0.6, 1) : random.uniform(0.8, min(3, max(0.9, wall.length * 0.7)))
        let count = max(1, min(random.chance(0.4) ? 3 : 1, Int(wall.length / (width + 0.5))))
        let pitch = wall.length / Float(count)
        var result: [WallOpening] = []
        for index in 0..<count {
            let middle = pitch * (Float(index) + 0.5)
            let opening = WallOpening(x: middle - width / 2...middle + width / 2, y: sill...top)
            guard opening.x.lowerBound > 0.12, opening.x.upperBound < wall.length - 0.12, top > sill + 0.4,
                wall.isFree(x: opening.x, y: opening.y, margin: 0.15)
            else { continue }
            wall.openings.append(opening)
            result.append(opening)
        }
        return result
    }

    private func surfaces(
        _ cell: RoomCell, kind: RoomKind, shell: RoomShell, skip: Int?, _ scene: inout SceneAssembly,
        _ random: inout SeededGenerator
    ) {
        let kit = shell.style.kit
        let wall = kind == .bathroom && random.chance(0.7) ? kit.wallTiles(&random) : kit.wall(&random)
        let accent = random.chance(0.2) ? kit.wall(&random) : nil
        let floor =
            kind.isWet || kind == .shop || kind == .classroom && random.chance(0.6)
            ? (random.chance(0.75) ? kit.tiledFloor(&random) : kit.floor(&random)) : kit.floor(&random)
        var ceiling = kit.plain(SIMD3(1, 0.995, 0.985) * random.uniform(0.88, 0.96), roughness: 0.95)
        if kind.isPublic, random.chance(0.5) {
            ceiling = kit.patterned(.tiles, [0.92, 0.92, 0.9], metres: 1.8, roughness: 0.95, &random)
        }
        let skirting: Float = kind == .bathroom ? 0 : random.chance(0.85) ? random.uniform(0.05, 0.14) : 0
        shell.build(
            cell, wall: wall, accent: accent, floor: floor, ceiling: ceiling, skirting: skirting, skip: skip,
            into: &scene)
    }

    private func closeSky(_ scene: inout SceneAssembly) {
        scene.world.sky = Sky(panorama: Sky.Panorama(width: 1, height: 1, radiance: [.zero]))
    }
}
