import CEmbree
import Images

/// Depth, normals and objects along one ray through the middle of each pixel: exact, never averaged.
struct GroundTruth {
    private let camera: SceneCamera
    private let rays: CameraRays
    private let depth: UnsafeMutablePointer<Float>
    private let normals: UnsafeMutablePointer<SIMD3<Float>>
    private let ids: UnsafeMutablePointer<UInt32>

    init(_ camera: SceneCamera, _ memory: FlatMemory) {
        self.camera = camera
        rays = CameraRays(camera)
        let count = camera.width * camera.height
        depth = memory.room(for: count, of: Float.self)
        normals = memory.room(for: count, of: SIMD3<Float>.self)
        ids = memory.room(for: count, of: UInt32.self)
    }

    func trace(_ rows: Range<Int>, of world: FlatWorld) {
        for row in rows {
            for column in 0..<camera.width {
                let index = row * camera.width + column
                let direction = rays.direction(Float(column) + 0.5, Float(row) + 0.5)
                var ray = cembree_ray()
                ray.set(camera.position, direction, time: 0.5)
                guard world.intersect(&ray) else {
                    // Directions are as long as depth is 1.
                    depth[index] =
                        world.distances.map { $0.distance(along: normalize(direction)) / length(direction) }
                        ?? .infinity
                    continue
                }
                depth[index] = ray.far
                let unit = normalize(direction)
                let surface = Surface(
                    ray, in: world, position: camera.position + direction * ray.far, direction: unit, spread: 0,
                    isBumped: false)
                normals[index] = SIMD3(
                    dot(surface.normal, camera.right), -dot(surface.normal, camera.up),
                    dot(surface.normal, camera.forward))
                ids[index] = world.part(hitBy: ray).pointee.object
            }
        }
    }

    func rendering(radiance: [SIMD3<Float>], rayCount: Int) -> Rendering {
        let count = camera.width * camera.height
        return Rendering(
            width: camera.width, height: camera.height, radiance: radiance,
            depth: FloatRaster(
                width: camera.width, height: camera.height,
                values: Array(UnsafeBufferPointer(start: depth, count: count))),
            normals: Array(UnsafeBufferPointer(start: normals, count: count)),
            ids: Array(UnsafeBufferPointer(start: ids, count: count)), rayCount: rayCount)
    }
}
