/// The dimensions of a street along Z, symmetric about x = 0.
struct StreetPlan {
    enum Character: CaseIterable {
        /// Closed rows of town houses.
        case town
        /// Detached houses with gardens.
        case suburb
        /// Two to five metres between walls.
        case alley
        /// A paved place with houses round it.
        case square
        /// Marked bays on asphalt.
        case carPark
    }

    var character: Character
    /// From the middle to the kerb.
    var halfRoad: Float
    var pavement: Float
    /// From the pavement to the façades.
    var garden: Float
    /// Each way from the origin.
    var reach: Float
    var tallest: Int
    /// Of kerbs; 0 where there are none.
    let kerbHeight: Float

    /// From the middle to the façades.
    var frontage: Float { halfRoad + pavement + garden }

    static func random(_ random: inout SeededGenerator) -> StreetPlan {
        switch random.unit() {
        case ..<0.45:
            StreetPlan(
                character: .town, halfRoad: random.uniform(2.8, 7), pavement: random.uniform(1.6, 5), garden: 0,
                reach: random.uniform(60, 160), tallest: random.integer(3...7), kerbHeight: 0.12)
        case ..<0.7:
            StreetPlan(
                character: .suburb, halfRoad: random.uniform(2.6, 4), pavement: random.uniform(1.2, 2.2),
                garden: random.uniform(3, 8), reach: random.uniform(60, 130), tallest: 2, kerbHeight: 0.12)
        case ..<0.8:
            StreetPlan(
                character: .alley, halfRoad: random.uniform(1.1, 2.6), pavement: 0, garden: 0,
                reach: random.uniform(25, 60), tallest: random.integer(2...5), kerbHeight: 0)
        case ..<0.92:
            StreetPlan(
                character: .square, halfRoad: random.uniform(10, 30), pavement: 0, garden: 0,
                reach: random.uniform(20, 45), tallest: random.integer(3...6), kerbHeight: 0)
        default:
            StreetPlan(
                character: .carPark, halfRoad: random.uniform(16, 30), pavement: 2, garden: 4,
                reach: random.uniform(30, 60), tallest: random.integer(1...4), kerbHeight: 0.12)
        }
    }
}
