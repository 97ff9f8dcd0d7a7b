import Scenes

/// Small worlds whose light and geometry can be worked out by hand.
enum Fixture {
    static func world(radiance: SIMD3<Float> = [1, 1, 1]) -> World {
        var world = World(kind: .collection, sky: Sky(panorama: .init(width: 1, height: 1, radiance: [radiance])))
        world.viewpoints = [Viewpoint(position: [0, 0, 0], target: [0, 0, -1])]
        return world
    }

    /// Scatters, and mirrors nothing.
    static func matte(_ albedo: Float) -> Material {
        var material = Material(baseColor: SIMD3(repeating: albedo), roughness: 1)
        material.refractiveIndex = 1
        return material
    }

    /// A square in the XY plane, from -1 to 1, that faces +Z, with texture coordinates from 0 to 1.
    static let square = Mesh(
        positions: [[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]],
        textureCoordinates: [[0, 0], [1, 0], [1, 1], [0, 1]], triangles: [[0, 1, 2], [0, 2, 3]])

    /// A ball of radius 1 with smooth normals.
    static func ball(segments: Int = 64) -> Mesh {
        var positions: [SIMD3<Float>] = []
        var triangles: [SIMD3<UInt32>] = []
        for row in 0...segments {
            for column in 0...2 * segments {
                let place = SIMD2(Float(column) / Float(2 * segments), Float(row) / Float(segments))
                positions.append(Sky.Panorama.direction(at: place))
                guard row < segments, column < 2 * segments else { continue }
                let a = UInt32(row * (2 * segments + 1) + column)
                let b = a + UInt32(2 * segments + 1)
                triangles.append([a, b, a + 1])
                triangles.append([a + 1, b, b + 1])
            }
        }
        return Mesh(positions: positions, normals: positions, triangles: triangles)
    }

    /// At the origin, looking along -Z.
    static func camera(width: Int = 48, height: Int = 36, fieldOfView: Float = 60) -> SceneCamera {
        SceneCamera(position: .zero, target: [0, 0, -1], fieldOfView: fieldOfView, width: width, height: height)
    }

    /// The direction through the middle of a pixel, whose component into the picture is 1: X right, Y down.
    static func ray(_ camera: SceneCamera, _ column: Int, _ row: Int) -> SIMD3<Float> {
        let focal = Float(camera.focalLength)
        return [
            (Float(column) + 0.5 - Float(camera.width) / 2) / focal,
            (Float(row) + 0.5 - Float(camera.height) / 2) / focal, 1,
        ]
    }

    /// The mean radiance of the pixels that show an object.
    static func mean(_ rendering: Rendering, of object: UInt32) -> SIMD3<Float> {
        var sum = SIMD3<Float>.zero
        var count: Float = 0
        for (index, id) in rendering.ids.enumerated() where id == object {
            sum += rendering.radiance[index]
            count += 1
        }
        return sum / max(count, 1)
    }
}
