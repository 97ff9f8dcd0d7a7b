/// The kinds of places that ``SceneGenerator`` makes.
public enum SceneKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A furnished room.
    case room
    /// A table-top or another close-up, from 0.2 m.
    case tabletop
    /// A street or a square with façades, trees, cars and signs.
    case street
    /// Terrain with vegetation.
    case landscape
    /// A free collection of objects.
    case collection
    /// A part of one of the user's panoramas: real pixels and a known lens, and depth only where a layout tells it.
    case panorama

    /// Whether its pixels are a real place's.
    public var isReal: Bool { self == .panorama }

    /// The kinds that are rendered, so that every pixel has an exact depth.
    public static let rendered = allCases.filter { !$0.isReal }
}
