internal import Foundation

/// What stands in rooms of each kind.
struct RoomFurniture {
    let style: InteriorStyle
    let kind: RoomKind

    var kit: MaterialKit { style.kit }
    var seating: Seating { Seating(kit: kit) }
    var tables: Tables { Tables(kit: kit) }
    var storage: Storage { Storage(kit: kit) }
    var decor: Decor { Decor(kit: kit) }

    func fill(_ f: inout Furnisher, into scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        switch kind {
        case .living: living(&f, &scene, &random)
        case .bedroom: bedroom(&f, &scene, &random)
        case .kitchen: kitchen(&f, &scene, &random)
        case .office: office(&f, &scene, &random)
        case .bathroom: bathroom(&f, &scene, &random)
        case .corridor: corridor(&f, &scene, &random)
        case .classroom: classroom(&f, &scene, &random)
        case .shop: shop(&f, &scene, &random)
        case .dining: dining(&f, &scene, &random)
        }
        finish(&f, &scene, &random)
    }

    // MARK: Rooms

    func living(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let sofa = model(["sofa", "couch"], width: 1.4...2.6, &random) ?? seating.sofa(&random)
        if let place = f.againstWall(sofa, gap: 0.02...0.25, front: 0.9, into: &scene, &random) {
            let table = tables.coffeeTable(&random)
            let ahead = sofa.size.z / 2 + table.size.z / 2 + random.uniform(0.3, 0.45)
            _ = f.at(place * .translation([random.normal() * 0.1, 0, ahead]), table, into: &scene, &random)
            if random.chance(0.65) { rug(under: place * .translation([0, 0, ahead * 0.9]), &f, &scene, &random) }
            for side: Float in [-1, 1] where random.chance(0.6) {
                let chair = random.chance(0.7) ? seating.sofa(&random, seats: 1) : seating.shellChair(&random)
                let turn = Transform.turn(-side * random.uniform(1.0, 1.7))
                _ = f.at(
                    place * .translation([side * (sofa.size.x / 2 + 0.35), 0, ahead]) * turn, chair, margin: -0.05,
                    into: &scene, &random)
            }
            for side: Float in [-1, 1] where random.chance(0.45) {
                let beside = place * .translation([side * (sofa.size.x / 2 + 0.32), 0, 0])
                let piece = random.chance(0.55) ? style.lampPieces.floorLamp(&random) : tables.sideTable(&random)
                _ = f.at(beside, piece, margin: -0.03, into: &scene, &random)
            }
        }
        if random.chance(0.7) { television(&f, &scene, &random) }
        for _ in 0..<random.integer(1...2) { _ = f.againstWall(storage.bookcase(&random), into: &scene, &random) }
        if random.chance(0.4) { _ = f.againstWall(storage.chest(&random), into: &scene, &random) }
        if random.chance(0.45) { diningGroup(&f, &scene, &random) }
        if random.chance(0.3) { desk(&f, &scene, &random) }
    }

    func bedroom(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let bed = Beds(kit: kit).bed(&random)
        if let place = f.againstWall(bed, gap: 0.04...0.1, front: 0.3, into: &scene, &random) {
            for side: Float in [-1, 1] where random.chance(0.8) {
                let stand = storage.nightstand(&random)
                let back = -bed.size.z / 2 + stand.size.z / 2
                let beside = place * .translation([side * (bed.size.x / 2 + stand.size.x / 2 + 0.06), 0, back])
                guard f.at(beside, stand, margin: -0.02, into: &scene, &random) else { continue }
                if random.chance(0.55) {
                    let lamp = style.lampPieces.tableLamp(&random)
                    scene.add(lamp, beside * .translation([0, stand.size.y + 0.0005, -0.08]))
                }
            }
            if random.chance(0.5) {
                rug(under: place * .translation([random.pick([-0.9, 0, 0.9]), 0, 0.7]), &f, &scene, &random)
            }
        }
        _ = f.againstWall(storage.wardrobe(&random), into: &scene, &random)
        if random.chance(0.6) { _ = f.againstWall(storage.chest(&random), into: &scene, &random) }
        if random.chance(0.4) { desk(&f, &scene, &random) }
        if random.chance(0.4) { _ = f.againstWall(storage.bookcase(&random), into: &scene, &random) }
        if random.chance(0.4) { _ = f.standing(seating.chair(&random), jitter: 0.6, into: &scene, &random) }
        if random.chance(0.5) { _ = f.hang(decor.hangingCloth(&random), y: 1.2, into: &scene, &random) }
    }

