/// Puts a mesh together from simple solids and sheets, in metres, Y up, counter-clockwise seen from outside.
///
/// Whatever is appended goes through ``transform`` and gets ``slot``. Texture coordinates are in metres, with the
/// first along the longest side (so that wood grain follows a board), except where a shape says that they are 0 to 1.
/// The second coordinate grows upwards in the picture: (0, 0) is a texture's lower left corner.
package struct MeshBuilder {
    package var positions: [SIMD3<Float>] = []
    package var normals: [SIMD3<Float>] = []
    package var textureCoordinates: [SIMD2<Float>] = []
    package var triangles: [SIMD3<UInt32>] = []
    package var slots: [UInt8] = []
    /// The material of what is appended next.
    package var slot: UInt8 = 0
    /// Where what is appended next goes; turning, moving and scaling, not mirroring.
    package var transform = Transform.identity

    package init() {}

    /// A vertex in the frame of ``transform``.
    @discardableResult
    package mutating func vertex(_ p: SIMD3<Float>, _ n: SIMD3<Float>, _ uv: SIMD2<Float> = .zero) -> UInt32 {
        positions.append(transform.point(p))
        normals.append(normalize(transform.normal(n)))
        textureCoordinates.append(uv)
        return UInt32(positions.count - 1)
    }

    package mutating func triangle(_ a: UInt32, _ b: UInt32, _ c: UInt32) {
        triangles.append([a, b, c])
        slots.append(slot)
    }

    /// Two triangles of four vertices, counter-clockwise.
    package mutating func quad(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32) {
        triangle(a, b, c)
        triangle(a, c, d)
    }

    /// A lattice of quads over vertices that were appended row by row; `columns` and `rows` count vertices.
    package mutating func lattice(from first: UInt32, columns: Int, rows: Int) {
        for row in 0..<max(0, rows - 1) {
            for column in 0..<max(0, columns - 1) {
                let a = first + UInt32(row * columns + column)
                let b = a + UInt32(columns)
                quad(a, a + 1, b + 1, b)
            }
        }
    }

    /// Does `body` with ``transform`` followed by `inner`, then goes back.
    package mutating func within(_ inner: Transform, _ body: (inout MeshBuilder) -> Void) {
        let outer = transform
        transform = outer * inner
        body(&self)
        transform = outer
    }

    /// Does `body` with another slot, then goes back.
    package mutating func painted(_ slot: Int, _ body: (inout MeshBuilder) -> Void) {
        let before = self.slot
        self.slot = UInt8(slot)
        body(&self)
        self.slot = before
    }

    /// Appends a finished mesh; its slots start at ``slot``.
    package mutating func append(_ mesh: Mesh, _ place: Transform = .identity) {
        let first = UInt32(positions.count)
        let source = mesh.normals.isEmpty ? mesh.smoothed(crease: 0) : mesh
        within(place) { builder in
            for index in source.positions.indices {
                let uv = source.textureCoordinates.isEmpty ? .zero : source.textureCoordinates[index]
                builder.vertex(source.positions[index], source.normals[index], uv)
            }
        }
        triangles.append(contentsOf: source.triangles.map { $0 &+ SIMD3(repeating: first) })
        slots.append(
            contentsOf: source.slots.isEmpty
                ? [UInt8](repeating: slot, count: source.triangles.count) : source.slots.map { $0 + slot })
    }

    /// What was put together.
    package func mesh() -> Mesh {
        Mesh(
            positions: positions, normals: normals, textureCoordinates: textureCoordinates, triangles: triangles,
            slots: slots)
    }
}

extension Mesh {
    /// Puts a mesh together.
    package static func build(_ body: (inout MeshBuilder) -> Void) -> Mesh {
        var builder = MeshBuilder()
        body(&builder)
        return builder.mesh()
    }
}

extension Transform {
    /// Where a surface's normal goes: by the cofactors, so that unequal scales tilt it as they should.
    package func normal(_ n: SIMD3<Float>) -> SIMD3<Float> {
        cross(y, z) * n.x + cross(z, x) * n.y + cross(x, y) * n.z
    }

    /// Turns about the vertical, counter-clockwise seen from above.
    package static func turn(_ radians: Float) -> Transform { rotation(radians, about: [0, 1, 0]) }
}
