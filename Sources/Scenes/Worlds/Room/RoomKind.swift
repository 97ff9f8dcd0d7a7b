/// What a room is for.
enum RoomKind: CaseIterable {
    case living, bedroom, kitchen, office, bathroom, corridor, classroom, shop, dining

    /// As often as people photograph them.
    static func random(_ random: inout SeededGenerator) -> RoomKind {
        switch random.unit() {
        case ..<0.25: .living
        case ..<0.42: .bedroom
        case ..<0.57: .kitchen
        case ..<0.72: .office
        case ..<0.8: .bathroom
        case ..<0.85: .corridor
        case ..<0.9: .classroom
        case ..<0.95: .shop
        default: .dining
        }
    }

    /// Width and depth in metres.
    func size(_ random: inout SeededGenerator) -> SIMD2<Float> {
        switch self {
        case .living: [random.uniform(3.6, 7), random.uniform(3.2, 5.5)]
        case .bedroom: [random.uniform(2.9, 5), random.uniform(3, 4.6)]
        case .kitchen: [random.uniform(2.4, 5), random.uniform(2.4, 4.5)]
        case .office: [random.uniform(2.8, 9), random.uniform(2.8, 7)]
        case .bathroom: [random.uniform(2, 3.4), random.uniform(2, 3.2)]
        case .corridor: [random.uniform(4, 11), random.uniform(1.2, 2.2)]
        case .classroom: [random.uniform(6, 10), random.uniform(6, 9)]
        case .shop: [random.uniform(5, 11), random.uniform(5, 9)]
        case .dining: [random.uniform(3, 5), random.uniform(2.8, 4.5)]
        }
    }

    var isPublic: Bool { self == .classroom || self == .shop || self == .office }

    var isWet: Bool { self == .bathroom || self == .kitchen }
}
