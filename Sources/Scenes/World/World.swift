/// Everything a camera could see in one place: metres, Y up, right-handed.
///
/// A world is data: generators make it, the renderer only reads it.
public struct World: Sendable {
    /// What kind of place it is.
    public var kind: SceneKind
    /// Things of triangles.
    public var instances: [Instance] = []
    /// Hair, fur, grass and wires.
    public var strands: [StrandSet] = []
    /// What shines within the world.
    public var lamps: [Lamp] = []
    /// What surrounds it.
    public var sky: Sky
    /// Where the sky's light comes in; empty where nothing keeps it out.
    public var portals: [Portal] = []
    /// Radiance that comes from all round after more reflections than are followed, linear RGB; zero out of doors.
    public var ambient = SIMD3<Float>.zero
    /// How far its sky is where that is a picture of a real place; the camera stands at the origin.
    package var distances: PanoramaDistances?
    /// Where a photographer would stand, and what at; never empty in a finished world.
    public var viewpoints: [Viewpoint] = []

    /// An empty world.
    public init(kind: SceneKind, sky: Sky) {
        self.kind = kind
        self.sky = sky
    }
}
