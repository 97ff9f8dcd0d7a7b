/// Sets pieces in a room where they fit and fills what can be filled.
struct Furnisher {
    let style: InteriorStyle
    var cell: RoomCell

    /// Against a wall, its back to it; `nil` where there is no place.
    mutating func againstWall(
        _ piece: Piece, gap: ClosedRange<Float> = 0.01...0.06, front: Float = 0.5, walls: [Int] = [0, 1, 2, 3],
        into scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) -> Transform? {
        for _ in 0..<14 {
            let index = random.pick(walls)
            let wall = cell.walls[index]
            guard wall.length > piece.size.x + 0.04 else { continue }
            // Corners and middles are likelier than anywhere.
            let free = wall.length - piece.size.x - 0.04
            let choice = random.unit()
            let start = 0.02 + (choice < 0.2 ? 0 : choice < 0.4 ? free : choice < 0.55 ? free / 2 : random.unit() * free)
            let x = start...start + piece.size.x
            guard wall.isFree(x: x, y: 0.02...max(0.03, piece.size.y)) else { continue }
            let back = random.uniform(gap.lowerBound, gap.upperBound)
            let place = wall.frame * .translation([start + piece.size.x / 2, 0, back + 0.016 + piece.size.z / 2])
            let rect = FloorRect(place, size: piece.size)
            guard cell.isFree(rect) else { continue }
            // Someone must be able to get at it.
            let access = FloorRect(
                place * .translation([0, 0, front / 2]), size: piece.size + SIMD3(0, 0, front)
            )
            guard front <= 0 || cell.floor.contains(access) else { continue }
            cell.occupied.append(rect)
            cell.walls[index].taken.append((x, 0...piece.size.y))
            put(piece, place, into: &scene, &random)
            return place
        }
        return nil
    }

    /// Anywhere on the floor, at about `turn`.
    mutating func standing(
        _ piece: Piece, turns: [Float] = [0, .pi / 2, .pi, -.pi / 2], jitter: Float = 0.1, margin: Float = 0.05,
        near: SIMD2<Float>? = nil, spread: Float = 0.6, into scene: inout SceneAssembly,
        _ random: inout SeededGenerator
    ) -> Transform? {
        for _ in 0..<12 {
            let at =
                near.map { $0 + SIMD2(random.normal(), random.normal()) * spread }
                ?? SIMD2(
                    random.uniform(cell.floor.low.x, cell.floor.high.x), random.uniform(cell.floor.low.y, cell.floor.high.y))
            let place = Transform.translation([at.x, 0, at.y]) * .turn(random.pick(turns) + random.normal() * jitter)
            let rect = FloorRect(place, size: piece.size).expanded(margin)
            guard cell.isFree(rect) else { continue }
            cell.occupied.append(rect)
            put(piece, place, into: &scene, &random)
            return place
        }
        return nil
    }

    /// At a certain place, where it is free.
    mutating func at(
        _ place: Transform, _ piece: Piece, margin: Float = 0, isSolid: Bool = true, into scene: inout SceneAssembly,
        _ random: inout SeededGenerator
    ) -> Bool {
        let rect = FloorRect(place, size: piece.size).expanded(margin)
        guard cell.isFree(rect) else { return false }
        if isSolid { cell.occupied.append(rect) }
        put(piece, place, into: &scene, &random)
        return true
    }

    /// Onto a wall at a height.
    mutating func hang(
        _ piece: Piece, y: Float, walls: [Int] = [0, 1, 2, 3], into scene: inout SceneAssembly,
        _ random: inout SeededGenerator
    ) -> Bool {
        for _ in 0..<8 {
            let index = random.pick(walls)
            let wall = cell.walls[index]
            guard wall.length > piece.size.x + 0.2 else { continue }
            let x = random.uniform(0.1 + piece.size.x / 2, wall.length - piece.size.x / 2 - 0.1)
            let along = x - piece.size.x / 2...x + piece.size.x / 2
            let up = y - piece.size.y / 2...y + piece.size.y / 2
            guard up.upperBound < cell.height - 0.05, wall.isFree(x: along, y: up, margin: 0.06) else { continue }
            cell.walls[index].taken.append((along, up))
            put(piece, wall.frame * .translation([x, y, 0.001]) * .rotation(random.normal() * 0.006, about: [0, 0, 1]), into: &scene, &random)
            return true
        }
        return false
    }

    /// Adds a piece and fills its supports.
    func put(_ piece: Piece, _ place: Transform, into scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        scene.add(piece, place)
        for support in piece.supports { fill(support, place, into: &scene, &random) }
    }

    func fill(
        _ support: Piece.Support, _ place: Transform, into scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        switch support.use {
        case .shelf: fillShelf(support, place, into: &scene, &random)
        case .seat:
            if random.chance(0.22 * style.clutter) { scatter(support, place, count: 1, into: &scene, &random) }
        case .desk: fillDesk(support, place, into: &scene, &random)
        case .stock: fillStock(support, place, into: &scene, &random)
        default:
            let area = support.size.x * support.size.y
            let most: Float = support.use == .dining ? 14 : 16
            let count = Int((area * most * style.clutter * random.uniform(0.4, 1.2) + random.unit()).rounded(.down))
            scatter(support, place, count: min(count, 14), into: &scene, &random)
        }
    }

