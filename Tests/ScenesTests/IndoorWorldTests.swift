import Scenes
import Testing

/// Rooms and table-tops of many seeds are sound, in proportion, and the same each time.
@Suite struct IndoorWorldTests {
    private func world(_ kind: SceneKind, _ seed: UInt64) throws -> World {
        try SceneGenerator().world(kind, seed: seed)
    }

    @Test(arguments: [SceneKind.room, .tabletop], [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func worldsAreSound(kind: SceneKind, seed: UInt64) throws {
        let world = try world(kind, seed)
        #expect(world.kind == kind)
        #expect(world.viewpoints.count >= 1)
        var triangles = 0
        for instance in world.instances {
            let mesh = instance.mesh
            triangles += mesh.triangles.count
            #expect(!mesh.triangles.isEmpty)
            #expect(mesh.positions.allSatisfy(isFinite) && mesh.normals.allSatisfy(isFinite))
            #expect(mesh.triangles.allSatisfy { Int($0.max()) < mesh.positions.count })
            #expect(Int(mesh.slots.max() ?? 0) < instance.materials.count)
            #expect(isFinite(instance.transform.x) && isFinite(instance.transform.origin))
            for material in instance.materials {
                #expect(isFinite(material.baseColor) && material.baseColor.min() >= 0)
                #expect((0...1).contains(material.roughness))
                // Nothing but emission shines more than it receives.
                #expect(material.baseColor.max() <= 1.25)
            }
        }
        #expect(triangles > 200 && triangles < 400_000, "\(triangles) triangles")
        for strands in world.strands {
            #expect(strands.counts.reduce(0) { $0 + Int($1) } == strands.points.count)
            #expect(strands.points.allSatisfy { isFinite(SIMD3($0.x, $0.y, $0.z)) && $0.w > 0 })
        }
        #expect(isFinite(world.ambient) && world.ambient.min() >= 0)
    }

    /// Cameras are in the room that they show: a ray to the target stays within its walls, above the floor.
    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func viewpointsAreInTheRoom(seed: UInt64) throws {
        let world = try world(.room, seed)
        #expect(world.viewpoints.count >= 12 || seed == 0)
        for viewpoint in world.viewpoints {
            #expect(viewpoint.position.y > 0.1 && viewpoint.position.y < 3.3)
            #expect(abs(viewpoint.position.x) < 13 && abs(viewpoint.position.z) < 13)
            #expect(length(viewpoint.target - viewpoint.position) > 0.15)
            #expect(viewpoint.fieldOfView.lowerBound >= 10 && viewpoint.fieldOfView.upperBound <= 120)
            for instance in world.instances where instance.isForeground {
                guard let bounds = instance.mesh.transformed(instance.transform).bounds else { continue }
                let p = viewpoint.position
                let inside = all(p .> bounds.low) && all(p .< bounds.high)
                #expect(!inside, "A camera at \(p) is in a thing")
            }
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func tabletopsAreSeenFromNear(seed: UInt64) throws {
        let world = try world(.tabletop, seed)
        for viewpoint in world.viewpoints {
            let reach = length(viewpoint.target - viewpoint.position)
            #expect(reach > 0.15 && reach < 2.5)
        }
    }

    @Test func sameSeedsMakeSameWorlds() throws {
        for kind in [SceneKind.room, .tabletop] {
            let a = try world(kind, 11)
            let b = try world(kind, 11)
            #expect(a.viewpoints == b.viewpoints && a.lamps == b.lamps && a.portals == b.portals)
            #expect(a.instances.map(\.transform) == b.instances.map(\.transform))
            #expect(a.instances.map(\.mesh.positions) == b.instances.map(\.mesh.positions))
            #expect(a.strands.map(\.points) == b.strands.map(\.points))
            let c = try world(kind, 12)
            #expect(a.instances.map(\.transform) != c.instances.map(\.transform))
        }
    }

    /// Portraits are taken from an arm's length to a few steps away, mostly from before and with the face in the picture.
    @Test(arguments: [Float(0.3), 1.2, 1.8]) func portraitsShowTheFace(height: Float) {
        var random = SeededGenerator(seed: 3)
        let sitter = Sitter(at: .translation([1, 0, -2]) * .rotation(0.7, about: [0, 1, 0]), height: height)
        #expect(abs(sitter.face.y - 0.93 * height) < 1e-5 && abs(length(sitter.facing) - 1) < 1e-5)
        var isSeen = 0
        var isBefore = 0
        for _ in 0..<400 {
            let view = sitter.portrait(&random)
            let away = view.position - sitter.face
            #expect(view.position.y > 0.299)
            #expect(length(away) > 0.449 && length(SIMD3(away.x, 0, away.z)) < max(1.6 * height, 2 * 0.45) + 0.01)
            let cosine = dot(normalize(view.target - view.position), normalize(-away))
            // Half of the narrowest field of view, 38°.
            if cosine > 0.9455 { isSeen += 1 }
            if dot(away, sitter.facing) > 0 { isBefore += 1 }
        }
        #expect(isSeen > 300 && isBefore > 360, "\(isSeen), \(isBefore) of 400")
    }

    /// Half of the rooms have someone in them who is photographed.
    @Test func roomsHavePeople() throws {
        let portraits = try (21...44).map { seed in
            try world(.room, seed).viewpoints.filter { $0.fieldOfView == 38...78 }.count
        }
        let peopled = portraits.filter { $0 > 0 }.count
        #expect((6...20).contains(peopled), "\(peopled) of \(portraits.count)")
        #expect(portraits.allSatisfy { $0 <= 6 })
    }

    private func isFinite(_ v: SIMD3<Float>) -> Bool { v.x.isFinite && v.y.isFinite && v.z.isFinite }
}
