/// Makes worlds of every kind, the same ones for the same seed and assets.
public struct SceneGenerator: Sendable {
    /// Meshes, textures and panoramas of the user's; `nil` for procedural worlds only.
    public let assets: AssetLibrary?

    /// Makes a generator.
    public init(assets: AssetLibrary? = nil) { self.assets = assets }

    /// A new world.
    ///
    /// - Throws: ``ScenesError`` where an asset cannot be read.
    public func world(_ kind: SceneKind, seed: UInt64) throws(ScenesError) -> World {
        var random = SeededGenerator(seed: seed)
        switch kind {
        case .room: return try RoomBuilder(assets: assets).world(&random)
        case .tabletop: return try TabletopBuilder(assets: assets).world(&random)
        case .street: return try StreetBuilder(assets: assets).world(&random)
        case .landscape: return try LandscapeBuilder(assets: assets).world(&random)
        case .collection: return try CollectionBuilder(assets: assets).world(&random)
        case .panorama: return try PanoramaBuilder(assets: assets).world(&random)
        }
    }
}
