/// Makes worlds of the kind `street`: streets, alleys, squares and car parks.
struct StreetBuilder {
    let assets: AssetLibrary?

    func world(_ random: inout SeededGenerator) throws(ScenesError) -> World {
        let weather = Weather.random(&random)
        let plan = StreetPlan.random(&random)
        let sky = SkyBuilder(assets: assets).outdoorLight(weather, &random)
        var site = StreetSite(plan: plan, weather: weather, sky: sky, assets: assets, &random)
        site.layGround(&random)
        site.raiseBuildings(&random)
        site.plant(&random)
        site.furnish(&random)
        site.parkCars(&random)
        site.peopleStreet(&random)
        site.hangWires(&random)
        site.lookRound(&random)
        return site.stage.world
    }
}
