/// What a table-top's pictures are of.
struct Focus {
    var center: SIMD3<Float>
    /// Of the group of things.
    var radius: Float
    /// Whether it can be looked at from the front (+Z) only.
    var isFrontal = false
    /// Where a camera may be; anywhere without.
    var limits: FloorRect?

    init(center: SIMD3<Float>, radius: Float) {
        self.center = center
        self.radius = radius
    }
}

/// Chooses places for cameras about small things.
struct TabletopViewpoints {
    let focus: Focus

    func choose(in scene: SceneAssembly, _ random: inout SeededGenerator) -> [Viewpoint] {
        let things = scene.sights.filter { length($0.center - focus.center) < focus.radius + 0.35 && $0.size < 0.7 }
        var chosen: [Viewpoint] = []
        for _ in 0..<120 where chosen.count < 20 {
            // Half of the pictures are of the whole, from where people sit and stand.
            let onThing = !things.isEmpty && random.chance(0.4)
            let target: SIMD3<Float>
            let reach: Float
            if onThing {
                let thing = random.pick(things)
                target = thing.center
                reach = max(0.2, thing.size * random.uniform(1.4, 3.5) + 0.08)
            } else {
                target = focus.center + [0, random.uniform(0.01, 0.12), 0]
                reach = random.logUniform(max(0.45, focus.radius * 1.2), 1.8)
            }
            // From the edge of the table to straight above.
            let rise: Float
            switch random.unit() {
            case ..<0.25: rise = random.uniform(3, 14).inRadians
            case ..<0.75: rise = random.uniform(14, 50).inRadians
            case ..<0.9: rise = random.uniform(50, 75).inRadians
            default: rise = random.uniform(75, 89).inRadians
            }
            let lifted = focus.isFrontal ? random.uniform(-15, 25).inRadians : rise
            let around = focus.isFrontal ? random.normal() * 0.4 : frontal(&random)
            let out = SIMD3(around.sine * lifted.cosine, lifted.sine, around.cosine * lifted.cosine)
            let p = target + out * reach
            guard p.y > 0.06, focus.limits.map({ $0.contains(SIMD2(p.x, p.z)) }) ?? true, p.y < 2.2,
                scene.isFree(p, margin: 0.06)
            else { continue }
            chosen.append(Viewpoint(position: p, target: target, fieldOfView: 28...72))
        }
        if chosen.isEmpty {
            chosen.append(
                Viewpoint(position: focus.center + [0, 0.9, 0.9], target: focus.center, fieldOfView: 30...60))
        }
        return chosen
    }

    /// Mostly from where people stand before a table, sometimes from its sides.
    private func frontal(_ random: inout SeededGenerator) -> Float {
        random.chance(0.75) ? random.uniform(-1.1, 1.1) : random.uniform(-.pi, .pi)
    }
}
