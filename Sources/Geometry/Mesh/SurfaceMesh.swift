/// Triangles over the points of a surface, with a cut wherever the depth jumps.
///
/// Vertices are points of the surface; their positions, normals and places in the photo come from there. Seen from the
/// camera, the corners of each triangle go round counter-clockwise.
public struct SurfaceMesh: Sendable {
    /// What the vertices are points of.
    public let surface: DepthSurface
    /// The surface's index of each vertex, in ascending order; each vertex is used by a triangle.
    public let vertices: [UInt32]
    /// Three vertices for each triangle.
    public let corners: [UInt32]

    /// How many triangles there are.
    public var triangleCount: Int { corners.count / 3 }

    /// Joins neighbouring points wherever ``DepthSurface/joins(_:_:)`` says so.
    ///
    /// - Throws: ``GeometryError`` with code `empty` where no three points lie on one surface.
    public init(_ surface: DepthSurface) throws(GeometryError) {
        var corners: [UInt32] = []
        for row in 0..<surface.rows - 1 {
            for column in 0..<surface.columns - 1 {
                Self.addTriangles(surface, row * surface.columns + column, to: &corners)
            }
        }
        guard !corners.isEmpty else {
            throw GeometryError(
                .empty, "the picture shows no surface: no three neighbouring pixels have depths within the limits")
        }
        self.init(surface: surface, pointIndices: corners)
    }

    /// - Parameter pointIndices: Three indices of the surface's points for each triangle.
    init(surface: DepthSurface, pointIndices: consuming [UInt32]) {
        var corners = pointIndices
        var places = [UInt32](repeating: .max, count: surface.columns * surface.rows)
        for index in corners { places[Int(index)] = 0 }
        var vertices: [UInt32] = []
        for index in places.indices where places[index] == 0 {
            places[index] = UInt32(vertices.count)
            vertices.append(UInt32(index))
        }
        for corner in corners.indices { corners[corner] = places[Int(corners[corner])] }
        self.surface = surface
        self.vertices = vertices
        self.corners = corners
    }

    /// The two triangles between a point and its neighbours to the right and below, as far as they are on one surface.
    private static func addTriangles(_ surface: DepthSurface, _ corner: Int, to corners: inout [UInt32]) {
        let (a, b, c, d) = (corner, corner + 1, corner + surface.columns, corner + surface.columns + 1)
        func add(_ first: Int, _ second: Int, _ third: Int) {
            guard surface.joins(first, second), surface.joins(second, third), surface.joins(third, first) else {
                return
            }
            corners.append(UInt32(first))
            corners.append(UInt32(second))
            corners.append(UInt32(third))
        }
        // The quadrilateral is folded along the diagonal whose ends are nearer to each other in depth.
        let joinsFalling = surface.joins(a, d)
        let joinsRising = surface.joins(b, c)
        let falls = abs(surface.depth(a) - surface.depth(d)) < abs(surface.depth(b) - surface.depth(c))
        if joinsFalling, falls || !joinsRising {
            add(a, c, d)
            add(a, d, b)
        } else if joinsRising {
            add(a, c, b)
            add(b, c, d)
        }
    }
}
