/// Triangles, shared by all instances that show them.
///
/// Vertices are counter-clockwise seen from outside, though every surface has two sides.
public final class Mesh: Sendable {
    /// In metres, in the mesh's own frame.
    public let positions: [SIMD3<Float>]
    /// Per position; empty where facets are flat.
    public let normals: [SIMD3<Float>]
    /// Per position; empty where materials are mapped by ``Material/Mapping/box(metres:)``.
    public let textureCoordinates: [SIMD2<Float>]
    /// Indices into ``positions``.
    public let triangles: [SIMD3<UInt32>]
    /// Per triangle, the slot of ``Instance/materials``; empty where all is slot 0.
    public let slots: [UInt8]

    /// Wraps the arrays. Traps where their lengths do not fit.
    public init(
        positions: [SIMD3<Float>], normals: [SIMD3<Float>] = [], textureCoordinates: [SIMD2<Float>] = [],
        triangles: [SIMD3<UInt32>], slots: [UInt8] = []
    ) {
        precondition(normals.isEmpty || normals.count == positions.count, "A mesh needs a normal per position.")
        precondition(
            textureCoordinates.isEmpty || textureCoordinates.count == positions.count,
            "A mesh needs a texture coordinate per position.")
        precondition(slots.isEmpty || slots.count == triangles.count, "A mesh needs a slot per triangle.")
        self.positions = positions
        self.normals = normals
        self.textureCoordinates = textureCoordinates
        self.triangles = triangles
        self.slots = slots
    }
}
