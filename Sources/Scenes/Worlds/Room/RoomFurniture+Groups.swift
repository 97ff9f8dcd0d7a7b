internal import Foundation

/// What is set up together, and what every room gets in the end.
extension RoomFurniture {
    // MARK: Groups

    func diningGroup(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let table = tables.diningTable(&random)
        let turns: [Float] = [0, .pi / 2]
        guard
            let place = f.standing(
                table, turns: turns, jitter: 0.04, margin: 0.35, near: f.cell.floor.center, spread: 0.8, into: &scene,
                &random)
        else { return }
        let chair = model(["chair"], width: 0.35...0.65, &random) ?? seating.chair(&random)
        let along = max(1, Int((table.size.x - 0.1) / 0.6))
        for side: Float in [-1, 1] {
            for index in 0..<along where random.chance(0.9) {
                let x = (Float(index) - Float(along - 1) / 2) * 0.6
                let pulled = random.chance(0.3) ? random.uniform(0.3, 0.5) : random.uniform(0.02, 0.2)
                let seat =
                    place * .translation([x, 0, side * (table.size.z / 2 + pulled)])
                    * .turn((side > 0 ? .pi : 0) + random.normal() * 0.2)
                stand(chair, seat, &f, &scene, &random)
            }
            if table.size.x > 1.3, random.chance(0.4) {
                let seat =
                    place * .translation([side * (table.size.x / 2 + 0.15), 0, 0])
                    * .turn(-side * .pi / 2 + random.normal() * 0.2)
                stand(chair, seat, &f, &scene, &random)
            }
        }
    }

    /// Sets a chair partly under its table.
    func stand(
        _ chair: Piece, _ place: Transform, _ f: inout Furnisher, _ scene: inout SceneAssembly,
        _ random: inout SeededGenerator
    ) {
        let rect = FloorRect(place, size: chair.size)
        guard f.cell.floor.contains(rect) else { return }
        f.cell.occupied.append(rect)
        f.put(chair, place, into: &scene, &random)
    }

    func desk(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let piece = tables.desk(&random)
        guard let place = f.againstWall(piece, front: 0.7, into: &scene, &random) else { return }
        deskChair(place, piece, &f, &scene, &random)
    }

    func deskChair(
        _ place: Transform, _ desk: Piece, _ f: inout Furnisher, _ scene: inout SceneAssembly,
        _ random: inout SeededGenerator
    ) {
        let chair = random.chance(0.7) ? seating.officeChair(&random) : seating.chair(&random)
        let seat =
            place * .translation([random.normal() * 0.15, 0, desk.size.z / 2 + random.uniform(0.1, 0.5)])
            * .turn(.pi + random.normal() * 0.4)
        stand(chair, seat, &f, &scene, &random)
    }

    func television(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
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
                center: support.center + [side * (width - left) / 2, 0, 0], size: [left, support.size.y],
                clearance: 0.6, use: .display)
            f.scatter(place2, place, count: random.integer(0...3), into: &scene, &random)
        }
    }

    func rug(
        under place: Transform, _ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator
    ) {
        let piece = decor.rug(width: random.uniform(1.4, 2.6), depth: random.uniform(1, 1.9), &random)
        let at = place * .translation([0, 0.001, 0]) * .turn(random.normal() * 0.05)
        guard f.cell.floor.contains(FloorRect(at, size: piece.size)) else { return }
        scene.add(piece, at, isForeground: false)
    }

    func whiteboard(
        _ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator,
        walls: [Int] = [0, 1, 2, 3]
    ) {
        var b = PieceBuilder()
        let w = random.uniform(1.2, 2.6)
        b.use(kit.metal(&random))
        b.mesh.roundedBox([w, 1.1, 0.025], radius: 0.005, at: [0, 0, 0.0125])
        b.mesh.box([w * 0.6, 0.015, 0.07], at: [0, -0.55, 0.04])
        b.use(
            random.chance(0.7)
                ? kit.picture(.document, roughness: 0.15, &random) : kit.plain([0.12, 0.22, 0.17], roughness: 0.8))
        b.mesh.picture([-w / 2 + 0.02, -0.53, 0.0255], u: [w - 0.04, 0, 0], v: [0, 1.06, 0])
        _ = f.hang(b.piece(), y: 1.5, walls: walls, into: &scene, &random)
    }

    /// Pictures, mirror, clock, sockets, shelves, plants and what lies about.
    func finish(_ f: inout Furnisher, _ scene: inout SceneAssembly, _ random: inout SeededGenerator) {
        let area = f.cell.floor.size.x * f.cell.floor.size.y
        for _ in 0..<random.integer(2...6) where kind != .shop {
            let w = random.logUniform(0.2, 1)
            let frame = decor.frame(width: w, height: w * random.uniform(0.66, 1.45), &random)
            _ = f.hang(frame, y: random.uniform(1.4, 1.7), into: &scene, &random)
        }
        if random.chance(0.25), kind != .bathroom {
            _ = f.hang(
                decor.mirror(width: random.uniform(0.35, 0.7), height: random.uniform(0.5, 1.5), &random), y: 1.4,
                into: &scene, &random)
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
            let piece =
                model(["plant_indoor", "houseplant"], width: 0.15...0.9, &random)
                ?? Plants(kit: kit).potted(height: random.uniform(0.4, 1.7), &random)
            _ =
                random.chance(0.6)
                ? f.againstWall(piece, gap: 0.03...0.3, front: 0, into: &scene, &random)
                : f.standing(piece, into: &scene, &random)
        }
        let loose = Int(area * 0.6 * style.clutter * random.uniform(0.3, 1.2) + random.unit())
        for _ in 0..<min(loose, 14) {
            let thing = style.smallThings.thing(for: .floor, &random)
            _ =
                random.chance(0.55)
                ? f.againstWall(thing, gap: 0.02...0.25, front: 0, into: &scene, &random)
                : f.standing(thing, jitter: 1, margin: 0.02, into: &scene, &random)
        }
    }

    /// One of the user's models that is so wide, in place of a procedural one, a third of the time.
    func model(_ categories: [String], width: ClosedRange<Float>, _ random: inout SeededGenerator) -> Piece? {
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
