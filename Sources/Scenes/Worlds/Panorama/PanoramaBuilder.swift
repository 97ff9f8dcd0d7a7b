/// Makes worlds of the kind `panorama`: a real place all round, of which a camera with a known lens sees a part.
///
/// Nothing in it has a depth. It shows what lenses do to real pixels (paper, section 3.3: the field of view is learned apart
/// from depth).
struct PanoramaBuilder {
    let assets: AssetLibrary?

    /// How far the cameras aim, in metres: beyond what a lens must be focused on.
    private static let distance: Float = 1000

    /// - Throws: ``ScenesError`` with code `unreadableAsset` where no panorama can be read.
    func world(_ random: inout SeededGenerator) throws(ScenesError) -> World {
        guard let sky = SkyBuilder(assets: assets).place(&random) else {
            throw ScenesError(.unreadableAsset, "None of the panoramas among the assets can be read.")
        }
        var world = World(kind: .panorama, sky: sky)
        for _ in 0..<16 {
            let around = random.uniform(0, 2 * .pi)
            let upwards = (random.normal() * 8).inRadians
            let direction = SIMD3(
                upwards.cosine * around.sine, upwards.sine, -upwards.cosine * around.cosine)
            world.viewpoints.append(
                Viewpoint(position: .zero, target: direction * Self.distance, fieldOfView: 40...90))
        }
        return world
    }
}
