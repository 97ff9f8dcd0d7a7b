/// Sets things of their own size onto the ground of a panorama, where it shows nothing but ground.
struct PanoramaThings {
    let assets: AssetLibrary?

    private static let most = 9
    private static let indoors = [
        "chair", "table", "sofa", "furniture", "lamp", "plant_indoor", "person", "animal", "electronics", "kitchen",
    ]
    private static let outdoors = ["person", "vehicle", "street", "animal", "plant", "chair", "table", "prop"]

    func add(to stage: inout Stage, _ random: inout SeededGenerator) {
        guard let distances = stage.world.distances else { return }
        let things = CollectionThings(assets: assets, kit: MaterialKit(assets: assets))
        for _ in 0..<random.integer(1...Self.most) {
            let (prop, scale) = thing(things, in: distances, &random)
            let radius = max(prop.size.x, prop.size.z) * scale * 0.6
            for _ in 0..<8 {
                let azimuth = distances.frame?.azimuth(random.uniform(-0.55, 0.55)) ?? random.uniform(0, 360)
                let farthest = min(distances.clearance(azimuth) - radius, 25)
                let nearest = 0.45 * distances.height + radius
                guard farthest > nearest else { continue }
                let ground = Self.place(azimuth, random.logUniform(nearest, farthest), distances)
                guard stage.isFree(x: ground.x, z: ground.z, radius: radius),
                    Self.isOpen(ground, radius: radius, distances)
                else { continue }
                stage.add(
                    prop, .translation(ground) * .turn(random.uniform(0, 2 * .pi)) * .scale(scale), isSolid: false)
                let reach = SIMD3(radius, 0, radius)
                stage.block(Bounds(low: ground - reach, high: ground + reach))
                break
            }
        }
    }

    /// A model of the user's as large as it is, or a shape.
    private func thing(
        _ things: CollectionThings, in distances: PanoramaDistances, _ random: inout SeededGenerator
    ) -> (prop: Prop, scale: Float) {
        if random.chance(0.2) { return (FigureMaker(kit: things.kit).figure(&random), 1) }
        if let assets, random.chance(0.7) {
            let model = assets.pick(
                assets.models(of: distances.isIndoors ? Self.indoors : Self.outdoors), &random
            ) { entry throws(ScenesError) in try assets.model(entry) }
            if let model, model.mesh.triangles.count < 60_000, (0.2...6).contains(model.size.max()) {
                return (Prop(model), 1)
            }
        }
        let prop = Prop(ShapeMaker.shape(&random), [things.material(&random), things.material(&random)])
        return (prop, distances.height * random.logUniform(0.12, 1))
    }

    /// On the ground, as the panorama's angles have it.
    private static func place(_ azimuth: Float, _ distance: Float, _ distances: PanoramaDistances) -> SIMD3<Float> {
        let direction = Sky.Panorama.direction(at: [azimuth / 360, 0.5])
        return [direction.x * distance, -distances.height, direction.z * distance]
    }

    /// Whether the panorama shows level ground at a place and around it.
    private static func isOpen(_ place: SIMD3<Float>, radius: Float, _ distances: PanoramaDistances) -> Bool {
        [SIMD2(0, 0), [1, 0], [-1, 0], [0, 1], [0, -1]].allSatisfy { (offset: SIMD2<Float>) in
            let point = place + SIMD3(offset.x, 0, offset.y) * radius
            return distances.toGround(along: normalize(point)) != nil
        }
    }
}
