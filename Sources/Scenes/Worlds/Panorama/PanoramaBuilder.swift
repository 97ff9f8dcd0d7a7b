/// Makes worlds of the kind `panorama`: a real place all round, of which a camera with a known lens sees a part.
///
/// It shows what lenses do to real pixels (paper, section 3.3: the field of view is learned apart from depth). Where a
/// ``PanoramaLayout`` tells what lies where, its pixels have depth too, and things are set into it.
struct PanoramaBuilder {
    let assets: AssetLibrary?

    /// How far the cameras aim, in metres, where nothing is known of depth: beyond what a lens must be focused on.
    private static let distance: Float = 1000

    /// - Throws: ``ScenesError`` where no panorama can be read.
    func world(_ random: inout SeededGenerator) throws(ScenesError) -> World {
        guard let place = SkyBuilder(assets: assets).place(&random) else {
            throw ScenesError(.unreadableAsset, "None of the panoramas among the assets can be read.")
        }
        var stage = Stage(.panorama, sky: place.sky)
        if let distances = place.distances {
            stage.world.distances = distances
            if random.chance(0.75) { PanoramaThings(assets: assets).add(to: &stage, &random) }
        }
        var world = stage.world
        for _ in 0..<16 { world.viewpoints.append(viewpoint(in: world, &random)) }
        return world
    }

    private func viewpoint(in world: World, _ random: inout SeededGenerator) -> Viewpoint {
        if let frame = world.distances?.frame {
            let target = frame.direction * Self.distance
            let widest = frame.narrowest * 1.05
            return Viewpoint(position: .zero, target: target, fieldOfView: widest * 0.6...widest, isFixed: true)
        }
        let thing = world.instances.isEmpty || random.chance(0.5) ? nil : random.pick(world.instances)
        return Viewpoint(
            position: .zero, target: thing.map(middle) ?? anywhere(&random), fieldOfView: 40...90, isFixed: true)
    }

    private func anywhere(_ random: inout SeededGenerator) -> SIMD3<Float> {
        let around = random.uniform(0, 2 * .pi)
        let upwards = (random.normal() * 8).inRadians
        return SIMD3(upwards.cosine * around.sine, upwards.sine, -upwards.cosine * around.cosine) * Self.distance
    }

    /// People hold a camera nearly level, whatever they look at.
    private func middle(_ thing: Instance) -> SIMD3<Float> {
        let foot = thing.transform.point(.zero)
        return [foot.x, foot.y * 0.3, foot.z]
    }
}