    func kitchen(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let pieces = KitchenPieces(kit: kit)
        run(pieces, &f, &scene, &random)
        let fridge = model(["fridge", "refrigerator"], width: 0.5...1, &random) ?? pieces.fridge(&random)
        _ = f.againstWall(fridge, front: 0.7, into: &scene, &random)
        if random.chance(0.3) { _ = f.againstWall(pieces.washer(&random), front: 0.6, into: &scene, &random) }
        if random.chance(0.75) { diningGroup(&f, &scene, &random) }
        if random.chance(0.35) { _ = f.againstWall(storage.bookcase(&random), into: &scene, &random) }
        if random.chance(0.5) { _ = f.standing(decor.bin(&random), into: &scene, &random) }
        if random.chance(0.3) { _ = f.standing(seating.stool(&random), into: &scene, &random) }
    }

    /// Worktop along the longest free wall.
    func run(
        _ pieces: KitchenPieces, _ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        for index in [0, 1, 2, 3].shuffled(using: &random) {
            let wall = f.cell.walls[index]
            let doors = wall.openings.filter { $0.y.lowerBound < 0.95 }.map(\.x).sorted {
                $0.lowerBound < $1.lowerBound
            }
            var from: Float = 0.02
            var best: ClosedRange<Float> = 0...0
            for stop in doors + [wall.length - 0.02...wall.length] {
                if stop.lowerBound - from > best.upperBound - best.lowerBound { best = from...stop.lowerBound }
                from = stop.upperBound + 0.1
            }
            let width = min(best.upperBound - best.lowerBound - 0.04, random.uniform(1.8, 3.6))
            guard width > 1.5 else { continue }
            let x = best.lowerBound + 0.02 + width / 2
            let place = wall.frame * .translation([x, 0, 0])
            let rect = FloorRect(place * .translation([0, 0, 0.3]), size: [width, 1, 0.6])
            guard f.cell.isFree(rect.expanded(-0.03)) else { continue }
            let hasWindow = wall.openings.contains {
                $0.y.lowerBound >= 0.95 && $0.x.overlaps(x - width / 2...x + width / 2)
            }
            let piece = pieces.run(width: width, height: hasWindow ? 0 : f.cell.height, &random)
            f.cell.occupied.append(rect)
            f.cell.walls[index].taken.append((x - width / 2...x + width / 2, 0...f.cell.height))
            f.put(piece, place, into: &scene, &random)
            return
        }
    }

    func office(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let large = f.cell.floor.size.x * f.cell.floor.size.y > 25
        if large {
            let count = Int(f.cell.floor.size.x * f.cell.floor.size.y / 9)
            let piece = tables.desk(&random)
            for _ in 0..<min(count, 6) {
                guard let place = f.standing(piece, jitter: 0.02, margin: 0.4, into: &scene, &random) else { continue }
                deskChair(place, piece, &f, &scene, &random)
            }
        } else {
            for _ in 0..<random.integer(1...2) { desk(&f, &scene, &random) }
        }
        for _ in 0..<random.integer(1...3) { _ = f.againstWall(storage.bookcase(&random), into: &scene, &random) }
        if random.chance(0.5) { _ = f.againstWall(storage.chest(&random), into: &scene, &random) }
        if random.chance(0.4) { whiteboard(&f, &scene, &random) }
        if random.chance(0.6) { _ = f.standing(decor.bin(&random), into: &scene, &random) }
        if random.chance(0.25) { _ = f.againstWall(seating.sofa(&random), into: &scene, &random) }
    }

    func bathroom(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let pieces = BathPieces(kit: kit)
        let wash = random.chance(0.55) ? pieces.bathtub(&random) : pieces.shower(&random)
        _ = f.againstWall(wash, gap: 0...0, front: 0, into: &scene, &random)
        _ = f.againstWall(pieces.toilet(&random), gap: 0...0.01, front: 0.3, into: &scene, &random)
        let basin = pieces.basin(&random)
        if let place = f.againstWall(basin, gap: 0...0, front: 0.4, into: &scene, &random) {
            let mirror = decor.mirror(
                width: basin.size.x * random.uniform(0.8, 1.1), height: random.uniform(0.5, 0.9), &random)
            let at = place * .translation([0, 1.08 + mirror.size.y / 2, -basin.size.z / 2 - 0.014])
            scene.add(mirror, at, isForeground: false)
        }
        for _ in 0..<2 { _ = f.hang(pieces.towelRail(&random), y: random.uniform(1, 1.4), into: &scene, &random) }
        if random.chance(0.4) { _ = f.againstWall(KitchenPieces(kit: kit).washer(&random), into: &scene, &random) }
        if random.chance(0.4) { _ = f.standing(Bits(kit: kit).basket(&random), into: &scene, &random) }
        if random.chance(0.5) {
            let center = f.cell.floor.center
            let mat = decor.rug(width: random.uniform(0.5, 0.9), depth: random.uniform(0.4, 0.6), &random)
            scene.add(
                mat, .translation([center.x, 0.001, center.y]) * .turn(random.pick([0, .pi / 2])), isForeground: false)
        }
    }

