public import Foundation
import Images

extension SurfaceMesh {
    /// Writes a glTF 2.0 binary file, atomically: the mesh with the photo as its unlit texture, and the camera.
    ///
    /// Metres; X right, Y up, Z backward; the camera is at the origin. `asset.extras` says so, and holds the intrinsics.
    ///
    /// - Parameters:
    ///   - url: Where to; its folder must exist.
    ///   - up: Against gravity, in the camera's axes, see ``GravityEstimate``.
    ///   - models: What else stands there; each is a node of its own, lit by whatever lights the viewer has.
    /// - Throws: `ImageError`, and ``GeometryError`` with code `tooLarge` beyond 4 GB.
    public func writeGLB(to url: URL, up: SIMD3<Double> = [0, -1, 0], models: [SceneModel] = []) throws {
        let toWorld = WorldAxes.yUp.fromCamera(up: up)
        var bounds = GLBFile.ClosedBox()
        for vertex in vertices { bounds.add(toWorld(surface.position(Int(vertex)))) }
        let file = GLBFile(
            surface: surface, toWorld: toWorld,
            attributes: [
                .init(
                    name: "POSITION", componentType: .float, type: "VEC3", count: vertices.count, bytesPerElement: 12,
                    bounds: bounds),
                .init(name: "NORMAL", componentType: .float, type: "VEC3", count: vertices.count, bytesPerElement: 12),
                .init(
                    name: "TEXCOORD_0", componentType: .float, type: "VEC2", count: vertices.count, bytesPerElement: 8),
            ],
            indices: .init(
                name: "indices", componentType: .unsignedInt, type: "SCALAR", count: corners.count, bytesPerElement: 4),
            texture: try surface.photo.textureData(longestSide: Self.longestTextureSide), models: models)
        try file.write(to: url) { sink in
            for vertex in vertices { try sink.write(toWorld(surface.position(Int(vertex)))) }
            for vertex in vertices { try sink.write(toWorld.rotate(surface.normal(Int(vertex)))) }
            for vertex in vertices {
                let place = texturePlace(vertex)
                try sink.write(Float(place.x))
                try sink.write(Float(place.y))
            }
            for corner in corners { try sink.write(corner) }
        }
    }

    /// What graphics processors take at least, since about 2014.
    static let longestTextureSide = 8192

    /// Where in the photo a vertex is: 0…1 from the left and from the top.
    func texturePlace(_ vertex: UInt32) -> SIMD2<Double> {
        surface.pixel(Int(vertex)) / SIMD2(Double(surface.photo.width), Double(surface.photo.height))
    }
}
