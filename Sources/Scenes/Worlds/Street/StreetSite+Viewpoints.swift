extension StreetSite {
    mutating func lookRound(_ random: inout SeededGenerator) {
        var tries = 0
        while stage.world.viewpoints.count < 20, tries < 600 {
            tries += 1
            if !sitters.isEmpty, random.chance(0.12) {
                let view = random.pick(sitters).portrait(&random)
                if stage.isFree(view.position, clearance: 0.15) { stage.world.viewpoints.append(view) }
                continue
            }
            let (eye, isDriving) = self.eye(&random)
            guard stage.isFree(eye, clearance: 0.35) else { continue }
            let along: Float = random.chance(0.5) ? 1 : -1
            // Mostly along the street, now and then across it.
            let heading = random.chance(0.8) ? random.normal() * (isDriving ? 0.1 : 0.3) : random.uniform(-1.5, 1.5)
            let reach = random.uniform(4, 9)
            // People look up and down; a camera fixed to a car is level.
            let drop =
                eye.y > 3
                ? -eye.y * random.uniform(0.05, 0.32) : random.normal() * (isDriving ? 0.15 : 0.5)
            let target = eye + SIMD3(reach * heading.sine, drop, along * reach * heading.cosine)
            guard stage.isFree(mix(eye, target, 0.25), clearance: 0.2) else { continue }
            stage.world.viewpoints.append(Viewpoint(position: eye, target: target, fieldOfView: 30...85))
        }
        if stage.world.viewpoints.isEmpty {
            stage.world.viewpoints.append(Viewpoint(position: [0, 1.5, 0], target: [0, 1.4, -6]))
        }
    }

    /// Where someone with a camera may be, and whether in a car.
    private func eye(_ random: inout SeededGenerator) -> (SIMD3<Float>, isDriving: Bool) {
        let z = random.normal() * min(plan.reach * 0.3, 12)
        switch random.unit() {
        case ..<0.42:
            let x =
                plan.pavement > 0 && random.chance(0.75)
                ? (random.chance(0.5) ? 1 : -1)
                    * random.uniform(plan.halfRoad + 0.3, plan.halfRoad + plan.pavement - 0.3)
                : random.uniform(-0.7, 0.7) * plan.halfRoad
            return ([x, ground(x: x) + random.uniform(1.2, 1.8), z], false)
        case ..<0.8:  // behind a windscreen or on a roof, whence most streets with measured depth are seen
            return ([random.uniform(-0.6, 0.6) * plan.halfRoad, random.uniform(1.15, 1.9), z], true)
        case ..<0.87:  // low, as a child or a crouching photographer
            let x = random.uniform(-1, 1) * (plan.halfRoad + plan.pavement * 0.8)
            return ([x, ground(x: x) + random.uniform(0.25, 0.9), z], false)
        default:  // from a window or a balcony
            let side: Float = random.chance(0.5) ? 1 : -1
            let y = random.uniform(3.5, max(4.5, min(9, Float(plan.tallest) * 3 - 1)))
            return ([side * (plan.frontage - 0.6), y, z], false)
        }
    }
}
