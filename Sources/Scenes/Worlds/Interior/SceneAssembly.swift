/// A world being filled: numbers things, remembers where they stand, and what is worth a look.
struct SceneAssembly {
    /// Something to look at.
    struct Sight {
        var center: SIMD3<Float>
        /// Its largest extent.
        var size: Float
    }

    var world: World
    private(set) var sights: [Sight] = []
    /// Boxes that no camera may be in: lower and upper corners.
    private(set) var solids: [(low: SIMD3<Float>, high: SIMD3<Float>)] = []
    private var nextObject: UInt32 = 1

    init(_ world: World) { self.world = world }

    /// Adds what belongs to the building.
    mutating func addStructure(_ mesh: Mesh, _ transform: Transform = .identity, _ materials: [Material]) {
        guard !mesh.triangles.isEmpty else { return }
        world.instances.append(Instance(mesh, transform, materials: materials))
    }

    /// Adds a thing.
    mutating func add(_ piece: Piece, _ transform: Transform, isForeground: Bool = true, isSight: Bool = true) {
        guard !piece.mesh.triangles.isEmpty else { return }
        let object = nextObject
        nextObject += 1
        world.instances.append(
            Instance(piece.mesh, transform, materials: piece.materials, object: object, isForeground: isForeground))
        for var strands in piece.strands {
            strands.points = strands.points.map {
                SIMD4(transform.point(SIMD3($0.x, $0.y, $0.z)), $0.w * length(transform.x))
            }
            strands.object = object
            world.strands.append(strands)
        }
        for lamp in piece.lamps { world.lamps.append(lamp.moved(by: transform)) }
        guard let (low, high) = piece.mesh.bounds else { return }
        let corners = [low, high].flatMap { a in
            [low, high].flatMap { b in [low, high].map { c in transform.point([a.x, b.y, c.z]) } }
        }
        let lowest = corners.reduce(corners[0], pointwiseMin)
        let highest = corners.reduce(corners[0], pointwiseMax)
        solids.append((lowest, highest))
        if isSight { sights.append(Sight(center: (lowest + highest) / 2, size: (highest - lowest).max())) }
    }

    /// Whether a camera may be at a point: not in or right before a thing.
    func isFree(_ p: SIMD3<Float>, margin: Float) -> Bool {
        !solids.contains { low, high in
            all(p .> low - margin) && all(p .< high + margin)
        }
    }
}

extension Lamp {
    /// The same lamp elsewhere; turned and moved, not scaled.
    func moved(by transform: Transform) -> Lamp {
        switch self {
        case .sphere(let center, let radius, let radiance):
            .sphere(center: transform.point(center), radius: radius, radiance: radiance)
        case .rectangle(let corner, let u, let v, let radiance):
            .rectangle(
                corner: transform.point(corner), u: transform.direction(u), v: transform.direction(v), radiance: radiance)
        }
    }
}
