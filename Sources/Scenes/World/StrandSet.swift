/// Many thin round curves of one material: hair, fur, grass, wires.
public struct StrandSet: Sendable {
    /// Position in metres and, last, radius in metres; the points of a strand follow each other.
    public var points: [SIMD4<Float>]
    /// How many points each strand has, at least 2.
    public var counts: [Int32]
    /// Of all strands; textures are not mapped.
    public var material: Material
    /// Colours by strand, linear RGB, that multiply the material's; empty where all are alike.
    public var tints: [SIMD3<Float>]
    /// As ``Instance/object``.
    public var object: UInt32
    /// As ``Instance/isForeground``.
    public var isForeground: Bool

    /// An empty set.
    public init(material: Material, object: UInt32 = 0, isForeground: Bool = false) {
        points = []
        counts = []
        self.material = material
        tints = []
        self.object = object
        self.isForeground = isForeground
    }
}
