/// A thing that can be set somewhere: it stands on y = 0, centred in X and Z, with its front towards +Z.
struct Piece {
    /// A level place on a piece that smaller things can stand on, in the piece's frame.
    struct Support {
        /// Middle of the place.
        var center: SIMD3<Float>
        /// Along X and Z.
        var size: SIMD2<Float>
        /// Free height above.
        var clearance: Float = 0.6
        /// What belongs there.
        var use: Use

        enum Use: Sendable { case desk, dining, coffee, shelf, bedside, kitchen, bathroom, sill, floor, seat, display, stock }
    }

    /// One body with its materials.
    var mesh: Mesh
    var materials: [Material]
    /// Hair, fur and stems, in the piece's frame.
    var strands: [StrandSet] = []
    /// Lights in it, in the piece's frame.
    var lamps: [Lamp] = []
    var supports: [Support] = []
    /// Extent along X, Y and Z; what is needed to place it, ornaments aside.
    var size: SIMD3<Float>

    /// A body whose size is its bounds about the vertical through the origin.
    init(mesh: Mesh, materials: [Material]) {
        self.mesh = mesh
        self.materials = materials
        let (low, high) = mesh.bounds ?? (.zero, .zero)
        size = [2 * max(-low.x, high.x), high.y, 2 * max(-low.z, high.z)]
    }

    /// The same, larger or smaller.
    func scaled(_ factor: Float) -> Piece {
        var copy = Piece(mesh: mesh.transformed(.scale(factor)), materials: materials)
        copy.size = size * factor
        copy.strands = strands
        for index in copy.strands.indices {
            copy.strands[index].points = copy.strands[index].points.map { $0 * factor }
        }
        return copy
    }
}

/// Puts a ``Piece`` together, material by material.
struct PieceBuilder {
    var mesh = MeshBuilder()
    private(set) var materials: [Material] = []

    /// What is appended from now on is of this material.
    @discardableResult
    mutating func use(_ material: Material) -> Int {
        materials.append(material)
        precondition(materials.count < 256, "A mesh has at most 255 materials.")
        mesh.slot = UInt8(materials.count - 1)
        return materials.count - 1
    }

    /// What is appended from now on is of a material used before.
    mutating func reuse(_ slot: Int) { mesh.slot = UInt8(slot) }

    /// Appends another piece's body.
    mutating func append(_ piece: Piece, _ place: Transform) {
        let first = materials.count
        guard first + piece.materials.count < 256 else { return }
        materials.append(contentsOf: piece.materials)
        let before = mesh.slot
        mesh.slot = UInt8(first)
        mesh.append(piece.mesh, place)
        mesh.slot = before
    }

    func piece() -> Piece { Piece(mesh: mesh.mesh(), materials: materials) }
}
