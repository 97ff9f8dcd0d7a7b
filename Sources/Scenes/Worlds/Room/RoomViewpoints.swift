/// Chooses places for cameras in a furnished room.
struct RoomViewpoints {
    let cells: [RoomCell]
    let sitters: [Sitter]

    func choose(in scene: SceneAssembly, _ random: inout SeededGenerator) -> [Viewpoint] {
        var chosen: [Viewpoint] = []
        for index in 0..<160 where chosen.count < 24 {
            // Most photos of rooms look across them, a little down; others at a thing, close to one, past one, down or up.
            switch index % 16 {
            case 0, 8: portrait(scene, &chosen, &random)
            case 4, 11: past(scene, &chosen, &random)
            case ..<12: across(scene, &chosen, &random)
            case 12, 13: thing(scene, near: false, &chosen, &random)
            case 14: thing(scene, near: true, &chosen, &random)
            default: steep(scene, &chosen, &random)
            }
        }
        // An overfull room still has its corners, above all furniture.
        if chosen.isEmpty {
            let cell = cells[0]
            let p = cell.floor.low + 0.3
            chosen.append(
                Viewpoint(
                    position: [p.x, cell.height - 0.35, p.y], target: [cell.floor.center.x, 0.8, cell.floor.center.y]))
        }
        return chosen
    }

    private func position(
        _ scene: SceneAssembly, height: Float, atEdge: Bool, _ random: inout SeededGenerator
    ) -> SIMD3<Float>? {
        for _ in 0..<12 {
            let cell = cells[random.chance(0.8) ? 0 : cells.count - 1]
            let inner = cell.floor.size - 0.5
            guard inner.min() > 0, height < cell.height - 0.2 else { return nil }
            var s = SIMD2(random.unit(), random.unit())
            // People step back to the wall to get all in.
            if atEdge { s = SIMD2(edge(s.x), edge(s.y)) }
            let at = cell.floor.low + 0.25 + inner * s
            let p = SIMD3(at.x, height, at.y)
            if scene.isFree(p, margin: 0.22) { return p }
        }
        return nil
    }

    private func edge(_ t: Float) -> Float { t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t) }

    private func eyeHeight(_ random: inout SeededGenerator) -> Float {
        switch random.unit() {
        case ..<0.62: random.uniform(1.35, 1.7)
        case ..<0.85: random.uniform(0.95, 1.25)
        default: random.uniform(0.3, 0.9)
        }
    }

    private func across(_ scene: SceneAssembly, _ chosen: inout [Viewpoint], _ random: inout SeededGenerator) {
        let height = eyeHeight(&random)
        guard let p = position(scene, height: height, atEdge: true, &random) else { return }
        let cell = cells[0]
        var target = SIMD3(cell.floor.center.x, random.uniform(0.4, 1), cell.floor.center.y)
        // At something that stands there, so that no picture is of a bare wall.
        let wanted = scene.sights.filter { $0.size > 0.5 && length($0.center - p) > 1.8 }
        if !wanted.isEmpty, random.chance(0.85) {
            let sight = random.pick(wanted).center
            target = [sight.x, min(max(sight.y, 0.35), 1.1), sight.z]
        }
        guard length(target - p) > 1.7 else { return }
        chosen.append(Viewpoint(position: p, target: target, fieldOfView: 45...88))
    }

    private func thing(
        _ scene: SceneAssembly, near: Bool, _ chosen: inout [Viewpoint], _ random: inout SeededGenerator
    ) {
        let wanted = scene.sights.filter { near ? $0.size < 0.5 : $0.size > 0.5 && $0.size < 2.6 }
        guard !wanted.isEmpty else { return }
        let sight = random.pick(wanted)
        for _ in 0..<10 {
            let a = random.uniform(0, 2 * .pi)
            let reach = near ? random.uniform(0.35, 1.0) : sight.size * random.uniform(0.9, 1.8) + 0.4
            let rise = near ? random.uniform(0.05, 0.9) * reach : eyeHeight(&random) - sight.center.y
            let p = sight.center + SIMD3(a.cosine * reach, rise, a.sine * reach)
            guard p.y > 0.15, isInside(p), scene.isFree(p, margin: near ? 0.08 : 0.2) else { continue }
            chosen.append(Viewpoint(position: p, target: sight.center, fieldOfView: near ? 30...70 : 40...75))
            return
        }
    }

    /// Of someone, as near as people come; of the room where nobody is.
    private func portrait(_ scene: SceneAssembly, _ chosen: inout [Viewpoint], _ random: inout SeededGenerator) {
        guard !sitters.isEmpty else { return across(scene, &chosen, &random) }
        for _ in 0..<6 {
            let view = random.pick(sitters).portrait(&random)
            guard isInside(view.position), scene.isFree(view.position, margin: 0.15) else { continue }
            chosen.append(view)
            return
        }
    }

    /// Across the room with a thing close by on one side, as chairs, doors and people get into most photos.
    private func past(_ scene: SceneAssembly, _ chosen: inout [Viewpoint], _ random: inout SeededGenerator) {
        let wanted = scene.sights.filter { $0.size > 0.5 && $0.size < 2.2 }
        guard !wanted.isEmpty else { return }
        for _ in 0..<10 {
            let sight = random.pick(wanted)
            let around = random.uniform(0, 2 * .pi)
            let reach = sight.size * random.uniform(0.35, 0.7) + random.uniform(0.2, 0.6)
            let top = sight.center.y + 0.5 * sight.size
            let eye = SIMD3(
                sight.center.x + around.cosine * reach, min(eyeHeight(&random), top + 0.5),
                sight.center.z + around.sine * reach)
            guard isInside(eye), scene.isFree(eye, margin: 0.15) else { continue }
            let aside = (random.chance(0.5) ? 1 : -1) * random.uniform(0.2, 0.6)
            let level = normalize(SIMD3(sight.center.x - eye.x, 0, sight.center.z - eye.z))
            let gaze = Transform.rotation(aside, about: [0, 1, 0]).direction(level)
            // Aimed no farther than the thing is, for that may be near.
            let target = eye + (gaze - [0, random.uniform(0, 0.35), 0]) * reach
            chosen.append(Viewpoint(position: eye, target: target, fieldOfView: 45...80))
            return
        }
    }

    private func steep(_ scene: SceneAssembly, _ chosen: inout [Viewpoint], _ random: inout SeededGenerator) {
        guard let p = position(scene, height: random.uniform(1.2, 1.65), atEdge: false, &random) else { return }
        let a = random.uniform(0, 2 * .pi)
        let isUp = random.chance(0.25)
        let reach = isUp ? random.uniform(1, 2.5) : random.uniform(0.4, 1.3)
        let target = SIMD3(p.x + a.cosine * reach, isUp ? cells[0].height : 0.1, p.z + a.sine * reach)
        chosen.append(Viewpoint(position: p, target: target, fieldOfView: 45...80))
    }

    private func isInside(_ p: SIMD3<Float>) -> Bool {
        cells.contains { $0.floor.expanded(-0.15).contains(SIMD2(p.x, p.z)) && p.y < $0.height - 0.15 }
    }
}
