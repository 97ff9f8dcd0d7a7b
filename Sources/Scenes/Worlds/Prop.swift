/// A thing that can be set into a world, as often as one likes: standing on y = 0, centred in X and Z, its front
/// towards +Z.
struct Prop: Sendable {
    /// Its triangles.
    var mesh: Mesh
    /// One per slot.
    var materials: [Material]
    /// Extent in metres.
    var size: SIMD3<Float>

    init(_ mesh: Mesh, _ materials: [Material]) {
        self.mesh = mesh
        self.materials = materials
        size = mesh.bounds.map { $0.high - $0.low } ?? .zero
    }

    init(_ model: AssetLibrary.Model) {
        mesh = model.mesh
        materials = model.materials
        size = model.size
    }
}
