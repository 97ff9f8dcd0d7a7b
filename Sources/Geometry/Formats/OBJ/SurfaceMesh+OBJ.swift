public import Foundation
import Images

extension SurfaceMesh {
    /// Writes a Wavefront OBJ file, its material and the photo as its texture, each atomically.
    ///
    /// Metres; X right, Y up, Z backward; the camera is at the origin. A comment says so.
    ///
    /// - Parameters:
    ///   - url: Where to; its folder must exist.
    ///   - materialName: The MTL file's name, in the same folder. Without spaces, which many programs do not read.
    ///   - textureName: The JPEG file's name, in the same folder, likewise.
    ///   - up: Against gravity, in the camera's axes, see ``GravityEstimate``.
    /// - Throws: `ImageError`.
    public func writeOBJ(
        to url: URL, materialName: String, textureName: String, up: SIMD3<Double> = [0, -1, 0]
    ) throws {
        let folder = url.deletingLastPathComponent()
        let texture = try surface.photo.textureData(longestSide: Self.longestTextureSide)
        try AtomicFile.write(texture, to: folder.appendingPathComponent(textureName))
        // Full diffuse light and no other, so that the photo looks as it is.
        let material = "newmtl photo\nKa 0 0 0\nKd 1 1 1\nKs 0 0 0\nillum 1\nmap_Kd \(textureName)\n"
        try AtomicFile.write(Data(material.utf8), to: folder.appendingPathComponent(materialName))
        let toWorld = WorldAxes.yUp.fromCamera(up: up)
        try writeAtomically(to: url) { sink in
            try sink.write(
                """
                # Depth Pro for Swift
                # metres; \(WorldAxes.yUp.words); the camera is at the origin
                mtllib \(materialName)
                usemtl photo

                """)
            for vertex in vertices {
                let point = SIMD3<Float>(toWorld(surface.position(Int(vertex))))
                try sink.write("v \(point.x) \(point.y) \(point.z)\n")
            }
            for vertex in vertices {
                let place = SIMD2<Float>(texturePlace(vertex))
                try sink.write("vt \(place.x) \(1 - place.y)\n")
            }
            for triangle in 0..<triangleCount {
                let names = (0..<3).map { corner in
                    let number = corners[3 * triangle + corner] + 1
                    return "\(number)/\(number)"
                }
                try sink.write("f \(names[0]) \(names[1]) \(names[2])\n")
            }
        }
    }
}
