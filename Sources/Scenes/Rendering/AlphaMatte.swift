import CEmbree
import Images

/// How much of each pixel one object covers, by many rays per pixel.
struct AlphaMatte {
    /// Rays per pixel, along each side of a grid.
    private static let grid = 5

    /// The matte of the foreground object that shows most, 0 to 1; `nil` where none shows enough.
    static func matte(_ camera: SceneCamera, _ rendering: Rendering, of world: FlatWorld) -> FloatRaster? {
        guard let object = mostVisible(rendering, world) else { return nil }
        let rays = CameraRays(camera)
        var values = [Float](repeating: 0, count: camera.width * camera.height)
        let share = 1 / Float(grid * grid)
        for row in 0..<camera.height {
            for column in 0..<camera.width {
                var covered: Float = 0
                for sample in 0..<grid * grid {
                    let x = Float(column) + (Float(sample % grid) + 0.5) / Float(grid)
                    let y = Float(row) + (Float(sample / grid) + 0.5) / Float(grid)
                    var ray = cembree_ray()
                    ray.set(camera.position, rays.direction(x, y), time: 0.5)
                    if world.intersect(&ray), world.part(hitBy: ray).pointee.object == object { covered += share }
                }
                values[row * camera.width + column] = min(covered, 1)
            }
        }
        return FloatRaster(width: camera.width, height: camera.height, values: values)
    }

    private static func mostVisible(_ rendering: Rendering, _ world: FlatWorld) -> UInt32? {
        var foreground: Set<UInt32> = []
        for index in 0..<world.partCount where world.parts[index].isForeground {
            foreground.insert(world.parts[index].object)
        }
        var counts: [UInt32: Int] = [:]
        for id in rendering.ids where foreground.contains(id) { counts[id, default: 0] += 1 }
        let least = rendering.ids.count / 200
        return counts.filter { $0.value > least }.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
