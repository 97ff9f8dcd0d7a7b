/// A world that is being put together: numbers its things and knows what space they take.
struct Stage {
    var world: World
    /// Boxes around things, for finding free space.
    private(set) var obstacles: [Bounds] = []
    private var lastObject: UInt32 = 0

    init(_ kind: SceneKind, sky: Sky) { world = World(kind: kind, sky: sky) }

    /// A number for a new thing.
    mutating func newObject() -> UInt32 {
        lastObject += 1
        return lastObject
    }

    /// Adds structure, which is no thing: ground, walls, roads.
    mutating func build(_ mesh: Mesh, _ place: Transform = .identity, _ materials: [Material]) {
        world.instances.append(Instance(mesh, place, materials: materials))
    }

    /// Adds a thing and returns its number.
    ///
    /// - Parameters:
    ///   - object: The number of the thing that it is a part of; a new one by default.
    ///   - isSolid: Whether cameras and other things must keep out of its box.
    @discardableResult
    mutating func add(
        _ prop: Prop, _ place: Transform, object: UInt32? = nil, isForeground: Bool = true, isSolid: Bool = true
    ) -> UInt32 {
        let number = object ?? newObject()
        world.instances.append(
            Instance(prop.mesh, place, materials: prop.materials, object: number, isForeground: isForeground))
        if isSolid { block(prop, place) }
        return number
    }

    /// Marks the box of a prop as taken.
    mutating func block(_ prop: Prop, _ place: Transform) {
        let half = prop.size / 2
        // Corners of the box that stands on the origin.
        var corners: [SIMD3<Float>] = []
        for index in 0..<8 {
            corners.append(
                place.point([
                    index & 1 == 0 ? -half.x : half.x, index & 2 == 0 ? 0 : prop.size.y, index & 4 == 0 ? -half.z : half.z,
                ]))
        }
        if let bounds = Bounds(corners) { obstacles.append(bounds) }
    }

    /// Marks space as taken.
    mutating func block(_ bounds: Bounds) { obstacles.append(bounds) }

    /// Whether nothing solid comes nearer than `clearance`.
    func isFree(_ point: SIMD3<Float>, clearance: Float) -> Bool {
        !obstacles.contains { box in
            let nearest = point.clamped(lowerBound: box.low, upperBound: box.high)
            let offset = point - nearest
            return dot(offset, offset) < clearance * clearance
        }
    }

    /// Whether a circle on the ground touches nothing that was marked.
    func isFree(x: Float, z: Float, radius: Float) -> Bool {
        !obstacles.contains { box in
            let dx = x - min(max(x, box.low.x), box.high.x)
            let dz = z - min(max(z, box.low.z), box.high.z)
            return dx * dx + dz * dz < radius * radius
        }
    }

    /// The height at which something may rest over a circle: the top of what is there, or the floor.
    func support(x: Float, z: Float, radius: Float) -> Float {
        var top: Float = 0
        for box in obstacles {
            let dx = x - min(max(x, box.low.x), box.high.x)
            let dz = z - min(max(z, box.low.z), box.high.z)
            if dx * dx + dz * dz < radius * radius { top = max(top, box.high.y) }
        }
        return top
    }
}
