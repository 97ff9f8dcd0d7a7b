/// A window or a doorway that the sky lights a room through: a parallelogram `corner + s·u + t·v` whose `u × v` points
/// into the room.
///
/// Where a world has portals, light from the sky (not from the sun) is looked for in their directions only, which
/// saves a room from noise; so all openings to the sky need one.
public struct Portal: Sendable, Hashable {
    /// One corner.
    public var corner: SIMD3<Float>
    /// An edge from the corner.
    public var u: SIMD3<Float>
    /// The other edge from the corner.
    public var v: SIMD3<Float>

    /// Describes a portal.
    public init(corner: SIMD3<Float>, u: SIMD3<Float>, v: SIMD3<Float>) {
        self.corner = corner
        self.u = u
        self.v = v
    }
}
