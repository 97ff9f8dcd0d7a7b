/// What a sky is like.
package enum Weather: Sendable, Hashable, CaseIterable {
    case clear, hazy, partlyCloudy, overcast, goldenHour, dusk, night

    /// As often as people take photographs in it.
    package static func random(_ random: inout SeededGenerator) -> Weather {
        switch random.unit() {
        case ..<0.24: .clear
        case ..<0.36: .hazy
        case ..<0.62: .partlyCloudy
        case ..<0.78: .overcast
        case ..<0.9: .goldenHour
        case ..<0.96: .dusk
        default: .night
        }
    }

    /// Whether lamps are on.
    package var isDark: Bool { self == .dusk || self == .night }

    /// Degrees of the sun above the horizon.
    func sunHeight(_ random: inout SeededGenerator) -> Float {
        switch self {
        case .clear, .hazy, .partlyCloudy, .overcast: random.uniform(14, 68)
        case .goldenHour: random.uniform(3, 11)
        case .dusk: random.uniform(-6, -1)
        case .night: -20
        }
    }

    /// How much the air scatters (Preetham's turbidity): 2 is very clear, 10 is thick haze.
    func turbidity(_ random: inout SeededGenerator) -> Float {
        switch self {
        case .clear, .partlyCloudy: random.uniform(2, 3.5)
        case .hazy: random.uniform(5, 9)
        default: random.uniform(2.5, 5)
        }
    }
}
