/// Makes worlds of the kind `tabletop`.
struct TabletopBuilder {
    let assets: AssetLibrary?

    func world(_ random: inout SeededGenerator) throws(ScenesError) -> World {
        let panorama = Sky.Panorama(width: 1, height: 1, radiance: [[0.5, 0.6, 0.8]])
        var world = World(kind: .tabletop, sky: Sky(panorama: panorama))
        let ground = Mesh(
            positions: [[-9, 0, -9], [-9, 0, 9], [9, 0, 9], [9, 0, -9]], triangles: [[0, 1, 2], [0, 2, 3]])
        world.instances.append(Instance(ground, materials: [Material(baseColor: [0.4, 0.4, 0.4])]))
        world.viewpoints.append(Viewpoint(position: [0, 1.6, 4], target: .zero))
        return world
    }
}
