/// Who is at home: people who stand about, and animals.
struct RoomPeople {
    let kit: MaterialKit

    /// How many rooms have someone in them.
    private static let share: Float = 0.6

    /// Sets them where the floor is free.
    func join(_ furnisher: inout Furnisher, into scene: inout SceneAssembly, _ random: inout SeededGenerator)
        -> [Sitter]
    {
        guard random.chance(Self.share) else { return [] }
        var sitters: [Sitter] = []
        for _ in 0..<random.integer(1...3) {
            let isAnimal = random.chance(0.2)
            guard let prop = isAnimal ? animal(&random) : FigureMaker(kit: kit).figure(&random) else { continue }
            let piece = Piece(mesh: prop.mesh, materials: prop.materials)
            let place = furnisher.standing(piece, jitter: 0.8, margin: 0, into: &scene, &random)
            if let place { sitters.append(Sitter(at: place, height: prop.size.y)) }
        }
        return sitters
    }

    /// One of the user's that would be let into a room.
    private func animal(_ random: inout SeededGenerator) -> Prop? {
        guard let assets = kit.assets else { return nil }
        let tame = assets.models(of: ["animal"]).filter { entry in
            guard let size = entry.size else { return false }
            return (0.15...0.9).contains(size.y) && max(size.x, size.z) < 1.3
        }
        return assets.pick(tame, &random) { entry throws(ScenesError) in try assets.model(entry) }.map { Prop($0) }
    }
}
