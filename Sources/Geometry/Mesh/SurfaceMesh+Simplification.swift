internal import CMeshOptimizer
import Foundation
import Images

extension SurfaceMesh {
    /// The mesh with fewer triangles, by collapsing the edges that matter least (quadric error metric, meshoptimizer).
    ///
    /// What matters is measured as the photo sees it, in pixels across and, for depth d and focal length f, as f·ln d
    /// along the ray: to first order a millimetre counts the same in every direction, and the less the farther away it
    /// is. A surface that recedes keeps the triangles that the photo needs to lie on it without swimming.
    ///
    /// - Parameter share: Of the triangles, how many shall be left, 0…1. More are left where fewer would break the
    ///   mesh's outline.
    /// - Throws: ``GeometryError`` with code `missingLibrary`.
    /// - Precondition: `share` is positive and at most 1.
    public func simplified(to share: Double) throws(GeometryError) -> SurfaceMesh {
        // The library needs some hundred bytes a vertex.
        try simplified(to: share, partSize: 2_000_000)
    }

    /// - Parameter partSize: Meshes with more vertices go through in strips of about as many first.
    package func simplified(to share: Double, partSize: Int) throws(GeometryError) -> SurfaceMesh {
        precondition(share > 0 && share <= 1, "a share of \(share) is none")
        if let problem = MeshLibrary.problem {
            throw GeometryError(
                .missingLibrary,
                "meshes cannot be simplified without meshoptimizer (Debian: apt-get install libmeshoptimizer2d): "
                    + problem)
        }
        let target = max(1, Int(Double(triangleCount) * share))
        var result = self
        if vertices.count > partSize { result = simplifiedInStrips(to: share, partSize: partSize) }
        guard result.triangleCount > target else { return result }
        let corners = Self.collapse(
            result.corners, positions: result.photoPositions(0..<result.vertices.count), target: target,
            locksBorder: false)
        return result.selecting(corners)
    }

    /// Strips of triangles as they follow each other; where strips meet, nothing is collapsed.
    private func simplifiedInStrips(to share: Double, partSize: Int) -> SurfaceMesh {
        var kept: [UInt32] = []
        // There are about two triangles a vertex.
        let strip = 3 * 2 * partSize
        for start in stride(from: 0, to: corners.count, by: strip) {
            let part = corners[start..<min(start + strip, corners.count)]
            guard let low = part.min(), let high = part.max() else { continue }
            let collapsed = Self.collapse(
                part.map { $0 - low }, positions: photoPositions(Int(low)..<Int(high) + 1),
                target: Int(Double(part.count / 3) * share), locksBorder: true)
            kept += collapsed.map { $0 + low }
        }
        return selecting(kept)
    }

    private func selecting(_ corners: [UInt32]) -> SurfaceMesh {
        SurfaceMesh(surface: surface, pointIndices: corners.map { vertices[Int($0)] })
    }

    /// Three numbers a vertex: the place in the photo and f·ln d.
    private func photoPositions(_ range: Range<Int>) -> [Float] {
        var positions: [Float] = []
        positions.reserveCapacity(3 * range.count)
        for vertex in vertices[range] {
            let pixel = surface.pixel(Int(vertex))
            positions.append(Float(pixel.x))
            positions.append(Float(pixel.y))
            positions.append(Float(surface.intrinsics.focalLength * log(Double(surface.depth(Int(vertex))))))
        }
        return positions
    }

    private static func collapse(
        _ corners: [UInt32], positions: [Float], target: Int, locksBorder: Bool
    ) -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: corners.count) { buffer, count in
            count = cmeshoptimizer_simplify(
                buffer.baseAddress, corners, corners.count, positions, positions.count / 3, 3 * target,
                locksBorder ? 1 : 0)
        }
    }
}
