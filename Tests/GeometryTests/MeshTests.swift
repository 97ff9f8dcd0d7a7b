import Foundation
import Geometry
import Images
import Testing

@Suite struct MeshTests {
    @Test func aPlaneHasItsAreaInSquareMetres() throws {
        let (depth, camera, photo) = Room.plane(size: 20, metres: 2, focalLength: 50)
        let mesh = try SurfaceMesh(DepthSurface(depth: depth, intrinsics: camera, photo: photo))
        #expect(mesh.vertices.count == 400 && mesh.triangleCount == 2 * 19 * 19)
        // Between the outermost pixels' middles: 19 · 2 m / 50.
        #expect(abs(mesh.area - 0.76 * 0.76) < 1e-9)
    }

    @Test func trianglesFaceTheCameraAndCrossNoEdge() throws {
        let room = Room()
        let mesh = try SurfaceMesh(room.surface())
        var used = Set<UInt32>()
        for triangle in mesh.triangles {
            let normal = mesh.normal(triangle)
            #expect((normal * mesh.point(triangle.x)).sum() < 0)
            let depths = [triangle.x, triangle.y, triangle.z].map { mesh.surface.depth(Int(mesh.vertices[Int($0)])) }
            #expect((depths.max() ?? .nan) / (depths.min() ?? .nan) <= 1.0400001)
            used.formUnion([triangle.x, triangle.y, triangle.z])
        }
        #expect(used.count == mesh.vertices.count)
        // The box's front is not joined to the wall behind.
        #expect(mesh.triangleCount < 2 * 159 * 119)
        #expect(mesh.triangleCount > 30_000)
    }

    @Test func simplifyingKeepsFlatSurfacesAndOutlines() throws {
        let room = Room()
        let mesh = try SurfaceMesh(room.surface())
        for share in [0.5, 0.1] {
            let simple = try mesh.simplified(to: share)
            #expect(Double(simple.triangleCount) <= share * Double(mesh.triangleCount) * 1.02)
            #expect(Double(simple.triangleCount) > share * Double(mesh.triangleCount) * 0.5)
            // Vertices are pixels still; the room is made of planes, so its area stays.
            #expect(Set(simple.vertices).isSubset(of: mesh.vertices))
            #expect(abs(simple.area / mesh.area - 1) < 0.01, "\(simple.area) of \(mesh.area)")
        }
        #expect(try mesh.simplified(to: 1).triangleCount == mesh.triangleCount)
    }

    /// As with meshes too large for one go, only that a part is a thousand times smaller.
    @Test(arguments: [0.5, 0.05]) func largeMeshesGoThroughInStrips(share: Double) throws {
        let mesh = try SurfaceMesh(Room().surface())
        let simple = try mesh.simplified(to: share, partSize: 2000)
        #expect(Double(simple.triangleCount) <= share * Double(mesh.triangleCount) * 1.02)
        #expect(Double(simple.triangleCount) > share * Double(mesh.triangleCount) * 0.5)
        #expect(abs(simple.area / mesh.area - 1) < 0.02, "\(simple.area) of \(mesh.area)")
    }

    @Test func withoutNeighboursThereIsNoSurface() throws {
        for (width, height) in [(1, 1), (9, 1), (1, 9)] {
            let surface = try DepthSurface(
                depth: FloatRaster(width: width, height: height, values: Array(repeating: 1, count: width * height)),
                intrinsics: Intrinsics(focalLength: 5, width: width, height: height),
                photo: RGBImage(width: width, height: height, filledWith: .white))
            let error = #expect(throws: GeometryError.self) { try SurfaceMesh(surface) }
            #expect(error?.code == .empty)
            #expect(error?.message.contains("no surface") == true)
        }
    }
}

extension SurfaceMesh {
    var triangles: [SIMD3<UInt32>] {
        (0..<triangleCount).map { SIMD3(corners[3 * $0], corners[3 * $0 + 1], corners[3 * $0 + 2]) }
    }

    func point(_ vertex: UInt32) -> SIMD3<Double> { surface.position(Int(vertices[Int(vertex)])) }

    /// By the right-hand rule, twice as long as the triangle's area.
    func normal(_ triangle: SIMD3<UInt32>) -> SIMD3<Double> {
        let (a, b) = (point(triangle.y) - point(triangle.x), point(triangle.z) - point(triangle.x))
        return SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    }

    var area: Double { triangles.reduce(0) { $0 + length(normal($1)) / 2 } }
}
