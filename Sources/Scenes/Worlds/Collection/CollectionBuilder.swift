/// Makes worlds of the kind `collection`: things of any kind and size, heaped or afloat, so that a network that learns
/// from them cannot rely on what usually stands where.
struct CollectionBuilder {
    let assets: AssetLibrary?

    /// Where the things are.
    private enum Setting: CaseIterable {
        case box, ground, afloat
    }

    func world(_ random: inout SeededGenerator) throws(ScenesError) -> World {
        let kit = MaterialKit(assets: assets)
        let things = CollectionThings(assets: assets, kit: kit)
        let setting = random.pick([Setting.box, .box, .ground, .ground, .afloat])
        let sky = SkyBuilder(assets: assets).backdrop(&random)
        var stage = Stage(.collection, sky: sky)
        // The radius of the whole; the nearest things are seen from a third of it.
        let reach = random.logUniform(0.5, 9)
        switch setting {
        case .box: enclose(&stage, reach: reach, kit, &random)
        case .ground: lay(&stage, reach: reach, kit, &random)
        case .afloat: break
        }
        let isTrueToSize = random.chance(0.5)
        let count = random.integer(18...70)
        for _ in 0..<count {
            var prop = things.thing(&random)
            let wanted = reach * random.logUniform(0.06, 0.5)
            let isNatural = isTrueToSize && prop.size.max() > reach * 0.03 && prop.size.max() < reach * 0.8
            let scale = isNatural ? 1 : wanted / max(prop.size.max(), 1e-4)
            prop.size *= scale
            place(prop, scale: scale, setting, reach: reach, on: &stage, &random)
        }
        for _ in 0..<random.integer(1...4) {
            ThinThings.add(to: &stage, reach: reach, setting == .afloat ? -reach * 0.5 : 0, kit, &random)
        }
        look(at: &stage, setting, reach: reach, &random)
        return stage.world
    }

    // MARK: Surroundings

    private func enclose(_ stage: inout Stage, reach: Float, _ kit: MaterialKit, _ random: inout SeededGenerator) {
        let half = SIMD3(
            reach * random.uniform(1.3, 2.5), reach * random.uniform(0.8, 1.6), reach * random.uniform(1.3, 2.5))
        let height = 2 * half.y
        let faces: [(SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)] = [
            ([-half.x, 0, half.z], [2 * half.x, 0, 0], [0, 0, -2 * half.z]),
            ([-half.x, height, -half.z], [2 * half.x, 0, 0], [0, 0, 2 * half.z]),
            ([-half.x, 0, -half.z], [2 * half.x, 0, 0], [0, height, 0]),
            ([half.x, 0, half.z], [-2 * half.x, 0, 0], [0, height, 0]),
            ([-half.x, 0, half.z], [0, 0, -2 * half.z], [0, height, 0]),
            ([half.x, 0, -half.z], [0, 0, 2 * half.z], [0, height, 0]),
        ]
        // Sometimes a side is open to the sky.
        let open = random.chance(0.4) ? random.integer(1...5) : -1
        let walls = CollectionThings(assets: assets, kit: kit).surface(scale: reach, &random)
        for (index, face) in faces.enumerated() where index != open {
            let material =
                index == 0 || random.chance(0.3)
                ? CollectionThings(assets: assets, kit: kit).surface(scale: reach, &random) : walls
            stage.build(.build { $0.sheet(face.0, u: face.1, v: face.2) }, .identity, [material])
        }
        let size = reach * random.uniform(0.2, 0.8)
        let corner = SIMD3(random.uniform(-0.8, 0.3) * half.x, height * 0.995, random.uniform(-0.8, 0.3) * half.z)
        let color = mix([1, 0.75, 0.5], [0.85, 0.95, 1.15], random.unit())
        stage.world.lamps.append(
            .rectangle(corner: corner, u: [size, 0, 0], v: [0, 0, size], radiance: color * random.logUniform(2, 12)))
        stage.build(
            .build { $0.sheet(corner + [0, 0.001 * reach, 0], u: [size, 0, 0], v: [0, 0, size]) }, .identity,
            [kit.glowing(color * 4)])
    }

    private func lay(_ stage: inout Stage, reach: Float, _ kit: MaterialKit, _ random: inout SeededGenerator) {
        let size = reach * random.logUniform(3, 40)
        stage.build(
            .build { $0.sheet([-size, 0, size], u: [2 * size, 0, 0], v: [0, 0, -2 * size]) }, .identity,
            [CollectionThings(assets: assets, kit: kit).surface(scale: reach, &random)])
    }

    // MARK: Things

    private func place(
        _ prop: Prop, scale: Float, _ setting: Setting, reach: Float, on stage: inout Stage,
        _ random: inout SeededGenerator
    ) {
        let isAfloat = setting == .afloat || random.chance(0.2)
        let x = random.normal() * reach * 0.45
        let z = random.normal() * reach * 0.45
        guard abs(x) < reach * 1.1, abs(z) < reach * 1.1 else { return }
        if isAfloat {
            let axis = normalize(SIMD3(random.normal(), random.normal(), random.normal() + 0.01))
            let y = setting == .afloat ? random.normal() * reach * 0.35 : random.uniform(0.2, 1.2) * reach
            let turn = Transform.rotation(random.uniform(0, 2 * .pi), about: axis)
            let center = SIMD3(x, y, z)
            let place = .translation(center) * turn * .scale(scale) * .translation([0, -prop.size.y / scale / 2, 0])
            stage.add(prop, place, isSolid: false)
            let radius = SIMD3(repeating: length(prop.size) / 2)
            stage.block(Bounds(low: center - radius, high: center + radius))
        } else {
            let radius = max(prop.size.x, prop.size.z) * 0.4
            let y = stage.support(x: x, z: z, radius: radius)
            guard y < reach * 0.9 else { return }
            let place = .translation([x, y, z]) * .turn(random.uniform(0, 2 * .pi)) * .scale(scale)
            stage.add(prop, place, isSolid: false)
            let half = SIMD3(radius, 0, radius) * 1.25
            stage.block(Bounds(low: [x, y, z] - half, high: [x, y + prop.size.y, z] + half))
        }
    }

    private func look(at stage: inout Stage, _ setting: Setting, reach: Float, _ random: inout SeededGenerator) {
        let middle: Float = setting == .afloat ? 0 : reach * 0.25
        var tries = 0
        while stage.world.viewpoints.count < 16, tries < 400 {
            tries += 1
            let around = random.uniform(0, 2 * .pi)
            let distance = reach * random.logUniform(0.4, 1.25)
            let y = setting == .afloat ? random.normal() * reach * 0.3 : reach * random.uniform(0.08, 0.9)
            let eye = SIMD3(distance * around.sine, y, distance * around.cosine)
            guard stage.isFree(eye, clearance: min(0.06 * reach, 0.25)) else { continue }
            let target = SIMD3(
                random.normal() * reach * 0.2, middle + random.normal() * reach * 0.12, random.normal() * reach * 0.2)
            guard length(target - eye) > 0.2 * reach else { continue }
            stage.world.viewpoints.append(Viewpoint(position: eye, target: target, fieldOfView: 30...95))
        }
        if stage.world.viewpoints.isEmpty {
            stage.world.viewpoints.append(Viewpoint(position: [0, reach * 0.6, reach * 1.25], target: [0, middle, 0]))
        }
    }
}
