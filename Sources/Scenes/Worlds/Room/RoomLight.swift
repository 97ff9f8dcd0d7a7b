/// The hour of a room: what comes through its windows, and whether its lamps are on.
struct RoomLight {
    private let weather: Weather
    let hasLamps: Bool

    init(_ random: inout SeededGenerator) {
        let hour = random.unit()
        switch hour {
        case ..<0.78:
            weather = random.pick([.clear, .clear, .hazy, .partlyCloudy, .partlyCloudy, .overcast, .goldenHour])
            hasLamps = random.chance(0.3)
        case ..<0.88:
            weather = .dusk
            hasLamps = true
        default:
            weather = .night
            hasLamps = true
        }
    }

    func sky(_ skies: SkyBuilder, _ random: inout SeededGenerator) -> Sky {
        var sky = skies.outdoorLight(weather, &random)
        // Half of the windows are on the shady side.
        if random.chance(0.45) { sky.sun = nil }
        return sky
    }
}