    func corridor(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        if random.chance(0.7) {
            _ = f.againstWall(
                storage.drawers([0.9, 0.8, 0.3], columns: 2, rows: 1, &random), front: 0.5, into: &scene, &random)
        }
        for _ in 0..<random.integer(1...4) { _ = f.hang(decor.hangingCloth(&random), y: 1.25, into: &scene, &random) }
        for _ in 0..<3 where random.chance(0.6) {
            _ = f.againstWall(Bits(kit: kit).shoes(&random), front: 0.2, into: &scene, &random)
        }
        if random.chance(0.5) {
            let size = f.cell.floor.size
            let long = max(size.x, size.y) * random.uniform(0.4, 0.8)
            let mat = decor.rug(width: size.x > size.y ? long : 0.8, depth: size.x > size.y ? 0.8 : long, &random)
            scene.add(mat, .translation([f.cell.floor.center.x, 0.001, f.cell.floor.center.y]), isForeground: false)
        }
        if random.chance(0.4) { _ = f.againstWall(storage.bookcase(&random), front: 0.4, into: &scene, &random) }
    }

    func classroom(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let table = tables.table([1.2, 0.74, 0.6], .desk, &random)
        let chair = seating.chair(&random)
        let size = f.cell.floor.size
        let columns = max(1, Int((size.x - 1.4) / 1.75))
        let rows = max(1, Int((size.y - 2.6) / 1.5))
        for row in 0..<rows {
            for column in 0..<columns {
                let x = f.cell.floor.low.x + 1.2 + 1.75 * Float(column)
                let z = f.cell.floor.low.y + 2.2 + 1.5 * Float(row)
                // Facing the back wall, where the board is.
                let place = Transform.translation([x, 0, z]) * .turn(random.normal() * 0.04)
                let rect = FloorRect(place, size: table.size)
                guard f.cell.isFree(rect) else { continue }
                f.cell.occupied.append(rect)
                scene.add(table, place)
                let top = Piece.Support(center: [0, 0.74, 0], size: [1.05, 0.5], clearance: 0.4, use: .desk)
                if random.chance(0.6) { f.scatter(top, place, count: random.integer(0...3), into: &scene, &random) }
                for side: Float in [-0.3, 0.3] where random.chance(0.9) {
                    let seat =
                        place * .translation([side, 0, random.uniform(0.3, 0.6)]) * .turn(.pi + random.normal() * 0.2)
                    _ = f.at(seat, chair, margin: -0.1, into: &scene, &random)
                }
            }
        }
        whiteboard(&f, &scene, &random, walls: [0])
        for _ in 0..<3 { _ = f.againstWall(storage.bookcase(&random), walls: [1, 2, 3], into: &scene, &random) }
    }

    func shop(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let fixtures = ShopPieces(kit: kit)
        for _ in 0..<7 {
            let shelf = fixtures.gondola(&random)
            _ = f.againstWall(shelf, front: 0.8, into: &scene, &random)
        }
        let size = f.cell.floor.size
        let turn: Float = size.x > size.y ? 0 : .pi / 2
        for row in stride(from: Float(-0.25), through: 0.26, by: 0.5) {
            for side: Float in [-1, 1] {
                let shelf = fixtures.gondola(&random)
                let across = row * (turn == 0 ? size.y : size.x) + side * shelf.size.z / 2
                for along in stride(from: Float(-1), through: 1, by: 1) {
                    let local = SIMD3(along * (shelf.size.x + 0.01), 0, across)
                    let center = f.cell.floor.center
                    let place =
                        Transform.translation([center.x, 0, center.y]) * .turn(turn) * .translation(local)
                        * .turn(side > 0 ? 0 : .pi)
                    _ = f.at(place, shelf, margin: -0.02, into: &scene, &random)
                }
            }
        }
        if random.chance(0.6) {
            _ = f.standing(tables.table([1.5, 0.95, 0.7], .kitchen, &random), margin: 0.3, into: &scene, &random)
        }
    }

    func dining(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        diningGroup(&f, &scene, &random)
        if random.chance(0.7) { _ = f.againstWall(storage.sideboard(&random), into: &scene, &random) }
        if random.chance(0.6) { _ = f.againstWall(storage.bookcase(&random), into: &scene, &random) }
    }
}
