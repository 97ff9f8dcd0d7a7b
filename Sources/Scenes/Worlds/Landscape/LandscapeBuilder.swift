/// Makes worlds of the kind `landscape`: meadows, woods, shores, mountains, parks and deserts.
struct LandscapeBuilder {
    let assets: AssetLibrary?

    func world(_ random: inout SeededGenerator) throws(ScenesError) -> World {
        var weather = Weather.random(&random)
        // There are no lamps out there.
        if weather == .night { weather = .goldenHour }
        let country = random.pick([
            Terrain.Country.meadow, .meadow, .hills, .hills, .forest, .forest, .coast, .lake, .mountains, .mountains,
            .park, .park, .desert,
        ])
        let terrain = Terrain(country, &random)
        let sky = SkyBuilder(assets: assets).outdoorLight(weather, ground: [0.1, 0.11, 0.07], &random)
        let visibility: Float = weather == .hazy ? random.logUniform(800, 5000) : random.logUniform(6000, 60_000)
        var site = LandscapeSite(
            terrain: terrain, haze: Haze(visibility: visibility, sky: sky), sky: sky, assets: assets, &random)
        site.layGround(&random)
        site.plantTrees(&random)
        site.plantUndergrowth(&random)
        site.setThings(&random)
        site.lookRound(&random)
        return site.stage.world
    }
}
