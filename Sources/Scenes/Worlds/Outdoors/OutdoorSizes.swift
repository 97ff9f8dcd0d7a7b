/// How large procedural things come out, for checking them against the world.
package enum OutdoorSizes {
    package static func people(_ count: Int, _ random: inout SeededGenerator) -> [SIMD3<Float>] {
        let maker = FigureMaker(kit: MaterialKit(assets: nil))
        return (0..<count).map { _ in maker.figure(&random).size }
    }

    package static func cars(_ count: Int, _ random: inout SeededGenerator) -> [SIMD3<Float>] {
        let maker = CarMaker(materials: OutdoorMaterials(kit: MaterialKit(assets: nil)))
        return (0..<count).map { _ in maker.car(&random).size }
    }

    package static func trees(_ count: Int, _ random: inout SeededGenerator) -> [SIMD3<Float>] {
        let plants = PlantKit(assets: nil, &random)
        return (0..<count).map { _ in plants.tree(&random).near.size }
    }

    package static func storeys(_ count: Int, _ random: inout SeededGenerator) -> [Float] {
        (0..<count).flatMap { _ -> [Float] in
            let design = BuildingMaker.Design.town(&random, tallest: 5)
            return [design.storeyHeight, design.groundHeight]
        }
    }

    /// The radiance of a white page that lies in the open.
    package static func daylight(_ weather: Weather, _ random: inout SeededGenerator) -> Float {
        let sky = SkyBuilder(assets: nil).outdoor(weather, &random)
        var light = sky.panorama.horizontalIrradiance
        if let sun = sky.sun { light += sun.irradiance * max(sun.direction.y, 0) }
        return (light.x + light.y + light.z) / 3 / .pi
    }
}
