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

    private func isFinite(_ v: SIMD3<Float>) -> Bool { v.x.isFinite && v.y.isFinite && v.z.isFinite }
}
