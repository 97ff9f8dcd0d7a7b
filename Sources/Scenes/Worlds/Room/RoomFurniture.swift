internal import Foundation

/// What stands in rooms of each kind.
struct RoomFurniture {
    let style: InteriorStyle
    let kind: RoomKind

    private var kit: MaterialKit { style.kit }
    private var seating: Seating { Seating(kit: kit) }
    private var tables: Tables { Tables(kit: kit) }
    private var storage: Storage { Storage(kit: kit) }
    private var decor: Decor { Decor(kit: kit) }

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

    private func living(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let sofa = model(["sofa", "couch"], width: 1.4...2.6, &random) ?? seating.sofa(&random)
        if let place = f.againstWall(sofa, gap: 0.02...0.25, front: 0.9, into: &scene, &random) {
            let table = tables.coffeeTable(&random)
            let ahead = sofa.size.z / 2 + table.size.z / 2 + random.uniform(0.3, 0.45)
            _ = f.at(place * .translation([random.normal() * 0.1, 0, ahead]), table, into: &scene, &random)
            if random.chance(0.65) { rug(under: place * .translation([0, 0, ahead * 0.9]), &f, &scene, &random) }
            for side: Float in [-1, 1] where random.chance(0.6) {
                let chair = random.chance(0.7) ? seating.sofa(&random, seats: 1) : seating.shellChair(&random)
                let turn = Transform.turn(-side * random.uniform(1.0, 1.7))
                _ = f.at(place * .translation([side * (sofa.size.x / 2 + 0.35), 0, ahead]) * turn, chair, margin: -0.05, into: &scene, &random)
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

    private func bedroom(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
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
            if random.chance(0.5) { rug(under: place * .translation([random.pick([-0.9, 0, 0.9]), 0, 0.7]), &f, &scene, &random) }
        }
        _ = f.againstWall(storage.wardrobe(&random), into: &scene, &random)
        if random.chance(0.6) { _ = f.againstWall(storage.chest(&random), into: &scene, &random) }
        if random.chance(0.4) { desk(&f, &scene, &random) }
        if random.chance(0.4) { _ = f.againstWall(storage.bookcase(&random), into: &scene, &random) }
        if random.chance(0.4) { _ = f.standing(seating.chair(&random), jitter: 0.6, into: &scene, &random) }
        if random.chance(0.5) { _ = f.hang(decor.hangingCloth(&random), y: 1.2, into: &scene, &random) }
    }

    private func kitchen(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
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
    private func run(
        _ pieces: KitchenPieces, _ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        for index in [0, 1, 2, 3].shuffled(using: &random) {
            let wall = f.cell.walls[index]
            let doors = wall.openings.filter { $0.y.lowerBound < 0.95 }.map(\.x).sorted { $0.lowerBound < $1.lowerBound }
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
            let hasWindow = wall.openings.contains { $0.y.lowerBound >= 0.95 && $0.x.overlaps(x - width / 2...x + width / 2) }
            let piece = pieces.run(width: width, height: hasWindow ? 0 : f.cell.height, &random)
            f.cell.occupied.append(rect)
            f.cell.walls[index].taken.append((x - width / 2...x + width / 2, 0...f.cell.height))
            f.put(piece, place, into: &scene, &random)
            return
        }
    }

    private func office(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
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

    private func bathroom(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let pieces = BathPieces(kit: kit)
        let wash = random.chance(0.55) ? pieces.bathtub(&random) : pieces.shower(&random)
        _ = f.againstWall(wash, gap: 0...0, front: 0, into: &scene, &random)
        _ = f.againstWall(pieces.toilet(&random), gap: 0...0.01, front: 0.3, into: &scene, &random)
        let basin = pieces.basin(&random)
        if let place = f.againstWall(basin, gap: 0...0, front: 0.4, into: &scene, &random) {
            let mirror = decor.mirror(width: basin.size.x * random.uniform(0.8, 1.1), height: random.uniform(0.5, 0.9), &random)
            let at = place * .translation([0, 1.08 + mirror.size.y / 2, -basin.size.z / 2 - 0.014])
            scene.add(mirror, at, isForeground: false)
        }
        for _ in 0..<2 { _ = f.hang(pieces.towelRail(&random), y: random.uniform(1, 1.4), into: &scene, &random) }
        if random.chance(0.4) { _ = f.againstWall(KitchenPieces(kit: kit).washer(&random), into: &scene, &random) }
        if random.chance(0.4) { _ = f.standing(Bits(kit: kit).basket(&random), into: &scene, &random) }
        if random.chance(0.5) {
            let center = f.cell.floor.center
            let mat = decor.rug(width: random.uniform(0.5, 0.9), depth: random.uniform(0.4, 0.6), &random)
            scene.add(mat, .translation([center.x, 0.001, center.y]) * .turn(random.pick([0, .pi / 2])), isForeground: false)
        }
    }

    private func corridor(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        if random.chance(0.7) { _ = f.againstWall(storage.drawers([0.9, 0.8, 0.3], columns: 2, rows: 1, &random), front: 0.5, into: &scene, &random) }
        for _ in 0..<random.integer(1...4) { _ = f.hang(decor.hangingCloth(&random), y: 1.25, into: &scene, &random) }
        for _ in 0..<3 where random.chance(0.6) { _ = f.againstWall(Bits(kit: kit).shoes(&random), front: 0.2, into: &scene, &random) }
        if random.chance(0.5) {
            let size = f.cell.floor.size
            let long = max(size.x, size.y) * random.uniform(0.4, 0.8)
            let mat = decor.rug(width: size.x > size.y ? long : 0.8, depth: size.x > size.y ? 0.8 : long, &random)
            scene.add(mat, .translation([f.cell.floor.center.x, 0.001, f.cell.floor.center.y]), isForeground: false)
        }
        if random.chance(0.4) { _ = f.againstWall(storage.bookcase(&random), front: 0.4, into: &scene, &random) }
    }

    private func classroom(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
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
                    let seat = place * .translation([side, 0, random.uniform(0.3, 0.6)]) * .turn(.pi + random.normal() * 0.2)
                    _ = f.at(seat, chair, margin: -0.1, into: &scene, &random)
                }
            }
        }
        whiteboard(&f, &scene, &random, walls: [0])
        for _ in 0..<3 { _ = f.againstWall(storage.bookcase(&random), walls: [1, 2, 3], into: &scene, &random) }
    }

    private func shop(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
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
                    let place = Transform.translation([center.x, 0, center.y]) * .turn(turn) * .translation(local) * .turn(side > 0 ? 0 : .pi)
                    _ = f.at(place, shelf, margin: -0.02, into: &scene, &random)
                }
            }
        }
        if random.chance(0.6) { _ = f.standing(tables.table([1.5, 0.95, 0.7], .kitchen, &random), margin: 0.3, into: &scene, &random) }
    }

    private func dining(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        diningGroup(&f, &scene, &random)
        if random.chance(0.7) { _ = f.againstWall(storage.sideboard(&random), into: &scene, &random) }
        if random.chance(0.6) { _ = f.againstWall(storage.bookcase(&random), into: &scene, &random) }
    }

    // MARK: Groups

    private func diningGroup(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let table = tables.diningTable(&random)
        let turns: [Float] = [0, .pi / 2]
        guard let place = f.standing(table, turns: turns, jitter: 0.04, margin: 0.35, near: f.cell.floor.center, spread: 0.8, into: &scene, &random)
        else { return }
        let chair = model(["chair"], width: 0.35...0.65, &random) ?? seating.chair(&random)
        let along = max(1, Int((table.size.x - 0.1) / 0.6))
        for side: Float in [-1, 1] {
            for index in 0..<along where random.chance(0.9) {
                let x = (Float(index) - Float(along - 1) / 2) * 0.6
                let pulled = random.chance(0.3) ? random.uniform(0.3, 0.5) : random.uniform(0.02, 0.2)
                let seat = place * .translation([x, 0, side * (table.size.z / 2 + pulled)]) * .turn((side > 0 ? .pi : 0) + random.normal() * 0.2)
                stand(chair, seat, &f, &scene, &random)
            }
            if table.size.x > 1.3, random.chance(0.4) {
                let seat = place * .translation([side * (table.size.x / 2 + 0.15), 0, 0]) * .turn(-side * .pi / 2 + random.normal() * 0.2)
                stand(chair, seat, &f, &scene, &random)
            }
        }
    }

    /// Sets a chair partly under its table.
    private func stand(
        _ chair: Piece, _ place: Transform, _ f: inout Furnisher, _ scene: inout SceneAssembly,
        _ random: inout SeededGenerator
    ) {
        let rect = FloorRect(place, size: chair.size)
        guard f.cell.floor.contains(rect) else { return }
        f.cell.occupied.append(rect)
        f.put(chair, place, into: &scene, &random)
    }

    private func desk(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let piece = tables.desk(&random)
        guard let place = f.againstWall(piece, front: 0.7, into: &scene, &random) else { return }
        deskChair(place, piece, &f, &scene, &random)
    }

    private func deskChair(
        _ place: Transform, _ desk: Piece, _ f: inout Furnisher, _ scene: inout SceneAssembly,
        _ random: inout SeededGenerator
    ) {
        let chair = random.chance(0.7) ? seating.officeChair(&random) : seating.chair(&random)
        let seat = place * .translation([random.normal() * 0.15, 0, desk.size.z / 2 + random.uniform(0.1, 0.5)]) * .turn(.pi + random.normal() * 0.4)
        stand(chair, seat, &f, &scene, &random)
    }

    private func television(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        var board = storage.sideboard(&random)
        let screen = Electronics(kit: kit).television(width: random.uniform(0.8, min(1.45, board.size.x)), &random)
        let width = board.size.x
        let top = board.supports
        board.supports = []
        guard let place = f.againstWall(board, front: 0.8, into: &scene, &random) else { return }
        scene.add(screen, place * .translation([0, board.size.y + 0.0005, -0.03]) * .turn(random.normal() * 0.04))
        let left = (width - screen.size.x) / 2 - 0.05
        guard left > 0.12, let support = top.first else { return }
        for side: Float in [-1, 1] {
            let place2 = Piece.Support(
                center: support.center + [side * (width - left) / 2, 0, 0], size: [left, support.size.y], clearance: 0.6, use: .display)
            f.scatter(place2, place, count: random.integer(0...3), into: &scene, &random)
        }
    }

    private func rug(
        under place: Transform, _ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        let piece = decor.rug(width: random.uniform(1.4, 2.6), depth: random.uniform(1, 1.9), &random)
        let at = place * .translation([0, 0.001, 0]) * .turn(random.normal() * 0.05)
        guard f.cell.floor.contains(FloorRect(at, size: piece.size)) else { return }
        scene.add(piece, at, isForeground: false)
    }

    private func whiteboard(
        _ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator, walls: [Int] = [0, 1, 2, 3]
    ) {
        var b = PieceBuilder()
        let w = random.uniform(1.2, 2.6)
        b.use(kit.metal(&random))
        b.mesh.roundedBox([w, 1.1, 0.025], radius: 0.005, at: [0, 0, 0.0125])
        b.mesh.box([w * 0.6, 0.015, 0.07], at: [0, -0.55, 0.04])
        b.use(random.chance(0.7) ? kit.picture(.document, roughness: 0.15, &random) : kit.plain([0.12, 0.22, 0.17], roughness: 0.8))
        b.mesh.picture([-w / 2 + 0.02, -0.53, 0.0255], u: [w - 0.04, 0, 0], v: [0, 1.06, 0])
        _ = f.hang(b.piece(), y: 1.5, walls: walls, into: &scene, &random)
    }

    /// Pictures, mirror, clock, sockets, shelves, plants and what lies about.
    private func finish(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let area = f.cell.floor.size.x * f.cell.floor.size.y
        for _ in 0..<random.integer(1...4) where kind != .shop {
            let w = random.logUniform(0.2, 1)
            let frame = decor.frame(width: w, height: w * random.uniform(0.66, 1.45), &random)
            _ = f.hang(frame, y: random.uniform(1.4, 1.7), into: &scene, &random)
        }
        if random.chance(0.25), kind != .bathroom {
            _ = f.hang(decor.mirror(width: random.uniform(0.35, 0.7), height: random.uniform(0.5, 1.5), &random), y: 1.4, into: &scene, &random)
        }
        if random.chance(0.25) { _ = f.hang(decor.clock(&random), y: 1.9, into: &scene, &random) }
        for _ in 0..<4 { _ = f.hang(decor.socket(&random), y: random.pick([0.3, 0.3, 1.1]), into: &scene, &random) }
        if random.chance(0.45) {
            let shelf = storage.wallShelf(&random)
            var hung = shelf
            hung.size.y = 0.5
            let y = random.uniform(1.35, 1.6)
            _ = f.hang(hung, y: y, into: &scene, &random)
        }
        for _ in 0..<random.integer(0...2) where kind != .shop {
            let piece = model(["plant_indoor", "houseplant"], width: 0.15...0.9, &random) ?? Plants(kit: kit).potted(height: random.uniform(0.4, 1.7), &random)
            _ = random.chance(0.6) ? f.againstWall(piece, gap: 0.03...0.3, front: 0, into: &scene, &random) : f.standing(piece, into: &scene, &random)
        }
        let loose = Int(area * 0.45 * style.clutter * random.uniform(0.3, 1.2) + random.unit())
        for _ in 0..<min(loose, 14) {
            let thing = style.smallThings.thing(for: .floor, &random)
            _ = random.chance(0.55)
                ? f.againstWall(thing, gap: 0.02...0.25, front: 0, into: &scene, &random)
                : f.standing(thing, jitter: 1, margin: 0.02, into: &scene, &random)
        }
    }

    /// One of the user's models that is so wide, in place of a procedural one, a third of the time.
    private func model(_ categories: [String], width: ClosedRange<Float>, _ random: inout SeededGenerator) -> Piece? {
        guard let assets = kit.assets, random.chance(0.4) else { return nil }
        let fitting = assets.models.filter { entry in
            guard let size = entry.size, width.contains(max(size.x, size.z)) else { return false }
            let name = entry.url.lastPathComponent.lowercased()
            return categories.contains { entry.categories.contains($0) || name.contains($0) }
        }
        guard let model = assets.pick(fitting, &random, read: { entry throws(ScenesError) in try assets.model(entry) })
        else { return nil }
        guard model.mesh.triangles.count < 20_000 else { return nil }
        return Piece(mesh: model.mesh, materials: model.materials)
    }
}