    /// Things side by side without overlapping, turned at will.
    func scatter(
        _ support: Piece.Support, _ place: Transform, count: Int, keeping: [FloorRect] = [],
        into scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        var taken = keeping
        for _ in 0..<count {
            let thing = style.smallThings.thing(for: support.use, &random)
            guard thing.size.y < support.clearance else { continue }
            let aligned = support.use == .display || random.chance(0.4)
            let turn = Transform.turn(aligned ? random.normal() * 0.12 : random.uniform(-.pi, .pi))
            for _ in 0..<6 {
                let x = (random.unit() - 0.5) * support.size.x
                let z = (random.unit() - 0.5) * support.size.y
                let local = Transform.translation(support.center + [x, 0.0005, z]) * turn
                let rect = FloorRect(local, size: thing.size)
                let c = SIMD2(support.center.x, support.center.z)
                let bounds = FloorRect(low: c - support.size / 2, high: c + support.size / 2)
                guard bounds.contains(rect), !taken.contains(where: { $0.overlaps(rect) }) else { continue }
                taken.append(rect.expanded(0.008))
                scene.add(thing, place * local)
                break
            }
        }
    }

    private func fillShelf(
        _ support: Piece.Support, _ place: Transform, into scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        let fullness = 0.25 + 0.75 * style.clutter
        var x = -support.size.x / 2
        let reading = Reading(kit: style.kit)
        while x < support.size.x / 2 - 0.05 {
            let left = support.size.x / 2 - x
            if random.chance(0.62 * fullness) {
                let width = min(left, random.uniform(0.15, 0.6))
                if width > 0.08, support.clearance > 0.16 {
                    let row = reading.row(width: width, depth: support.size.y, clearance: support.clearance, &random)
                    let shift = -random.uniform(0, 0.02)
                    scene.add(row, place * .translation(support.center + [x + width / 2, 0, shift]))
                }
                x += width + 0.004
            } else if random.chance(fullness) {
                let thing = style.smallThings.thing(for: .shelf, &random)
                if thing.size.y < support.clearance - 0.01, thing.size.x < left, thing.size.z < support.size.y + 0.04 {
                    let turn = Transform.turn(random.normal() * 0.15)
                    scene.add(thing, place * .translation(support.center + [x + thing.size.x / 2, 0.0003, 0]) * turn)
                    x += thing.size.x + random.uniform(0.01, 0.08)
                } else {
                    x += 0.05
                }
            } else {
                x += random.uniform(0.05, 0.3)
            }
        }
    }

    /// Goods in rows, several of each.
    private func fillStock(
        _ support: Piece.Support, _ place: Transform, into scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        let crockery = Crockery(kit: style.kit)
        let bits = Bits(kit: style.kit)
        var x = -support.size.x / 2
        while x < support.size.x / 2 - 0.05 {
            let item: Piece
            switch random.integer(0...5) {
            case 0: item = crockery.can(&random)
            case 1: item = crockery.bottle(&random)
            case 2: item = crockery.jar(&random)
            case 3: item = bits.toiletry(&random)
            default: item = bits.box(&random)
            }
            let count = random.integer(2...5)
            guard item.size.y < support.clearance - 0.01, item.size.x * Float(count) < support.size.x / 2 - x else {
                x += 0.06
                continue
            }
            let rows = max(1, min(2, Int(support.size.y / (item.size.z + 0.005))))
            for column in 0..<count where random.chance(0.94) {
                for row in 0..<rows where row == 0 || random.chance(0.7) {
                    let at = SIMD3(
                        x + item.size.x * (Float(column) + 0.5), 0,
                        support.size.y / 2 - (item.size.z + 0.004) * (Float(row) + 0.5) - random.uniform(0, 0.015))
                    let turn = Transform.turn(random.normal() * 0.06)
                    scene.add(item, place * .translation(support.center + at) * turn, isSight: row == 0)
                }
            }
            x += item.size.x * Float(count) + random.uniform(0.004, 0.03)
        }
    }

    /// Screen, keyboard, lamp, and then whatever.
    private func fillDesk(
        _ support: Piece.Support, _ place: Transform, into scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        let electronics = Electronics(kit: style.kit)
        let top = support.center
        var taken: [FloorRect] = []
        func add(_ piece: Piece, x: Float, z: Float, turn: Float) {
            let local = Transform.translation(top + [x, 0.0005, z]) * .turn(turn)
            taken.append(FloorRect(local, size: piece.size).expanded(0.01))
            scene.add(piece, place * local)
        }
        let middle = random.uniform(-0.15, 0.15) * support.size.x
        let back = -support.size.y / 2
        if random.chance(0.6) {
            let screen = electronics.monitor(&random)
            add(screen, x: middle, z: back + 0.16, turn: random.normal() * 0.1)
            if support.size.x > 1.25, random.chance(0.35) {
                add(electronics.monitor(&random), x: middle + screen.size.x + 0.05, z: back + 0.2, turn: -0.3)
            }
            add(electronics.keyboard(&random), x: middle + random.normal() * 0.03, z: back + 0.45, turn: random.normal() * 0.06)
            add(electronics.mouse(&random), x: middle + 0.32, z: back + 0.46, turn: random.normal() * 0.2)
        } else if random.chance(0.75) {
            add(electronics.laptop(&random), x: middle, z: back + 0.3, turn: random.normal() * 0.15)
            if random.chance(0.5) { add(electronics.mouse(&random), x: middle + 0.28, z: back + 0.35, turn: random.normal() * 0.2) }
        }
        if random.chance(0.35) {
            let side: Float = random.chance(0.5) ? 1 : -1
            let lamp = random.chance(0.6) ? style.lampPieces.deskLamp(&random) : style.lampPieces.tableLamp(&random)
            add(lamp, x: side * (support.size.x / 2 - 0.12), z: back + 0.12, turn: side > 0 ? .pi + 0.5 : 0.4)
        }
        let count = Int(support.size.x * support.size.y * 16 * style.clutter * random.uniform(0.5, 1.3))
        scatter(support, place, count: count, keeping: taken, into: &scene, &random)
    }
}
