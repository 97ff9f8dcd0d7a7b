/// A mesh set somewhere, with its materials.
public struct Instance: Sendable {
    /// Its shape.
    public var mesh: Mesh
    /// From the mesh's frame to the world's.
    public var transform: Transform
    /// One for each slot of the mesh; never empty.
    public var materials: [Material]
    /// Parts of one thing share a number; 0 is structure (ground, walls).
    public var object: UInt32
    /// Whether it is a thing that can be cut out: asked for as the matte's object.
    public var isForeground: Bool

    /// Sets a mesh into the world.
    public init(
        _ mesh: Mesh, _ transform: Transform = .identity, materials: [Material], object: UInt32 = 0,
        isForeground: Bool = false
    ) {
        precondition(!materials.isEmpty, "An instance needs a material.")
        self.mesh = mesh
        self.transform = transform
        self.materials = materials
        self.object = object
        self.isForeground = isForeground
    }
}
